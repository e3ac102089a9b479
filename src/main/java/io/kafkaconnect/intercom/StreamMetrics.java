package io.kafkaconnect.intercom;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one stream; thread-safe. */
final class StreamMetrics {
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);

    StreamMetrics() {
        for (Count count : Count.values()) {
            counts.put(count, new LongAdder());
        }
    }

    void add(Count count, long more) {
        counts.get(count).add(more);
    }

    long get(Count count) {
        return counts.get(count).sum();
    }
}
