package io.kafkaconnect.intercom.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The copies of owners in the shards that they have left. An old shard is stored with its copy until the new shard of the owner is stored. A crash
 * between the two stores then forgets no owner.
 */
final class FormerCopies {
    private final Map<Integer, List<Copy>> byShard = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // The records are never compared.
    private record Copy(int to, byte[] bytes) {}

    /** Adds the copy of an owner that has moved between two shards. */
    void add(int from, int to, byte[] bytes) {
        byShard.computeIfAbsent(from, first -> new ArrayList<>()).add(new Copy(to, bytes));
    }

    /** The copies to store with a shard. */
    List<byte[]> in(int shard) {
        return byShard.getOrDefault(shard, List.of()).stream().map(Copy::bytes).toList();
    }

    /** Removes the copies of owners that have moved to this shard, which is stored now. */
    void stored(int shard) {
        byShard.values().forEach(copies -> copies.removeIf(copy -> copy.to() == shard));
        byShard.values().removeIf(List::isEmpty);
    }
}
