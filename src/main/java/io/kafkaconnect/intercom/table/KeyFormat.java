package io.kafkaconnect.intercom.table;

import org.apache.kafka.connect.data.Schema;

/** How a row's key is given to Kafka. */
public enum KeyFormat {
    /** A struct of the key columns: what databases behind a sink want. */
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
     * The key columns as text, joined by a slash, for sinks that want a primitive. It can be taken apart again: only the last column of a
     * key may be free text, all before it are ids of Intercom, which hold no slash.
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
