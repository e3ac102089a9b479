package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Makes the record of a row: topic, key, value and headers. The key decides the Kafka partition, so that the versions of a row stay in order.
 * Kafka sets the timestamp, because the update time of an old row would make it expire on arrival.
 */
public final class SourceRecordFactory {
    /** The header that names the entity to which a row belongs. The documented columns of some tables, such as the parts of conversations, lack it. */
    public static final String OWNER_HEADER = "intercom.owner.id";

    private final String topicPrefix;
    private final KeyFormat keyFormat;
    private final Map<String, String> topics = new HashMap<>();

    /**
     * A factory.
     *
     * @param topicPrefix the beginning of each topic name, before the name of the table
     */
    public SourceRecordFactory(String topicPrefix, KeyFormat keyFormat) {
        this.topicPrefix = topicPrefix;
        this.keyFormat = keyFormat;
    }

    SourceRecord record(Map<String, String> partition, Map<String, Object> offset, Row row) {
        String topic = topics.computeIfAbsent(row.table().name(), name -> topicPrefix + name);
        Schema valueSchema = row.value() == null ? null : row.value().schema();
        return new RowRecord(
                partition,
                offset,
                topic,
                keyFormat.schema(row),
                keyFormat.key(row),
                valueSchema,
                row.value(),
                headers(row));
    }

    private static Headers headers(Row row) {
        Headers headers = new ConnectHeaders();
        return row.owner() == null ? headers : headers.addString(OWNER_HEADER, row.owner());
    }
}
