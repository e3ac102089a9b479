package io.kafkaconnect.intercom.sink;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.shipped.Shipped;
import io.kafkaconnect.intercom.shipped.SinkContract.TableNaming;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of the JDBC sinks, how these name their tables, and which keys they take. */
enum JdbcFile {
    DEBEZIUM("debezium-jdbc", TableNaming.UNDERSCORES, "struct"),
    CONFLUENT("confluent-jdbc", TableNaming.SCHEMA_AND_TABLE, "struct"),
    AIVEN("aiven-jdbc", TableNaming.UNDERSCORES, "string");

    private final String file;
    private final TableNaming naming;
    private final String keyFormat;

    JdbcFile(String file, TableNaming naming, String keyFormat) {
        this.file = file;
        this.naming = naming;
        this.keyFormat = keyFormat;
    }

    /** Its settings and its name. */
    Map<String, String> settings() {
        return new HashMap<>(Shipped.at("config/sinks/" + file + ".json").sink());
    }

    /** What the source must be set to. */
    Map<String, String> sourceSettings() {
        return Map.of("intercom.key.format", keyFormat);
    }

    /** The rows of the source as the sink stores them: with string keys, the position of an attachment is in its key alone. */
    Map<List<Object>, Map<String, Object>> stored(Map<List<Object>, Map<String, Object>> rows) {
        if (keyFormat.equals("struct")) {
            return rows;
        }
        Map<List<Object>, Map<String, Object>> stored = new HashMap<>();
        rows.forEach((key, row) -> {
            Map<String, Object> columns = new HashMap<>(row);
            columns.remove("position");
            stored.put(List.of(key.stream().map(String::valueOf).collect(joining("/"))), columns);
        });
        return stored;
    }

    /** The table of a topic, behind its schema and a dot if the sink takes the topic for both. */
    String table(String topic) {
        return String.join(".", naming.names(topic));
    }
}
