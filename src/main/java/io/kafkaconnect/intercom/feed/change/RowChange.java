package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.table.Row;

/**
 * A difference between a row and the version that was sent.
 *
 * @param owner the id of the row's owner
 * @param name the row's name, see {@code RowMapper.name}
 * @param row the row or tombstone to send; null if only the memory changes
 * @param fingerprint the fingerprint of the row; 0 if the row is gone
 */
public record RowChange(String owner, String name, Row row, long fingerprint) {
    public RowChange {
        fingerprint = SentRows.fingerprint(fingerprint);
    }

    /** The row is gone: sends the tombstone, if there is one, and removes the fingerprint. */
    public static RowChange gone(String owner, String name, Row tombstone) {
        return new RowChange(owner, name, tombstone, 0);
    }

    /** Something to remember without a record, such as a time below 2^32. */
    public static RowChange remembered(String owner, String name, long value) {
        return new RowChange(owner, name, null, value);
    }

    /** Whether the row is gone. */
    public boolean isGone() {
        return row == null ? fingerprint == 0 : row.value() == null;
    }
}
