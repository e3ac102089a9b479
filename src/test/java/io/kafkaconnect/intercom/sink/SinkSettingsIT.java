package io.kafkaconnect.intercom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.shipped.Shipped;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A real worker validates {@code config/sinks} with the sinks that are at hand: those of the build, and those in the folder that
 * {@code mvn verify -Dsinks.plugins=FOLDER -Dit.test=SinkSettingsIT} names.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SinkSettingsIT {
    /** Settings that a sink passes on without knowing them. */
    private static final Map<String, String> PASSED_ON = Map.of("intercom-iceberg", "iceberg.catalog.");

    /** Settings at which a sink says that it does not reach the other side, or has no account there. */
    private static final Map<String, Set<String>> OF_THE_OTHER_SIDE = Map.of(
            "intercom-confluent-jdbc", Set.of("connection.url"),
            "intercom-elasticsearch", Set.of("connection.url", "connection.username", "connection.password"),
            "intercom-bigquery", Set.of("keyfile", "gcsBucketName"));

    private EmbeddedConnectCluster cluster;
    private Rest rest;
    private List<String> installed;

    @BeforeAll
    void start() throws IOException {
        cluster = SinkPlugins.worker(
                "sink-settings",
                Stream.concat(Stream.of(SinkPlugins.debezium(), SinkPlugins.iceberg()), SinkPlugins.more()));
        rest = new Rest(cluster.endpointForResource("").replaceAll("/$", ""));
        installed = rest.get("/connector-plugins").body().findValuesAsText("class");
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.stop();
        }
    }

    static List<Shipped> files() {
        return Shipped.all().stream()
                .filter(file -> file.kind() == Shipped.Kind.SINK)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_sink_knows_every_setting_of_its_file_and_finds_no_fault_but_that_the_other_side_is_not_there(Shipped file) {
        Map<String, String> settings = file.sink();
        String sink = settings.get("connector.class");
        assumeTrue(
                installed.contains(sink),
                () -> sink + " is not at hand. -D" + SinkPlugins.MORE + " names a folder that holds it");

        Map<String, JsonNode> answers = validate(sink, settings);

        Set<String> unknown = new HashSet<>(settings.keySet());
        unknown.removeAll(answers.keySet());
        unknown.removeIf(
                setting -> setting.startsWith(PASSED_ON.getOrDefault(settings.get("name"), "consumer.override.")));
        assertThat(unknown).as("settings that %s does not know", sink).isEmpty();
        answers.values().removeIf(JsonNode::isEmpty);
        assertThat(answers.keySet())
                .as(answers.toString())
                .isEqualTo(OF_THE_OTHER_SIDE.getOrDefault(settings.get("name"), Set.of()));
    }

    /** The errors of each setting that the sink or Connect knows. */
    private Map<String, JsonNode> validate(String sink, Map<String, String> settings) {
        Rest.Answer answer = rest.put("/connector-plugins/" + sink + "/config/validate", settings);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
        Map<String, JsonNode> errors = new TreeMap<>();
        for (JsonNode setting : answer.body().path("configs")) {
            errors.put(
                    setting.path("value").path("name").asText(),
                    setting.path("value").path("errors"));
        }
        return errors;
    }
}
