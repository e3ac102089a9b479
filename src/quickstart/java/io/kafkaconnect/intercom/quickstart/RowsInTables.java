package io.kafkaconnect.intercom.quickstart;

import java.util.Map;
import java.util.Optional;

/**
 * The rows in PostgreSQL.
 *
 * @param isKnown whether a sink fills tables
 * @param byTopic by name of the topic; a table that does not exist yet is missing
 */
record RowsInTables(boolean isKnown, Map<String, Long> byTopic) {
    /** Without a sink. */
    static final RowsInTables NONE = new RowsInTables(false, Map.of());

    Optional<Long> of(String topic) {
        return Optional.ofNullable(byTopic.get(topic));
    }

    long total() {
        return byTopic.values().stream().mapToLong(Long::longValue).sum();
    }
}
