package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import java.util.BitSet;
import java.util.Map;

/** The memory of one stream's sent rows, and what its stored shards say. Only one thread may use it at a time. */
final class StoredMemory {
    private final SentRows rows;
    private final BitSet shards = new BitSet();
    private boolean isCursorStored;
    private MemoryReach reach;

    /** A memory without a stored shard. */
    StoredMemory(SentRows rows) {
        this.rows = rows;
    }

    /**
     * Adds a stored shard.
     *
     * @throws InvalidOffsetException if the offset is not valid
     */
    void restore(int shard, Map<String, Object> offset) {
        shards.set(shard);
        isCursorStored |= SentRowsCodec.isCursorStored(offset);
        MemoryReach stored = MemoryReach.ofShard(offset);
        reach = reach == null ? stored : reach.and(stored);
        rows.restore(shard, offset);
    }

    SentRows rows() {
        return rows;
    }

    /** The numbers of the stored shards. */
    BitSet shards() {
        return shards;
    }

    /** Whether a shard says that the offset of the stream was stored. */
    boolean isCursorStored() {
        return isCursorStored;
    }

    /** Since when the memory contains every entity that was sent, by what the shards say. */
    MemoryReach reach() {
        return reach == null ? MemoryReach.ALL : reach;
    }
}
