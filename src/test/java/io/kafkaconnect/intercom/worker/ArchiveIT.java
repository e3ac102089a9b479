package io.kafkaconnect.intercom.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What is in the archive that users install, and what must not be. */
class ArchiveIT {
    private static final Path ZIP = Path.of(System.getProperty("archive.zip"));
    private static final String VERSION = System.getProperty("project.version");
    private static final String NAME = "kafkaconnect-kafka-connect-intercom-" + VERSION;
    private static final Path FOLDER = Path.of(System.getProperty("archive.dir"), NAME);
    private static final Path OUR_JAR = FOLDER.resolve("lib/kafka-connect-intercom-" + VERSION + ".jar");

    private static final Path PAGES = Path.of(System.getProperty("basedir", ""), "src", "site", "markdown");

    private static final Path CONFIG = Path.of(System.getProperty("basedir", ""), "config");

    private static final Pattern LOCAL_LINK = Pattern.compile("]\\((?!http|#)([^)#\\s]+)");

    @Test
    void the_archive_is_one_folder_of_its_own_name() throws IOException {
        assertThat(ZIP).hasFileName(NAME + ".zip");
        try (ZipFile zip = new ZipFile(ZIP.toFile())) {
            assertThat(zip.stream())
                    .allSatisfy(entry -> assertThat(entry.getName()).startsWith(NAME + "/"));
        }
        assertThat(namesIn(FOLDER)).containsExactlyInAnyOrder("manifest.json", "lib", "etc", "doc");
    }

    @Test
    void etc_holds_the_files_of_config() {
        assertThat(namesIn(FOLDER.resolve("etc")))
                .contains("intercom-source.json", "connect-distributed.properties", "strimzi.yaml")
                .containsExactlyInAnyOrderElementsOf(namesIn(CONFIG));
    }

    @Test
    void lib_holds_our_jar_and_those_of_the_list_and_no_other() throws IOException {
        List<String> listed;
        try (var list = ArchiveIT.class.getResourceAsStream("/packed-jars.txt")) {
            listed = new String(list.readAllBytes(), UTF_8).lines().toList();
        }
        assertThat(namesIn(FOLDER.resolve("lib")))
                .contains(OUR_JAR.getFileName().toString())
                .filteredOn(name -> !OUR_JAR.endsWith(name))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void no_packed_jar_holds_classes_that_the_worker_provides() {
        for (Path jar : filesIn(FOLDER.resolve("lib"))) {
            assertThat(entriesOf(jar))
                    .as(jar.getFileName().toString())
                    .noneMatch(entry -> entry.contains("org/apache/kafka/") || entry.contains("org/slf4j/"));
        }
    }

    @Test
    void the_manifest_says_what_a_component_hub_asks_for() throws IOException {
        JsonNode manifest = new ObjectMapper().readTree(Files.readString(FOLDER.resolve("manifest.json")));

        assertThat(manifest.path("name").asText()).isEqualTo("kafka-connect-intercom");
        assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
        assertThat(manifest.at("/owner/username").asText()).isEqualTo("kafkaconnect");
        assertThat(manifest.path("title").asText()).isNotBlank();
        assertThat(manifest.path("description").asText()).isNotBlank();
        assertThat(manifest.path("component_types").toString()).isEqualTo("[\"source\"]");
        assertThat(manifest.at("/features/kafka_connect_api").asBoolean()).isTrue();
        assertThat(manifest.at("/features/delivery_guarantee").toString())
                .isEqualTo("[\"at_least_once\",\"exactly_once\"]");
        assertThat(manifest.at("/license/0/name").asText()).startsWith("Apache License");
        assertThat(LocalDate.parse(manifest.path("release_date").asText())).isNotNull();
        assertThat(manifest.toString()).as("placeholders left").doesNotContain("${");
    }

    @Test
    void our_jar_is_found_by_the_service_loader_and_knows_its_version() throws IOException {
        assertThat(textOf("META-INF/services/org.apache.kafka.connect.source.SourceConnector"))
                .isEqualToIgnoringNewLines("io.kafkaconnect.intercom.IntercomSourceConnector");
        assertThat(textOf("io/kafkaconnect/intercom/version.properties"))
                .isEqualToIgnoringNewLines("version=" + VERSION);
    }

    @Test
    void licences_come_along_with_the_archive_and_inside_our_jar() throws IOException {
        Path doc = FOLDER.resolve("doc");
        assertThat(namesIn(doc))
                .filteredOn(name -> !name.endsWith(".md"))
                .containsExactlyInAnyOrder(
                        "images",
                        "LICENSE",
                        "NOTICE",
                        "THIRD-PARTY.txt",
                        "kafka-connect-intercom-" + VERSION + "-sbom.json",
                        "licenses");
        assertThat(textOf("META-INF/LICENSE")).isEqualTo(Files.readString(doc.resolve("LICENSE")));
        assertThat(textOf("META-INF/NOTICE")).isEqualTo(Files.readString(doc.resolve("NOTICE")));
    }

    @Test
    void the_readme_and_all_pages_come_along_and_their_links_lead_to_files_of_the_archive() throws IOException {
        Path doc = FOLDER.resolve("doc");
        List<Path> pages = filesIn(doc).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList();
        assertThat(pages.stream().map(page -> page.getFileName().toString()))
                .contains("README.md")
                .containsAll(namesIn(PAGES).stream()
                        .filter(name -> name.endsWith(".md"))
                        .toList());
        for (Path page : pages) {
            assertThat(LOCAL_LINK.matcher(Files.readString(page)).results())
                    .as(page.toString())
                    .allSatisfy(link -> assertThat(doc.resolve(link.group(1))).exists());
        }
    }

    @Test
    void each_packed_jar_is_in_the_list_of_licences_and_in_the_sbom_and_its_own_licence_is_unpacked()
            throws IOException {
        Path doc = FOLDER.resolve("doc");
        String listing = Files.readString(doc.resolve("THIRD-PARTY.txt"));
        String sbom = Files.readString(doc.resolve("kafka-connect-intercom-" + VERSION + "-sbom.json"));
        for (Path jar : filesIn(FOLDER.resolve("lib"))) {
            if (jar.equals(OUR_JAR)) {
                continue;
            }
            String[] artifact = jar.getFileName().toString().split("-(?=\\d)|\\.jar$", 3);
            assertThat(listing).contains(":" + artifact[0] + ":" + artifact[1]);
            assertThat(sbom).contains("/" + artifact[0] + "@" + artifact[1] + "?type=jar");
            assertThat(entriesOf(jar).filter(entry -> entry.matches("META-INF/[^/]*(LICENSE|NOTICE)[^/]*")))
                    .allSatisfy(entry -> assertThat(
                                    doc.resolve("licenses/" + artifact[0]).resolve(entry))
                            .isNotEmptyFile());
        }
    }

    private static List<String> namesIn(Path folder) {
        return filesIn(folder).stream()
                .map(file -> file.getFileName().toString())
                .toList();
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> entriesOf(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(JarEntry::getName).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String textOf(String entry) throws IOException {
        try (JarFile jar = new JarFile(OUR_JAR.toFile())) {
            JarEntry found = jar.getJarEntry(entry);
            assertThat(found).as(entry).isNotNull();
            return new String(jar.getInputStream(found).readAllBytes(), UTF_8);
        }
    }
}
