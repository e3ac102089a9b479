package io.kafkaconnect.intercom.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tables of an Iceberg catalog in a folder, as their metadata describe them. */
record IcebergWarehouse(Path folder, String namespace) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The number of rows in the present snapshot of a table; 0 if there is none. */
    long rows(String table) {
        JsonNode metadata = metadata(table);
        for (JsonNode snapshot : metadata.path("snapshots")) {
            if (snapshot.path("snapshot-id").equals(metadata.path("current-snapshot-id"))) {
                return snapshot.path("summary").path("total-records").asLong();
            }
        }
        return 0;
    }

    /** The columns of a table, with their types. */
    Map<String, String> columns(String table) {
        JsonNode metadata = metadata(table);
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode schema : metadata.path("schemas")) {
            if (schema.path("schema-id").equals(metadata.path("current-schema-id"))) {
                schema.path("fields")
                        .forEach(field -> columns.put(
                                field.path("name").asText(), field.path("type").asText()));
            }
        }
        return columns;
    }

    private JsonNode metadata(String table) {
        Path files = folder.resolve(namespace).resolve(table).resolve("metadata");
        Path newest = files.resolve("version-hint.text");
        try {
            return Files.exists(newest)
                    ? JSON.readTree(files.resolve("v" + Files.readString(newest).strip() + ".metadata.json")
                            .toFile())
                    : JSON.missingNode();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
