package io.kafkaconnect.intercom.table;

import org.apache.kafka.connect.data.Schema;

/** The form of a record's key. */
public enum KeyFormat {
    /** A struct of the key columns, for sinks that write to databases. */
    STRUCT {
        @Override
        public Schema schema(Row row) {
            return row.key().schema();
        }

        @Override
        public Object key(Row row) {
            return row.key();
        }
    },
    /**
     * The key columns as text, joined by slashes, for sinks that need a primitive. The text can be split again: only the last column of a key may
     * be free text. All columns before it are ids of Intercom, which contain no slash.
     */
    STRING {
        @Override
        public Schema schema(Row row) {
            return Schema.STRING_SCHEMA;
        }

        @Override
        public Object key(Row row) {
            return String.join("/", row.keyParts());
        }
    };

    /** The schema of the key; the same object for all rows of a reader. */
    public abstract Schema schema(Row row);

    /** The key of a row or tombstone; never null. */
    public abstract Object key(Row row);
}
