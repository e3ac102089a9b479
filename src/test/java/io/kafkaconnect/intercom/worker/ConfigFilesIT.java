package io.kafkaconnect.intercom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.shipped.Shipped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectStandalone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of {@code config/} in a real worker: only the address, the pace and the prefix are a test's. */
@ExtendWith(ClusterMode.Stopping.class)
class ConfigFilesIT {
    /** What a file says of them gives way to what a test needs. */
    private static final Set<String> OF_THE_TEST = Set.of("name", "topic.prefix");

    private final Sandbox sandbox = Sandbox.start(new Options());

    @AfterEach
    void close() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "config/intercom-source.json, .*, 1, 6",
        "config/intercom-source-basic.json, (?!conversation).*, 1, 1",
        "config/intercom-source-conversations.json, conversation.*, 1, 6"
    })
    void a_body_fills_its_tables_into_compacted_topics_with_the_token_from_the_environment(
            String file, String tables, int tasks, int partitions) throws Exception {
        Worker worker = Worker.of(ClusterMode.EXACTLY_ONCE);
        try (Deployment deployment = new Deployment(worker, sandbox, settings(file)).create()) {
            deployment.awaitTruth(tables(tables));
            deployment.awaitState("RUNNING", tasks);

            assertThat(deployment
                            .get("/config")
                            .body()
                            .path("intercom.access.token")
                            .asText())
                    .isEqualTo("${env:INTERCOM_ACCESS_TOKEN}");
            assertTopics(worker, deployment, partitions);
        }
    }

    @Test
    void a_worker_without_exactly_once_refuses_a_body_that_requires_it_and_says_so() {
        Map<String, String> config = new HashMap<>(Deployment.config(sandbox, "refused."));
        config.putAll(settings("config/intercom-source.json"));

        Rest.Answer answer = new Rest(Worker.of(ClusterMode.AT_LEAST_ONCE).restUrl())
                .post("/connectors", Map.of("name", "refused", "config", config));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("message").asText()).containsIgnoringCase("exactly-once");
    }

    @Test
    void the_standalone_connector_fills_its_tables_in_the_standalone_worker() {
        Map<String, String> settings =
                new HashMap<>(Shipped.at("config/connect-standalone.properties").worker());
        // These are the test's own.
        Set.of("bootstrap.servers", "listeners", "offset.storage.file.filename").forEach(settings::remove);
        settings.put("plugin.path", System.getProperty("archive.dir"));
        settings.put("offset.flush.interval.ms", "500");
        // The registry's converters on the class path of the tests have no manifest; the embedded worker would fail on
        // them.
        settings.put("plugin.discovery", "service_load");
        EmbeddedConnectStandalone standalone = new EmbeddedConnectStandalone.Builder()
                .numBrokers(1)
                .workerProps(settings)
                .build();
        standalone.start();
        try {
            Worker worker = new Worker(
                    standalone.endpointForResource(""), standalone.kafka().bootstrapServers(), "read_uncommitted");
            try (Deployment deployment =
                    new Deployment(worker, sandbox, settings("config/intercom-source.properties")).create()) {
                deployment.awaitTruth();
                deployment.awaitState("RUNNING", 1);
            }
        } finally {
            standalone.stop();
        }
    }

    private Map<String, String> settings(String file) {
        Map<String, String> settings = new HashMap<>(Shipped.at(file).connector());
        settings.keySet().removeAll(OF_THE_TEST);
        return settings;
    }

    private Set<String> tables(String pattern) {
        return Truth.of(sandbox.workspace()).keySet().stream()
                .filter(table -> table.matches(pattern))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertTopics(Worker worker, Deployment deployment, int partitionsOfConversations)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", worker.bootstrapServers()))) {
            List<String> topics = admin.listTopics().names().get().stream()
                    .filter(topic -> topic.startsWith(deployment.topicPrefix()))
                    .toList();
            assertThat(topics).isNotEmpty();
            List<ConfigResource> resources = topics.stream()
                    .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                    .toList();
            assertThat(admin.describeConfigs(resources).all().get().values())
                    .allSatisfy(config ->
                            assertThat(config.get("cleanup.policy").value()).isEqualTo("compact"));
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                assertThat(topic.partitions())
                        .as(topic.name())
                        .hasSize(topic.name().contains("conversation") ? partitionsOfConversations : 1);
            }
        }
    }
}
