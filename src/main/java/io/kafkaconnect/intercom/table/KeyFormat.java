package io.kafkaconnect.intercom.table;

import org.apache.kafka.connect.data.Schema;

/** How a row's key is given to Kafka. */
public enum KeyFormat {
    /** A struct of the key columns: what databases behind a sink want. */
    STRUCT {
        @Override
        public Schema schema(RowReader reader) {
            return reader.keySchema();
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
        public Schema schema(RowReader reader) {
            return Schema.STRING_SCHEMA;
        }

        @Override
        public Object key(Row row) {
            return String.join("/", row.keyParts());
        }
    };

    /** The schema of the keys of all rows of this reader. */
    public abstract Schema schema(RowReader reader);

    /** The key of a row or tombstone; never null. */
    public abstract Object key(Row row);
}
