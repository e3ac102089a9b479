package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.table.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** Compares the rows of one owner, table by table, with the fingerprints of the rows that were sent. Does no I/O. */
public final class RowComparison {
    private final String owner;
    private final Map<String, Long> sent;
    private final BiFunction<String, String, Row> tombstones;
    private final Map<String, RowChange> changes = new LinkedHashMap<>();

    /**
     * A comparison without a table yet.
     *
     * @param owner the id of the owner
     * @param sent the fingerprints of the owner's rows by name
     * @param tombstones makes the tombstone of a row from its owner and its name
     */
    public RowComparison(String owner, Map<String, Long> sent, BiFunction<String, String, Row> tombstones) {
        this.owner = owner;
        this.sent = sent;
        this.tombstones = tombstones;
    }

    /**
     * Compares the rows of one table. If a name appears twice, the last row counts.
     *
     * @param rows the owner's rows with their fingerprints
     * @param isComplete whether these are all rows of the table: if not, no row is gone
     */
    public void compare(String table, List<RowChange> rows, boolean isComplete) {
        Map<String, RowChange> present = new LinkedHashMap<>();
        rows.forEach(row -> present.put(row.name(), row));
        if (isComplete) {
            deleteAllBut(present.keySet(), table);
        }
        present.values().stream()
                .filter(row -> !Objects.equals(sent.get(row.name()), row.fingerprint()))
                .forEach(row -> changes.put(row.name(), row));
    }

    /** Deletes all rows of one table. */
    public void deleteAll(String table) {
        deleteAllBut(Set.of(), table);
    }

    private void deleteAllBut(Set<String> present, String table) {
        String prefix = table + '/';
        sent.keySet().stream()
                .filter(name -> name.startsWith(prefix) && !present.contains(name))
                .forEach(name -> delete(name, tombstones.apply(owner, name)));
    }

    /**
     * Deletes one row, whether its fingerprint is known or not.
     *
     * @param tombstone null if none is to be sent
     */
    public void delete(String name, Row tombstone) {
        changes.put(name, RowChange.gone(owner, name, tombstone));
    }

    /** All differences found so far, one for each row. */
    public Collection<RowChange> changes() {
        return changes.values();
    }
}
