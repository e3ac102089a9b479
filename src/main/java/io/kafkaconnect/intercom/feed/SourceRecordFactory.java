package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes records of rows: topic, key and value. The Kafka partition is left to the key, so that one row's history stays in order; the
 * timestamp is left to Kafka, since a row's update time would make old rows expire on arrival.
 */
public final class SourceRecordFactory {
    private final String topicPrefix;
    private final KeyFormat keyFormat;
    private final Map<String, String> topics = new HashMap<>();

    public SourceRecordFactory(String topicPrefix, KeyFormat keyFormat) {
        this.topicPrefix = topicPrefix;
        this.keyFormat = keyFormat;
    }

    SourceRecord record(Map<String, String> partition, Map<String, Object> offset, Row row) {
        String topic = topics.computeIfAbsent(row.table().name(), name -> topicPrefix + name);
        Schema valueSchema = row.value() == null ? null : row.value().schema();
        return new SourceRecord(
                partition, offset, topic, null, keyFormat.schema(row), keyFormat.key(row), valueSchema, row.value());
    }
}
