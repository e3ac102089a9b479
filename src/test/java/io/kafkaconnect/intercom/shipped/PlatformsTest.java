package io.kafkaconnect.intercom.shipped;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.config.OutputSettings;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that start a worker, and the pages that tell how, agree with one another. */
class PlatformsTest {
    private static final String PLUGIN_PATH = "/opt/connect-plugins";
    private static final Path PAGES = Path.of("src", "site", "markdown");
    private static final Shipped STRIMZI = Shipped.at("config/strimzi.yaml");

    @Test
    void the_worker_files_the_image_and_the_pages_name_one_plugin_path() {
        assertThat(Stream.of("config/connect-distributed.properties", "config/connect-standalone.properties")
                        .map(file -> Shipped.at(file).worker().get("plugin.path")))
                .containsOnly(PLUGIN_PATH);
        assertThat(Shipped.at("docker/Dockerfile").text()).contains("ARG PLUGIN_PATH=" + PLUGIN_PATH + "\n");
        assertThat(found("-intercom-[*][.]zip -d (\\S+)", pages()))
                .contains(PLUGIN_PATH)
                // The folder in which a larger archive is put together.
                .filteredOn(folder -> !folder.equals("msk"))
                .containsOnly(PLUGIN_PATH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/connect-distributed.properties", "config/connect-standalone.properties"})
    void a_worker_file_names_only_classes_that_kafka_includes(String file) throws ClassNotFoundException {
        Map<String, String> worker = Shipped.at(file).worker();

        assertThat(Class.forName(worker.get("key.converter"))).isAssignableTo(Converter.class);
        assertThat(worker.values())
                .filteredOn(value -> value.matches("[a-z]+[.].*[.][A-Z]\\w+"))
                .hasSize(3)
                .allMatch(name -> name.startsWith("org.apache.kafka."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/connect-distributed.properties", "config/connect-standalone.properties"})
    void its_commented_lines_are_the_avro_converter_as_the_composed_worker_has_it(String file) throws IOException {
        Map<String, String> composed = Shipped.at("docker/compose.yaml").worker();
        composed.keySet().removeIf(key -> !key.contains(".converter"));
        Properties commented = new Properties();
        commented.load(new StringReader(String.join("\n", found("(?m)^#(\\S.*)$", text(Path.of(file))))));

        assertThat(commented.keySet()).isEqualTo(composed.keySet());
        assertThat(commented.get("key.converter")).isEqualTo(composed.get("key.converter"));
    }

    @Test
    void each_command_that_starts_a_worker_gives_the_whole_path_of_our_file() {
        assertThat(found("(?m)^(.*bin/connect-(?:distributed|standalone)[.]sh.*)$", pages()))
                .hasSizeGreaterThan(2)
                .allMatch(command -> command.matches("[$]KAFKA_HOME/bin/\\S+( [$]INTERCOM/etc/\\S+)+"))
                .allSatisfy(command -> assertThat(found("[$]INTERCOM/etc/(\\S+)", command))
                        .allSatisfy(file -> assertThat(Path.of("config", file)).exists()));
    }

    @Test
    void the_page_says_of_the_versions_that_the_build_runs_and_of_no_other_that_it_runs_them() throws IOException {
        String page = Files.readString(PAGES.resolve("platforms.md"));
        String build = Files.readString(Path.of("src", "compatibility", "pom.xml"));

        assertThat(found("(?m)^\\| ([\\d.]+) \\| \\d+ \\| run in the build", page))
                .isNotEmpty()
                .containsExactlyElementsOf(found("<module>kafka-(.+)[.]xml</module>", build));
    }

    @Test
    void the_resources_of_strimzi_name_one_another() {
        JsonNode connect = resource("KafkaConnect");
        JsonNode user = resource("KafkaUser");
        JsonNode metrics = connect.at("/spec/metricsConfig/valueFrom/configMapKeyRef");

        assertThat(connect.at("/spec/authentication/certificateAndKey/secretName"))
                .isEqualTo(user.at("/metadata/name"));
        assertThat(resource("ConfigMap").at("/metadata/name")).isEqualTo(metrics.path("name"));
        assertThat(resource("ConfigMap").path("data").has(metrics.path("key").asText()))
                .isTrue();
        assertThat(resource("KafkaConnector").at("/metadata/labels").path("strimzi.io/cluster"))
                .isEqualTo(connect.at("/metadata/name"));
        assertThat(connect.at("/spec/version").asText())
                .isIn(found("<module>kafka-(.+)[.]xml</module>", text(Path.of("src", "compatibility", "pom.xml"))));
    }

    @Test
    void the_user_of_strimzi_may_write_the_topics_and_transactions_of_worker_and_connector() {
        JsonNode connect = resource("KafkaConnect").path("spec");
        String group = connect.path("groupId").asText();
        String connector = resource("KafkaConnector").at("/metadata/name").asText();

        assertThat(mayWrite("topic", connect.path("configStorageTopic").asText()))
                .isTrue();
        assertThat(mayWrite("topic", connect.path("offsetStorageTopic").asText()))
                .isTrue();
        assertThat(mayWrite("topic", connect.path("statusStorageTopic").asText()))
                .isTrue();
        assertThat(mayWrite("topic", STRIMZI.connector().get(OutputSettings.TOPIC_PREFIX.key()) + "users"))
                .isTrue();
        assertThat(mayWrite("transactionalId", "connect-cluster-" + group)).isTrue();
        assertThat(mayWrite("transactionalId", group + "-" + connector + "-0")).isTrue();
        assertThat(mayWrite("topic", "of-somebody-else")).isFalse();
    }

    private static boolean mayWrite(String type, String name) {
        return StreamSupport.stream(
                        resource("KafkaUser").at("/spec/authorization/acls").spliterator(), false)
                .filter(acl -> acl.at("/resource/type").asText().equals(type))
                .filter(acl -> acl.path("operations").toString().contains("\"Write\""))
                .map(acl -> acl.path("resource"))
                .anyMatch(resource -> resource.path("patternType").asText().equals("prefix")
                        ? name.startsWith(resource.path("name").asText())
                        : name.equals(resource.path("name").asText()));
    }

    private static JsonNode resource(String kind) {
        return STRIMZI.yaml().stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static String pages() {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> pages = Files.list(PAGES)) {
            pages.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files.stream().map(PlatformsTest::text).collect(joining("\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
