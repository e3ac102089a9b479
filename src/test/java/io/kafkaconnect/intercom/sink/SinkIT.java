package io.kafkaconnect.intercom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.ConnectWorker;
import io.kafkaconnect.intercom.quickstart.Ports;
import io.kafkaconnect.intercom.quickstart.Registry;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.Postgres;
import io.kafkaconnect.intercom.worker.Deployment;
import io.kafkaconnect.intercom.worker.SinkView;
import io.kafkaconnect.intercom.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every table in PostgreSQL, column by column, against what the source holds, behind a sink without any transform. One copy gets its records as
 * JSON, the other one as Avro. The tests are steps in the life of both copies, so their order matters.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SinkIT {
    private static final Path TARGET =
            Path.of(System.getProperty("archive.dir")).getParent();

    /** No conversation has more than 500 parts: of those, rows sent before are kept although the source no longer shows them. */
    private static final Size CHANGING = new Size(60, 40, 30, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    private Postgres postgres;
    private Registry registry;
    private EmbeddedConnectCluster cluster;
    private Worker worker;
    private PostgresCopy json;
    private PostgresCopy avro;

    @BeforeAll
    void start() throws IOException, SQLException {
        postgres = Postgres.start();
        Path home = Files.createDirectories(TARGET.resolve("sink-registry"));
        registry =
                Registry.start(Ports.any(), TARGET.resolve("quickstart/registry"), home, home.resolve("registry.log"));
        cluster = SinkPlugins.worker("sink", Stream.of(SinkPlugins.debezium()));
        worker = new Worker(cluster.endpointForResource(""), cluster.kafka().bootstrapServers(), "read_committed");
        Map<String, String> jsonConverters = Map.of(
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter");
        json = new PostgresCopy(
                "json",
                JdbcFile.DEBEZIUM,
                sandbox(),
                worker,
                postgres,
                jsonConverters,
                Map.of("intercom.columns", "extended"));
        registry.awaitReady();
        Map<String, String> avroConverters = new HashMap<>(ConnectWorker.converter("key.converter", registry.url()));
        avroConverters.putAll(ConnectWorker.converter("value.converter", registry.url()));
        avro = new PostgresCopy(
                "avro", JdbcFile.DEBEZIUM, sandbox(), worker, postgres, avroConverters, Map.of("tasks.max", "3"));
    }

    @AfterAll
    void stop() throws SQLException {
        if (avro != null) {
            avro.close();
        }
        if (json != null) {
            json.close();
        }
        if (cluster != null) {
            cluster.stop();
        }
        if (registry != null) {
            registry.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    /** A sink makes a table from the first record of a topic: a tombstone of a conversation deleted long ago would end the sink. */
    @Test
    @Order(1)
    void all_22_tables_equal_the_source_after_a_backfill_with_conversations_deleted_before_and_hostile_characters() {
        for (PostgresCopy copy : copies()) {
            assertThat(copy.workspace().deletedConversations()).isNotEmpty();
            assertThat(Truth.of(copy.workspace()).get("users").values())
                    .anyMatch(row -> String.valueOf(row.get("name")).contains("\ufffd"));
        }
        awaitTruth("a backfill");
    }

    @Test
    @Order(2)
    void the_columns_are_the_documented_ones_and_the_position_of_an_attachment() throws SQLException {
        for (String table : Truth.TABLES) {
            Set<String> columns = new HashSet<>(documentedColumns(table));
            if (table.endsWith("attachments")) {
                columns.add("position");
            }
            assertThat(avro.rows(table).columns()).as(table).isEqualTo(columns);
        }
    }

    @Test
    @Order(3)
    void all_22_tables_equal_the_source_after_changes_of_all_kinds() {
        change(1, 160, EnumSet.allOf(RandomChange.class));
        awaitTruth("changes of all kinds");
    }

    @Test
    @Order(4)
    void all_22_tables_equal_the_source_after_deletes_and_merges() {
        change(2, 40, RandomChange.endingRows());
        awaitTruth("deletes and merges");
    }

    @Test
    @Order(5)
    void extended_columns_are_those_of_the_topics() {
        try (SinkView topics = new SinkView(worker.bootstrapServers(), worker.isolation(), json.topicPrefix())) {
            await("rows equal to the topics").atMost(Deployment.LIMIT).untilAsserted(() -> {
                topics.read();
                for (String table : Truth.TABLES) {
                    assertThat(json.rows(table).differences(topics.rows(table)))
                            .as("differences in " + table)
                            .isEmpty();
                }
            });
        }
    }

    @Test
    @Order(6)
    void joins_over_the_documented_keys_answer_as_the_source_does() throws SQLException {
        for (Join join : Join.values()) {
            for (PostgresCopy copy : join.isExtended() ? List.of(json) : copies()) {
                List<List<String>> answer = join.answer(copy.workspace());
                assertThat(answer).as(join.name()).isNotEmpty();
                assertThat(copy.ask(join)).as(join.name()).containsExactlyInAnyOrderElementsOf(answer);
            }
        }
    }

    /** One for each connector: Intercom lets only one read the companies of a workspace at a time. */
    private static Sandbox sandbox() {
        return Sandbox.start(new Options().size(CHANGING).seed(3).hostileValues());
    }

    private List<PostgresCopy> copies() {
        return List.of(json, avro);
    }

    private void change(long seed, int count, Set<RandomChange> kinds) {
        copies().forEach(copy -> copy.change(new Random(seed), count, kinds));
    }

    private void awaitTruth(String after) {
        copies().forEach(copy -> copy.awaitTruth(after));
    }

    private Set<String> documentedColumns(String table) {
        SortedMap<List<Object>, Map<String, Object>> rows =
                Truth.of(avro.workspace()).get(table);
        return rows.get(rows.firstKey()).keySet();
    }
}
