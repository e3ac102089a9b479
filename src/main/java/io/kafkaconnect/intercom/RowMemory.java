package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.stream.SnapshotCodec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows that have been sent of a stream that is read whole: a digest by name, spread over a fixed number of shards so that the offset
 * of each stays small. What is unchanged stays silent, also after a restart; what a complete pass did not see is gone.
 */
final class RowMemory {
    private final List<SortedMap<String, Long>> shards = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    RowMemory(int shards) {
        for (int i = 0; i < shards; i++) {
            this.shards.add(new TreeMap<>());
        }
    }

    /** What was stored of a shard. */
    void restore(int shard, Map<String, ?> offset) {
        shards.get(shard).putAll(SnapshotCodec.decode(offset));
    }

    /** The shard of a row; depends on its name alone and never changes. */
    int shardOf(String name) {
        return Math.floorMod(name.hashCode(), shards.size());
    }

    /** A pass begins. */
    void passBegins() {
        seen.clear();
    }

    /** The pass met the row; says whether it differs from what was sent. */
    boolean meets(String name, long digest) {
        seen.add(name);
        Long sent = shards.get(shardOf(name)).get(name);
        return sent == null || sent != digest;
    }

    /** The rows that were sent and that the pass, now complete, did not meet. */
    List<String> gone() {
        List<String> gone = new ArrayList<>();
        for (SortedMap<String, Long> shard : shards) {
            for (String name : shard.keySet()) {
                if (!seen.contains(name)) {
                    gone.add(name);
                }
            }
        }
        return gone;
    }

    void sent(String name, long digest) {
        shards.get(shardOf(name)).put(name, digest);
    }

    void deleted(String name) {
        shards.get(shardOf(name)).remove(name);
    }

    /** The offset of a shard, for all that was sent of it. */
    Map<String, Object> offset(int shard) {
        return SnapshotCodec.encode(shards.get(shard));
    }
}
