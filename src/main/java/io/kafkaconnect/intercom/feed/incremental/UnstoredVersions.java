package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.MemoryReach;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The versions that were sent with the offset of the stream, while the shard that remembers them was not stored. The offset of the stream
 * stores them until the shard is. If there are too many, the oldest is dropped, and the reach of the memory begins later.
 */
final class UnstoredVersions {
    /** Each takes about 24 bytes of the offset. */
    private static final int MAX_VERSIONS = 1_000;

    private final SentRows memory;
    private final Map<String, Long> versions = new LinkedHashMap<>();

    UnstoredVersions(SentRows memory) {
        this.memory = memory;
    }

    /** Adds a version. Returns the reach of a memory that may have lost another version by that. */
    MemoryReach add(String id, long updatedAt, MemoryReach reach) {
        Long before = versions.remove(id);
        versions.put(id, before == null ? updatedAt : Math.max(before, updatedAt));
        if (versions.size() <= MAX_VERSIONS) {
            return reach;
        }
        Iterator<Long> oldest = versions.values().iterator();
        long dropped = oldest.next();
        oldest.remove();
        return reach.without(dropped);
    }

    /** The shard that remembers the version of this entity is stored with its row. */
    void remove(String id) {
        versions.remove(id);
    }

    /** Shards were stored with everything that was sent before. An entity that is in no shard has ended. */
    void removeIn(BitSet stored) {
        versions.keySet().removeIf(id -> {
            OptionalInt shard = memory.shardHolding(id);
            return shard.isEmpty() || stored.get(shard.getAsInt());
        });
    }

    /** The update time of each version, by the entity's id. */
    Map<String, Long> all() {
        return versions;
    }
}
