package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Entities in their current state, and as the search sees them. A change is searchable only after the entity has not changed for the index lag;
 * until then the search finds the previous version, or no version of a new entity. A change that does not move the update time
 * does not restart the lag: every update is searchable at the latest one lag after its update time.
 */
public final class Store<E extends SearchableEntity> implements Index<E> {

    private record Stamp(long updatedAt, String id) implements Comparable<Stamp> {

        @Override
        public int compareTo(Stamp other) {
            int order = Long.compare(updatedAt, other.updatedAt);
            return order != 0 ? order : id.compareTo(other.id);
        }
    }

    private final IndexedList<E> current = new IndexedList<>();
    private final Map<String, E> indexed = new HashMap<>();
    private final TreeMap<Stamp, E> byUpdate = new TreeMap<>();
    private final Map<String, Instant> changed = new LinkedHashMap<>();
    private final InstantSource clock;
    private final IndexLag lag;
    private final UnaryOperator<E> form;
    private final Past<E> past;
    private long version;
    private Runnable making;

    /**
     * Remembers the versions of entities of the last {@code memory}.
     *
     * @param form converts each version of an entity before it is stored; idempotent
     */
    Store(InstantSource clock, IndexLag lag, Duration memory, UnaryOperator<E> form) {
        this.form = form;
        this.clock = clock;
        this.lag = lag;
        this.past = new Past<>(memory);
    }

    /** Loads the entities when they are first asked for, because most tests need none of them. */
    void laterBy(Runnable work) {
        making = work;
    }

    private void make() {
        Runnable due = making;
        making = null;
        if (due != null) {
            due.run();
        }
    }

    /** The entities as they are now. */
    public IndexedList<E> current() {
        make();
        return current;
    }

    /** Grows whenever the result of a search may change. */
    @Override
    public long version() {
        settle();
        return version;
    }

    /** The searchable version of an entity, or null. */
    @Override
    public E indexed(String id) {
        settle();
        return indexed.get(id);
    }

    /** The searchable entities updated between two seconds, both included, by second and id. */
    @Override
    public Collection<E> indexed(long from, long to, boolean ascending) {
        settle();
        if (from > to) {
            return List.of();
        }
        var range = byUpdate.subMap(new Stamp(from, ""), true, new Stamp(to, "\uffff"), true);
        return (ascending ? range : range.descendingMap()).values();
    }

    /** The version of an entity at a time, if it is older than the given version. */
    E before(E version, Instant at) {
        return past.before(version, at);
    }

    /** Adds an entity that has existed for a long time. */
    void load(E given) {
        E entity = form.apply(given);
        current.put(entity);
        past.add(entity, Instant.MIN);
        index(entity.id());
    }

    E put(E given) {
        E entity = form.apply(given);
        settle();
        E before = current.put(entity);
        past.add(entity, clock.instant());
        boolean updated = before == null || before.updatedAt() != entity.updatedAt();
        if (updated || !changed.containsKey(entity.id())) {
            change(entity.id());
        }
        return before;
    }

    E remove(String id) {
        settle();
        E before = current.remove(id);
        change(id);
        return before;
    }

    private void change(String id) {
        changed.remove(id);
        changed.put(id, clock.instant());
        settle();
    }

    private void settle() {
        make();
        if (changed.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Iterator<Map.Entry<String, Instant>> waiting = changed.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<String, Instant> next = waiting.next();
            if (!next.getValue().plus(lag.of(next.getKey())).isAfter(now)) {
                waiting.remove();
                index(next.getKey());
            } else if (lag.isUniform()) {
                return;
            }
        }
    }

    private void index(String id) {
        E now = current.get(id);
        E before = now == null ? indexed.remove(id) : indexed.put(id, now);
        if (before != null) {
            byUpdate.remove(new Stamp(before.updatedAt(), id));
        }
        if (now != null) {
            byUpdate.put(new Stamp(now.updatedAt(), id), now);
        }
        version++;
    }
}
