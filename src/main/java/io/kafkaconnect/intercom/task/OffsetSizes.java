package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.stream.SourcePartition;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Counts the bytes of the offsets that go to the worker with a batch of records. The worker stores at most one offset for each source partition
 * and batch: the last one.
 *
 * @param metrics the metrics of each stream by name
 */
public record OffsetSizes(Map<String, StreamMetrics> metrics) {

    /** Counts the offsets of a batch before it is sent. */
    public void sending(Iterable<SourceRecord> records) {
        // The records of a source partition share one map, so its identity is enough and its content need not be
        // compared.
        IdentityHashMap<Map<String, ?>, Map<String, ?>> last = new IdentityHashMap<>();
        records.forEach(record -> last.put(record.sourcePartition(), record.sourceOffset()));
        last.forEach((partition, offset) -> {
            StreamMetrics counts = metrics.get(SourcePartition.stream(partition));
            if (counts != null) {
                counts.add(StreamCounter.OFFSET_BYTES, bytes(offset));
            }
        });
    }

    /** The length of all names and values as text. Offsets are plain ASCII, but for the ids that a user wrote. */
    private static long bytes(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToLong(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                    .sum();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().mapToLong(OffsetSizes::bytes).sum();
        }
        return String.valueOf(value).length();
    }
}
