package io.kafkaconnect.intercom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.quickstart.Rest;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.shipped.Shipped;
import io.kafkaconnect.intercom.worker.Deployment;
import io.kafkaconnect.intercom.worker.SinkView;
import io.kafkaconnect.intercom.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Apache Iceberg's sink, set up as {@code config/sinks/iceberg.json} says but for its catalog, which is a folder. */
class IcebergIT {
    private static final List<String> ORIGIN = List.of("kafka_topic", "kafka_partition", "kafka_offset");

    /** The sink writes values alone. */
    private static final Set<String> WITHOUT_KEY_COLUMN =
            Set.of("conversations_attachments", "conversation_parts_attachments");

    /** No conversation has more than 500 parts: of those, rows sent before are kept although the source no longer shows them. */
    private static final Size CHANGING = new Size(60, 40, 30, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    @TempDir
    private Path temporary;

    @Test
    void one_connector_appends_every_row_of_all_22_tables_in_the_types_of_the_documentation() throws IOException {
        IcebergWarehouse warehouse = new IcebergWarehouse(temporary.resolve("warehouse"), "intercom");
        EmbeddedConnectCluster cluster = SinkPlugins.worker("iceberg", Stream.of(SinkPlugins.iceberg()));
        Worker worker =
                new Worker(cluster.endpointForResource(""), cluster.kafka().bootstrapServers(), "read_committed");
        Map<String, String> converters = Map.of(
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter");
        try (Sandbox sandbox = Sandbox.start(new Options().size(CHANGING).seed(5));
                Deployment source = new Deployment("intercom", worker, sandbox, converters)) {
            cluster.kafka().createTopic("control-iceberg");
            Rest rest = new Rest(worker.restUrl());
            String sink = createSink(worker, rest, warehouse, converters);
            source.create().awaitRows(Truth.TABLES);
            sandbox.changes().random(new Random(1), 40, EnumSet.allOf(RandomChange.class));
            source.awaitRows(Truth.TABLES);

            awaitRows(rest, sink, warehouse, source.topics());
            for (String table : Truth.TABLES) {
                assertThat(warehouse.columns(table).keySet()).as(table).isEqualTo(columns(sandbox, table));
            }
            assertThat(warehouse.columns("users"))
                    .containsEntry("created_at", "timestamptz")
                    .containsEntry("custom_attributes", "string")
                    .containsEntry("session_count", "long");
        } finally {
            cluster.stop();
        }
    }

    /** An appended row stays, whatever becomes of it: the table has as many rows as its topic has records with a value. */
    private static void awaitRows(Rest rest, String sink, IcebergWarehouse warehouse, SinkView topics) {
        await("rows in Iceberg").atMost(Deployment.LIMIT).untilAsserted(() -> {
            JsonNode status = rest.get(sink + "/status").body();
            assertThat(status.findValuesAsText("state"))
                    .as(status.toPrettyString())
                    .doesNotContain("FAILED");
            topics.readToTheEnd();
            Map<String, Long> appended = new TreeMap<>();
            for (String table : Truth.TABLES) {
                appended.put(table, warehouse.rows(table));
            }
            assertThat(appended).isEqualTo(topics.valuesByTable());
        });
    }

    private static Set<String> columns(Sandbox sandbox, String table) {
        Map<List<Object>, Map<String, Object>> rows =
                Truth.of(sandbox.workspace()).get(table);
        Set<String> columns = new HashSet<>(rows.values().iterator().next().keySet());
        columns.addAll(ORIGIN);
        if (WITHOUT_KEY_COLUMN.contains(table)) {
            columns.remove("position");
        }
        return columns;
    }

    private static String createSink(
            Worker worker, Rest rest, IcebergWarehouse warehouse, Map<String, String> converters) {
        Map<String, String> config =
                new HashMap<>(Shipped.at("config/sinks/iceberg.json").sink());
        String sink = "/connectors/" + config.remove("name");
        config.remove("iceberg.catalog.uri");
        config.remove("iceberg.catalog.credential");
        config.put("iceberg.catalog.type", "hadoop");
        config.put("iceberg.catalog.warehouse", warehouse.folder().toUri().toString());
        // A real worker names its file of properties on its command line, where the sink finds it.
        config.put("iceberg.kafka.bootstrap.servers", worker.bootstrapServers());
        config.put("iceberg.control.commit.interval-ms", "1000");
        config.put("consumer.override.metadata.max.age.ms", "1000");
        config.putAll(converters);
        Rest.Answer answer = rest.put(sink + "/config", config);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(201);
        return sink;
    }
}
