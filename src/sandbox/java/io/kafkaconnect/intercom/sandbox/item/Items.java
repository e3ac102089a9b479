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

/** The items of a workspace by kind and id. The caller must hold the lock of the workspace. */
public final class Items {

    private final Map<ItemKind, SortedMap<String, Item>> kinds = new EnumMap<>(ItemKind.class);

    public Items() {
        for (ItemKind kind : ItemKind.values()) {
            kinds.put(kind, new TreeMap<>());
        }
    }

    /** All items of a kind, by id. */
    public Collection<Item> all(ItemKind kind) {
        return Collections.unmodifiableCollection(kinds.get(kind).values());
    }

    /** The item, or null. */
    public Item get(ItemKind kind, String id) {
        return kinds.get(kind).get(id);
    }

    Item require(ItemKind kind, String id) {
        Item found = get(kind, id);
        if (found == null) {
            throw new IllegalArgumentException("There is no " + id + " among the " + kind);
        }
        return found;
    }

    Optional<String> any(ItemKind kind, RandomGenerator random) {
        List<String> ids = new ArrayList<>(kinds.get(kind).keySet());
        return ids.isEmpty() ? Optional.empty() : Optional.of(ids.get(random.nextInt(ids.size())));
    }

    void put(Item item) {
        kinds.get(item.kind()).put(item.id(), item);
    }

    void remove(Item item) {
        kinds.get(item.kind()).remove(item.id());
    }
}
