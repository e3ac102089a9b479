package io.kafkaconnect.intercom.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The records that have arrived in Kafka, by topic. Not thread-safe. */
final class Arrivals {
    /** The time span of a rate. */
    static final Duration RECENT = Duration.ofSeconds(5);

    private final boolean remembersKeys;
    private final TreeMap<String, Counts> topics = new TreeMap<>();

    /**
     * One line of the table.
     *
     * @param records so far, tombstones included
     * @param rows keys whose last record is no tombstone; -1 if keys are not remembered
     * @param perSecond over the last seconds
     * @param last when the last one came
     */
    record Topic(String name, long records, long tombstones, long rows, double perSecond, Instant last) {}

    private record Poll(Instant at, int records) {}

    private static final class Counts {
        long records;
        long tombstones;
        Instant last = Instant.EPOCH;
        final Set<Object> keys = new HashSet<>();
        final Deque<Poll> recent = new ArrayDeque<>();
    }

    /** Whether to remember each key; not for a real workspace, which may have millions. */
    Arrivals(boolean remembersKeys) {
        this.remembersKeys = remembersKeys;
    }

    /** Shows these topics even before their first record. */
    void expect(Collection<String> names) {
        names.forEach(name -> topics.putIfAbsent(name, new Counts()));
    }

    void add(String topic, Object key, boolean tombstone, Instant at) {
        Counts counts = topics.computeIfAbsent(topic, name -> new Counts());
        counts.records++;
        counts.tombstones += tombstone ? 1 : 0;
        counts.last = at;
        if (!counts.recent.isEmpty() && counts.recent.getLast().at().equals(at)) {
            counts.recent.add(new Poll(at, counts.recent.removeLast().records() + 1));
        } else {
            counts.recent.add(new Poll(at, 1));
        }
        if (remembersKeys) {
            if (tombstone) {
                counts.keys.remove(key);
            } else {
                counts.keys.add(key);
            }
        }
    }

    long records() {
        return topics.values().stream().mapToLong(counts -> counts.records).sum();
    }

    /** In the order of their names. */
    List<Topic> topics(Instant now) {
        return topics.entrySet().stream()
                .map(entry -> topic(entry.getKey(), entry.getValue(), now))
                .toList();
    }

    private Topic topic(String name, Counts counts, Instant now) {
        while (!counts.recent.isEmpty() && counts.recent.getFirst().at().isBefore(now.minus(RECENT))) {
            counts.recent.removeFirst();
        }
        int recent = counts.recent.stream().mapToInt(Poll::records).sum();
        return new Topic(
                name,
                counts.records,
                counts.tombstones,
                remembersKeys ? counts.keys.size() : -1,
                recent / (double) RECENT.toSeconds(),
                counts.last);
    }
}
