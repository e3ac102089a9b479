package io.kafkaconnect.intercom;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The counts of one stream; thread-safe. */
final class StreamMetrics {
    private final Map<Count, LongAdder> counts = new EnumMap<>(Count.class);
    private volatile long listed;

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

    /** A pass over so many entities begins. */
    void listed(long total) {
        listed = total;
    }

    /** The entities that the present or last pass goes over, as Intercom counts them; 0 where it does not tell. */
    long listed() {
        return listed;
    }
}
