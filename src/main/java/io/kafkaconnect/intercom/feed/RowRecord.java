package io.kafkaconnect.intercom.feed;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The record of a row. A worker with transactions and this connector keep records in hash tables, and {@link SourceRecord} computes its hash from all
 * columns each time. This class uses the topic and the key alone. Equal records have equal hashes, because both belong to what is compared.
 */
final class RowRecord extends SourceRecord {
    private final int hash;

    RowRecord(
            Map<String, String> partition,
            Map<String, Object> offset,
            String topic,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Headers headers) {
        super(partition, offset, topic, null, keySchema, key, valueSchema, value, null, headers);
        this.hash = Objects.hash(topic, key);
    }

    /** The superclass compares the classes, too. */
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
