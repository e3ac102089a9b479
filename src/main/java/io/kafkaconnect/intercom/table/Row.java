package io.kafkaconnect.intercom.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * One row of a table.
 *
 * @param value null if the row is deleted: a tombstone
 * @param owner the id of the entity that the row belongs to; null if the row is an entity itself, or if the entity has no usable id
 */
public record Row(Table table, Struct key, Struct value, String owner) {

    /**
     * A 64-bit digest of key and value: equal digests mean an unchanged row. It is the same on every machine and in every version that reads
     * the same columns. It depends on the order of the columns and not on their names. The memory of sent rows stores only 32 bits of it, the
     * row's fingerprint.
     */
    public long digest() {
        return digestOf(Integer.MAX_VALUE);
    }

    /** The digest of the documented columns alone, which is the same for each {@link ColumnSet}. */
    public long documentedDigest() {
        return digestOf(table.documented().size());
    }

    private long digestOf(int first) {
        return new RowHash().add(key).add(value, first, table.uncompared()).value();
    }

    /** The key columns as text, in order. {@link RowReader#tombstone} rebuilds the key from them. */
    public List<String> keyParts() {
        List<Field> fields = key.schema().fields();
        List<String> parts = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            parts.add(key.get(fields.get(i)).toString());
        }
        return parts;
    }
}
