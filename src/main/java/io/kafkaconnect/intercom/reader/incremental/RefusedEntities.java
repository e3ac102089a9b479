package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.ParkedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The entities and spans that are parked because Intercom refuses them or a part of them, and since when. Thread-safe: the task's thread parks,
 * and others look.
 */
public final class RefusedEntities {
    private final Duration firstPause;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    /**
     * None yet.
     *
     * @param firstPause the pause before the second request of a parked entity; each further pause is twice as long
     */
    RefusedEntities(Duration firstPause) {
        this.firstPause = firstPause;
    }

    /** The number of entities and spans. */
    public int count() {
        return since.size();
    }

    /** Since when the oldest is parked; empty if there is none. For what was parked before the task started, the number of its requests tells. */
    public Optional<Instant> oldest() {
        return since.values().stream().min(Instant::compareTo);
    }

    /** An entity or span is parked, maybe once more. */
    void parked(String id, ParkedEntity entity) {
        if (entity.isRefused()) {
            since.putIfAbsent(id, entity.since(firstPause));
        } else {
            since.remove(id);
        }
    }

    /** An entity or span is no longer parked. Returns since when it was, if Intercom refused it. */
    Optional<Instant> unparked(String id) {
        return Optional.ofNullable(since.remove(id));
    }

    /** A parked span has taken up one that was parked at that time. */
    void tookUp(String id, Instant time) {
        since.computeIfPresent(id, (span, own) -> own.isBefore(time) ? own : time);
    }
}
