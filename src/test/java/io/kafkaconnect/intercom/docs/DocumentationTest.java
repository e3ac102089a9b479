package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.config.OutputSettings;
import io.kafkaconnect.intercom.config.Settings;
import io.kafkaconnect.intercom.config.WorkspaceSettings;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.UnstoredVersionsCodec;
import io.kafkaconnect.intercom.shipped.SinkContracts;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.TableTemplate;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README.md and the pages below src/site/markdown match the code: their lists are generated from it, every name in their prose exists,
 * and every link leads somewhere, on code hosts as well as in the HTML of {@code mvn site}.
 */
class DocumentationTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", ""));
    private static final Path README = ROOT.resolve("README.md");
    private static final Path SITE = ROOT.resolve("src/site");
    private static final Path PAGES = SITE.resolve("markdown");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Maximum size of the README: a person reads it in five minutes. */
    private static final int README_BYTES = 14_000;

    private static final Pattern PART =
            Pattern.compile("(<!-- begin:(\\w+) -->\n)(.*?)(<!-- end:\\2 -->\n)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ANCHOR = Pattern.compile("^<a id=\"([^\"]+)\"></a>\n#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern OUR_FILE = Pattern.compile("(?<![\\w/.-])(?:config|docker|src)/[\\w./-]*\\w");
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");

    /** A name of ours, and not a part of a host name, a path, a Maven property or a Java package. */
    private static final Pattern OUR_NAME = Pattern.compile("(?<![\\w./-])intercom(?:\\.[a-z_]+)+");

    private static final Pattern ASSIGNMENT = Pattern.compile("(?<![\\w./-])((?:intercom|topic)\\.[a-z.]+)=([^\\s`]+)");

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("permissions", StreamsTable.permissions());
        parts.put("settings", SettingsTable.markdown());
        parts.put("tables", TablesDictionary.list());
        parts.put("diagram", EntityDiagram.markdown());
        parts.put("streams", StreamsTable.markdown());
        parts.put("columns", TablesDictionary.chapters());
        parts.put("metrics", MetricsTable.markdown());
        parts.put("costs", Cost.markdown());
        parts.put("sinks", SinksTable.markdown());
        parts.put("needs", SinksTable.needs());
        return parts;
    }

    @Test
    void the_readme_is_short() throws IOException {
        assertThat(Files.size(README)).isLessThanOrEqualTo(README_BYTES);
    }

    @Test
    void each_list_is_on_one_page() {
        assertThat(PART.matcher(text()).results().map(part -> part.group(2)))
                .containsExactlyInAnyOrderElementsOf(parts().keySet());
    }

    static Stream<Path> files() {
        return files(README, PAGES);
    }

    @ParameterizedTest
    @MethodSource("files")
    void its_lists_match_the_code(Path file) {
        Map<String, String> parts = parts();
        Golden.check(
                file,
                text -> PART.matcher(text)
                        .replaceAll(part -> Matcher.quoteReplacement(
                                part.group(1) + "\n" + parts.get(part.group(2)) + "\n" + part.group(4))));
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_file_it_names_exists(Path file) {
        assertThat(OUR_FILE.matcher(prose(read(file))).results().map(MatchResult::group))
                .allSatisfy(named -> assertThat(ROOT.resolve(named)).exists());
    }

    static Stream<Path> allFiles() {
        return files(README, PAGES, ROOT.resolve(".github"));
    }

    /** A code host and Maven make different anchors of a heading: the one written above the heading works for both. */
    @ParameterizedTest
    @MethodSource("allFiles")
    void every_link_leads_to_a_file_and_every_anchor_to_a_heading(Path file) {
        assertThat(localLinks(file)).allSatisfy(link -> {
            int hash = link.indexOf('#');
            Path target = hash == 0 ? file : file.resolveSibling(hash < 0 ? link : link.substring(0, hash));
            assertThat(target).exists();
            if (hash >= 0) {
                assertThat(anchors(target)).contains(link.substring(hash + 1));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void every_anchor_matches_that_of_a_code_host(Path file) {
        assertThat(ANCHOR.matcher(read(file)).results())
                .allSatisfy(anchor -> assertThat(anchor.group(1))
                        .isEqualTo(anchor.group(2)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\w\\s-]", "")
                                .replace(' ', '-')));
    }

    /** Other files are not in the HTML, and not in the archive. */
    @Test
    void a_page_links_only_to_pages_and_pictures() {
        assertThat(files(PAGES).flatMap(DocumentationTest::localLinks))
                .isNotEmpty()
                .allMatch(link -> link.matches("([a-z]+\\.md)?(#[a-z0-9-]+)?|images/[a-z-]+\\.svg"));
    }

    @Test
    void every_page_is_in_the_menu() {
        Set<String> pages = files(PAGES)
                .map(page -> page.getFileName().toString().replace(".md", ".html"))
                .collect(toCollection(TreeSet::new));
        assertThat(groups(Pattern.compile("<item name=\"[^\"]+\" href=\"([^\"]+)\""), read(SITE.resolve("site.xml"))))
                .containsExactlyInAnyOrderElementsOf(pages);
    }

    @Test
    void every_name_of_ours_is_a_setting_or_a_topic_or_the_header() {
        Set<String> known = new TreeSet<>(Set.of(SourceRecordFactory.OWNER_HEADER));
        Settings.ALL.forEach(setting -> known.add(setting.key()));
        Tables.ALL.forEach(table -> known.add(OutputSettings.TOPIC_PREFIX.defaultValue() + table.name()));
        assertThat(OUR_NAME.matcher(text()).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void every_value_it_gives_a_setting_is_valid() {
        Map<String, ConfigDef.ConfigKey> keys = Settings.definition().configKeys();
        List<MatchResult> assignments = ASSIGNMENT
                .matcher(prose(text()))
                .results()
                .filter(assignment -> !assignment.group(1).startsWith("topic.creation."))
                .toList();
        assertThat(assignments).isNotEmpty().allSatisfy(assignment -> {
            ConfigDef.ConfigKey key = keys.get(assignment.group(1));
            assertThat(key).as(assignment.group()).isNotNull();
            // A config provider resolves its placeholder before the value is checked.
            if (!assignment.group(2).startsWith("${")) {
                key.validator.ensureValid(key.name, ConfigDef.parseType(key.name, assignment.group(2), key.type));
            }
        });
    }

    @Test
    void the_configuration_of_the_readme_is_valid() throws IOException {
        String body = groups(Pattern.compile("```\n(\\{\n.*?\n}\n)```", Pattern.DOTALL), read(README))
                .findFirst()
                .orElseThrow();
        Map<String, Object> config = map(JSON.readTree(body).path("config"));
        assertThat(config).containsKey(WorkspaceSettings.ACCESS_TOKEN.key());
        Map<String, ConfigDef.ConfigKey> keys = Settings.definition().configKeys();
        assertThat(config.keySet().stream().filter(key -> key.startsWith("intercom.")))
                .allMatch(keys::containsKey);
    }

    @Test
    void every_name_with_an_underscore_is_a_table_a_stream_a_column_or_a_known_word() {
        Set<String> known =
                new TreeSet<>(Set.of("read_committed", "updated_at", "deleted_at", "id_code", "rule_files"));
        Map<String, ParkedEntity> parked = Map.of("e", new ParkedEntity(ParkedEntity.Reason.REFUSED, 0, 0, 0));
        Cursor cursor = new Cursor(Instant.EPOCH.plusSeconds(1), Map.of(), parked, Instant.EPOCH);
        IncrementalOffset.Backfill backfill = new IncrementalOffset.Backfill(Set.of("t"), cursor, Instant.EPOCH);
        Map<String, Object> offset = new IncrementalOffsetCodec("updated_at")
                .encode(new IncrementalOffset(
                        backfill.cursor(),
                        Set.of(),
                        Instant.EPOCH,
                        Optional.of(backfill),
                        Set.of("t"),
                        OutputFormat.of("documented", "", "struct")));
        UnstoredVersionsCodec.addTo(offset, Map.of("1", 1L));
        MemoryReach.ALL.addTo(offset, 1);
        known.addAll(offset.keySet());
        SinkContracts.ALL.forEach(sink -> {
            known.addAll(sink.added());
            Tables.ALL.forEach(table -> known.addAll(sink.naming().names("intercom." + table.name())));
        });
        Streams.ALL.forEach(stream -> known.add(stream.name()));
        Stream.of(TableTemplate.values()).map(TableTemplate::label).forEach(known::add);
        Tables.ALL.forEach(table -> {
            known.add(table.name());
            Stream.concat(table.columns(ColumnSet.EXTENDED).stream(), table.key().stream())
                    .map(Column::name)
                    .forEach(known::add);
        });
        assertThat(groups(CODE, prose(text())).filter(code -> code.matches("[a-z]+(_[a-z]+)+")))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    /** Compares the part of a message before its first value, which the page writes as an ellipsis. */
    @Test
    void every_message_it_explains_exists_in_the_code() {
        String sources = sources().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
        String page = read(PAGES.resolve("troubleshooting.md"));
        List<String> messages = groups(Pattern.compile("^\\| ([^|]*)\\|", Pattern.MULTILINE), page)
                .flatMap(symptom -> groups(CODE, symptom))
                .filter(code -> code.contains(" "))
                .toList();
        assertThat(messages).hasSizeGreaterThan(15).allSatisfy(message -> {
            for (String fragment : message.split("…", -1)) {
                assertThat(sources).contains(fragment.strip());
            }
        });
    }

    @Test
    void its_figures_and_fixed_names_match_the_code() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        assertThat(groups(Pattern.compile("(\\d+)\\s+tables"), prose(text())))
                .isNotEmpty()
                .allMatch(String.valueOf(Tables.ALL.size())::equals);
        assertThat(groups(Pattern.compile("(\\d+)\\s+documented columns"), text()))
                .isNotEmpty()
                .allMatch(String.valueOf(TablesDictionary.documented())::equals);
        String archive = tag(pom, "archive.name")
                .replace("${project.artifactId}", tag(pom, "artifactId"))
                .replace("${project.version}", "<version>");
        assertThat(List.of(
                        IntercomSourceConnector.class.getName(),
                        "built and tested with " + tag(pom, "kafka.version"),
                        archive + ".zip",
                        WorkspaceSettings.API_VERSION.defaultValue() + " by default"))
                .allMatch(read(README).replaceAll("\\s+", " ")::contains);
    }

    private static Map<String, Object> map(JsonNode node) {
        return JSON.convertValue(node, new TypeReference<>() {});
    }

    private static String tag(String xml, String name) {
        return groups(Pattern.compile("<" + name + ">(.*?)</" + name + ">"), xml)
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> localLinks(Path file) {
        return groups(LINK, read(file)).filter(link -> !link.startsWith("http"));
    }

    private static Set<String> anchors(Path file) {
        return groups(ANCHOR, read(file)).collect(toCollection(TreeSet::new));
    }

    /** The text that is not generated from the code. */
    private static String prose(String text) {
        return PART.matcher(text).replaceAll("");
    }

    /** Of the README and all pages. */
    private static String text() {
        return files().map(DocumentationTest::read).collect(joining("\n"));
    }

    private static Stream<Path> files(Path... fileOrFolder) {
        return Stream.of(fileOrFolder).flatMap(path -> {
            try (Stream<Path> found = Files.walk(path)) {
                return found.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String sources() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(DocumentationTest::read)
                    .collect(joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
