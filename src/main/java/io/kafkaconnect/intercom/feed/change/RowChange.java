package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.feed.Batch;
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

    /** Stores the row in the memory as it is sent. */
    void storeIn(SentRows memory) {
        if (isGone()) {
            memory.remove(owner, name);
        } else {
            memory.put(owner, name, fingerprint);
        }
    }

    /**
     * Stores the row in the memory when it becomes a record. Call this if another version of the row waits in the batch: the row follows that one.
     * Until then, the memory knows the row without a fingerprint, because the shard may be stored and the row lost.
     */
    public void storeWhenSent(SentRows memory, Batch batch) {
        memory.put(owner, name, 0);
        batch.beforeLast(() -> {
            if (memory.isSent(owner, name, 0)) {
                storeIn(memory);
            }
        });
    }

    /** Whether the row is gone. */
    public boolean isGone() {
        return row == null ? fingerprint == 0 : row.value() == null;
    }
}
