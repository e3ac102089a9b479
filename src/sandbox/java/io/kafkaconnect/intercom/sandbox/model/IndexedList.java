package io.kafkaconnect.intercom.sandbox.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Entities by their id, with fast random access. */
public final class IndexedList<E extends Identified> {

    private final List<E> list = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();

    public E get(String id) {
        Integer position = positions.get(id);
        return position == null ? null : list.get(position);
    }

    public List<E> all() {
        return Collections.unmodifiableList(list);
    }

    public int size() {
        return list.size();
    }

    Optional<E> any(RandomGenerator random) {
        return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
    }

    E require(String id) {
        E found = get(id);
        if (found == null) {
            throw new IllegalArgumentException("There is no " + id);
        }
        return found;
    }

    E put(E thing) {
        Integer position = positions.get(thing.id());
        if (position == null) {
            positions.put(thing.id(), list.size());
            list.add(thing);
            return null;
        }
        return list.set(position, thing);
    }

    E remove(String id) {
        Integer position = positions.remove(id);
        if (position == null) {
            return null;
        }
        E removed = list.get(position);
        E last = list.remove(list.size() - 1);
        if (last != removed) {
            list.set(position, last);
            positions.put(last.id(), position);
        }
        return removed;
    }
}
