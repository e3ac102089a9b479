package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.feed.RecentIds;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.value.CleanText;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the records that Kafka may reject for their size, because Kafka's own error does not name the record. The task sends them all the
 * same: only the producer knows its limit and the size of a converted record. Only the task's thread uses this class, except for
 * {@link #dropped}.
 */
public final class LargeRecordWarning {
    private static final Logger log = LoggerFactory.getLogger(LargeRecordWarning.class);

    /** The limit of Kafka's producer unless the configuration raises it. A broker's limit is some bytes higher. */
    private static final long DEFAULT_LIMIT = 1 << 20;

    private static final String LIMIT = "producer.override.max.request.size";
    private static final int MAX_LOGGED = 10_000;
    private static final int MAX_KEY_LENGTH = 300;

    private final Map<String, StreamMetrics> metrics;
    private final long limit;
    private final boolean tolerated;
    private final Set<String> told = RecentIds.of(MAX_LOGGED);

    /**
     * A warning for the records of a task.
     *
     * @param settings all settings of the connector, including those of the worker
     */
    public LargeRecordWarning(Map<String, String> settings, Map<String, StreamMetrics> metrics) {
        this.metrics = metrics;
        this.limit = limit(settings.get(LIMIT));
        this.tolerated = "all".equalsIgnoreCase(settings.get("errors.tolerance"));
    }

    private static long limit(String given) {
        try {
            return given == null ? DEFAULT_LIMIT : Long.parseLong(given.trim());
        } catch (NumberFormatException theWorkerRefusesIt) {
            return DEFAULT_LIMIT;
        }
    }

    /** Checks records before they are sent. Only the task's thread calls this. */
    public void sending(Iterable<SourceRecord> records) {
        for (SourceRecord record : records) {
            long bytes = bytes(record, limit);
            if (isLarge(bytes, limit)) {
                count(record, StreamCounter.LARGE);
                if (told.add(name(record))) {
                    log.warn(
                            "The record of topic {} with key {} has {} bytes of text. Kafka's producer accepts {} unless"
                                    + " the worker sets more. If Kafka rejects the record (RecordTooLargeException), {}."
                                    + " Set {} in the connector's configuration and max.message.bytes of the topic above"
                                    + " the size of the record",
                            record.topic(),
                            shown(record.key()),
                            bytes,
                            limit,
                            tolerated
                                    ? "the task fails under exactly-once; without exactly-once, errors.tolerance=all drops"
                                            + " the record"
                                    : "the task fails and nothing is lost",
                            LIMIT);
                }
            }
        }
    }

    /**
     * The worker did not write the record: a transformation dropped it, or {@code errors.tolerance=all} ignored an error. Any thread may
     * call this.
     */
    public void dropped(SourceRecord record) {
        count(record, StreamCounter.DROPPED);
        long bytes = tolerated ? bytes(record, DEFAULT_LIMIT) : 0;
        if (isLarge(bytes, DEFAULT_LIMIT)) {
            log.error(
                    "The record of topic {} with key {} and {} bytes of text is not in Kafka (errors.tolerance=all). The"
                            + " connector sends it again only when it changes",
                    record.topic(),
                    shown(record.key()),
                    bytes);
        }
    }

    private void count(SourceRecord record, StreamCounter count) {
        StreamMetrics counts = metrics.get(SourcePartition.stream(record.sourcePartition()));
        if (counts != null) {
            counts.add(count, 1);
        }
    }

    private static String name(SourceRecord record) {
        return record.topic() + ' ' + record.key();
    }

    /** A key may contain a name that a user of Intercom chose. */
    private static String shown(Object key) {
        return CleanText.printable(String.valueOf(key), MAX_KEY_LENGTH);
    }

    /** Whether a record may exceed the limit. A quarter of the limit is left for the names, escapes and schemas that a converter adds. */
    private static boolean isLarge(long bytes, long limit) {
        return bytes > limit / 4 * 3;
    }

    /** The number of bytes of the record's texts in UTF-8; 0 if it is far below the limit. A character has at most three bytes. */
    private static long bytes(SourceRecord record, long limit) {
        if (!(record.value() instanceof Struct value)) {
            return 0;
        }
        long characters = 0;
        long bytes = 0;
        for (Field field : value.schema().fields()) {
            characters += value.get(field) instanceof String text ? text.length() : 0;
        }
        if (isLarge(3 * characters, limit)) {
            for (Field field : value.schema().fields()) {
                bytes += value.get(field) instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : 0;
            }
        }
        return bytes;
    }
}
