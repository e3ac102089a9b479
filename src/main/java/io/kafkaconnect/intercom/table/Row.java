package io.kafkaconnect.intercom.table;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * One row of a table.
 *
 * @param value null when the row is no more: a tombstone
 */
public record Row(Table table, Struct key, Struct value) {

    /**
     * A fingerprint of key and value by which a row can be known to be unchanged: the same on every machine and in every version that
     * reads the same columns. Column names do not count, their order does.
     */
    public long digest() {
        return new RowHash().add(key).add(value).value();
    }

    /** The fingerprint of the documented columns alone: the same with any set of columns. */
    public long documentedDigest() {
        return new RowHash().add(key).add(value, table.documented().size()).value();
    }

    /** The key as text, in the order of its columns: enough to rebuild it with {@link RowReader#tombstone}. */
    public List<String> keyParts() {
        List<Field> fields = key.schema().fields();
        List<String> parts = new ArrayList<>(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            parts.add(key.get(fields.get(i)).toString());
        }
        return parts;
    }
}
