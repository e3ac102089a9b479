package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The number of rows that each table must have.
 *
 * @param expected by name of the table
 */
record Comparison(Map<String, Long> expected) {

    /** The numbers of a sandbox, of these tables. */
    static Comparison with(Workspace workspace, List<String> tables) {
        Map<String, Long> expected = new LinkedHashMap<>();
        Truth.of(workspace).forEach((table, rows) -> {
            if (tables.contains(table)) {
                expected.put(table, (long) rows.size());
            }
        });
        return new Comparison(expected);
    }

    /** The differences, for people. A table that does not exist has no rows. */
    List<String> differences(Map<String, Long> counts) {
        List<String> differences = new ArrayList<>();
        expected.forEach((table, rows) -> {
            long there = counts.getOrDefault(table, 0L);
            if (there != rows) {
                differences.add(table + ": " + there + " instead of " + rows);
            }
        });
        return differences;
    }

    /**
     * Fails if there is a difference.
     *
     * @param where what was counted
     */
    void require(String where, Map<String, Long> counts) {
        List<String> differences = differences(counts);
        if (!differences.isEmpty()) {
            throw new TroubleException(
                    where + " does not match the sandbox. Rows of " + String.join(", ", differences));
        }
    }
}
