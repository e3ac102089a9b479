package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.stream.SnapshotCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The rows that have been sent of a stream that is read whole: a digest by name, spread over a fixed number of shards so that the offset
 * of each stays small. What is unchanged stays silent, also after a restart; what a complete pass did not see is gone.
 */
final class RowMemory {
    private static final String LAST = "\uffff";

    private final List<SortedMap<String, Sent>> shards = new ArrayList<>();
    private final UnaryOperator<String> owner;
    private int pass;

    /** A row as it was sent, and the pass that met it last. */
    private static final class Sent {
        private long digest;
        private int met;
    }

    /** Each row for itself. */
    RowMemory(int shards) {
        this(shards, name -> name);
    }

    /**
     * An empty memory.
     *
     * @param owner of a row's name; rows of one owner are in one shard
     */
    RowMemory(int shards, UnaryOperator<String> owner) {
        this.owner = owner;
        for (int i = 0; i < shards; i++) {
            this.shards.add(new TreeMap<>());
        }
    }

    /** What was stored of a shard. */
    void restore(int shard, Map<String, ?> offset) {
        SnapshotCodec.decode(offset).forEach((name, digest) -> {
            Sent sent = new Sent();
            sent.digest = digest;
            shards.get(shard).put(name, sent);
        });
    }

    /** The shard of a row; depends on its name alone and never changes. */
    int shardOf(String name) {
        return Math.floorMod(owner.apply(name).hashCode(), shards.size());
    }

    /** A pass begins. */
    void passBegins() {
        pass++;
    }

    /** The pass met the row; says whether it differs from what was sent. */
    boolean meets(String name, long digest) {
        Sent sent = shards.get(shardOf(name)).get(name);
        if (sent == null) {
            return true;
        }
        sent.met = pass;
        return sent.digest != digest;
    }

    /** Whether the row was sent, and like this. */
    boolean has(String name, long digest) {
        Sent sent = shards.get(shardOf(name)).get(name);
        return sent != null && sent.digest == digest;
    }

    /** The rows that were sent and that the pass, now complete, did not meet. */
    List<String> gone() {
        return gone("", name -> true);
    }

    /** Those of them whose names begin so and that are wanted. */
    List<String> gone(String prefix, Predicate<String> wanted) {
        List<String> gone = new ArrayList<>();
        for (SortedMap<String, Sent> shard : shards) {
            shard.subMap(prefix, prefix + LAST).forEach((name, sent) -> {
                if (sent.met != pass && wanted.test(name)) {
                    gone.add(name);
                }
            });
        }
        return gone;
    }

    /** The rows that were sent of one owner and whose names begin so. */
    Set<String> startingWith(String prefix) {
        return shards.get(shardOf(prefix)).subMap(prefix, prefix + LAST).keySet();
    }

    void sent(String name, long digest) {
        Sent sent = shards.get(shardOf(name)).computeIfAbsent(name, first -> new Sent());
        sent.digest = digest;
        sent.met = pass;
    }

    void deleted(String name) {
        shards.get(shardOf(name)).remove(name);
    }

    /** The offset of a shard, for all that was sent of it. */
    Map<String, Object> offset(int shard) {
        SortedMap<String, Long> digests = new TreeMap<>();
        shards.get(shard).forEach((name, sent) -> digests.put(name, sent.digest));
        return SnapshotCodec.encode(digests);
    }
}
