package io.kafkaconnect.intercom.sandbox.item;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The items of a workspace by kind and id, made when they are first asked for, because most tests need none. The caller must hold the lock of the
 * workspace. */
public final class Items {

    private final Map<ItemKind, SortedMap<String, Item>> kinds = new EnumMap<>(ItemKind.class);
    private Runnable making;

    public Items() {
        for (ItemKind kind : ItemKind.values()) {
            kinds.put(kind, new TreeMap<>());
        }
    }

    /** All items of a kind, by id. */
    public Collection<Item> all(ItemKind kind) {
        return Collections.unmodifiableCollection(of(kind).values());
    }

    /** The item, or null. */
    public Item get(ItemKind kind, String id) {
        return of(kind).get(id);
    }

    /** Makes the items when they are first asked for. */
    void laterBy(Runnable work) {
        making = work;
    }

    private SortedMap<String, Item> of(ItemKind kind) {
        Runnable due = making;
        making = null;
        if (due != null) {
            due.run();
        }
        return kinds.get(kind);
    }

    Item require(ItemKind kind, String id) {
        Item found = get(kind, id);
        if (found == null) {
            throw new IllegalArgumentException("There is no " + id + " among the " + kind);
        }
        return found;
    }

    Optional<String> any(ItemKind kind, RandomGenerator random) {
        List<String> ids = new ArrayList<>(of(kind).keySet());
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    void put(Item item) {
        of(item.kind()).put(item.id(), item);
    }

    void remove(Item item) {
        of(item.kind()).remove(item.id());
    }
}
