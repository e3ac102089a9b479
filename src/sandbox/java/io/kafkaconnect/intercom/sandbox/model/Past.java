package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The versions of entities that a response may still show. */
final class Past<E extends SearchableEntity> {

    private record PastVersion<E>(Instant since, E entity) {}

    private final Duration memory;
    private final Map<String, Deque<PastVersion<E>>> newestFirst = new HashMap<>();

    Past(Duration memory) {
        this.memory = memory;
    }

    void add(E entity, Instant now) {
        if (memory.isZero()) {
            return;
        }
        Deque<PastVersion<E>> versions = newestFirst.computeIfAbsent(entity.id(), id -> new ArrayDeque<>());
        versions.addFirst(new PastVersion<>(now, entity));
        if (versions.size() == 1) {
            return;
        }
        Instant oldest = now.minus(memory);
        // The version before the last one that was replaced so long ago.
        while (versions.size() > 1 && !second(versions).since().isAfter(oldest)) {
            versions.removeLast();
        }
    }

    private static <E> PastVersion<E> second(Deque<PastVersion<E>> versions) {
        Iterator<PastVersion<E>> oldestFirst = versions.descendingIterator();
        oldestFirst.next();
        return oldestFirst.next();
    }

    /** The version of an entity at that time, if it existed then and is not newer than the given version; else the given one. */
    E before(E given, Instant at) {
        boolean reached = false;
        for (PastVersion<E> version : newestFirst.getOrDefault(given.id(), new ArrayDeque<>())) {
            reached |= version.entity() == given;
            if (reached && !version.since().isAfter(at)) {
                return version.entity();
            }
        }
        return given;
    }
}
