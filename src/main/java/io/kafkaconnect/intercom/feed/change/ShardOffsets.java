package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The offsets of a memory's shards. They are kept for one batch only: the offsets of a million owners would take more heap than the memory
 * itself.
 */
public final class ShardOffsets {
    private final SentRows memory;
    private final IntFunction<Map<String, String>> partitions;
    private final Map<Integer, PartitionOffset> trackers = new HashMap<>();
    private Batch current;
    private final BitSet stored;
    private boolean isCursorStored;
    private MemoryReach reach;
    private Consumer<BitSet> whenStored = shards -> {};

    /**
     * The shards of a memory.
     *
     * @param partitions the source partition of each shard
     * @param stored the numbers of the shards that are stored
     * @param isCursorStored whether a stored shard says that the offset of the stream was stored
     * @param reach the reach of the memory by what the stored shards say
     */
    public ShardOffsets(
            SentRows memory,
            IntFunction<Map<String, String>> partitions,
            BitSet stored,
            boolean isCursorStored,
            MemoryReach reach) {
        this.memory = memory;
        this.partitions = partitions;
        this.stored = (BitSet) stored.clone();
        this.isCursorStored = isCursorStored;
        this.reach = reach;
    }

    /** The number of shards that are stored, or that the present batch stores. */
    public int stored() {
        BitSet all = (BitSet) stored.clone();
        trackers.forEach((shard, tracker) -> {
            if (current.isCarrying(tracker)) {
                all.set(shard);
            }
        });
        return all.cardinality();
    }

    /** Whether the offset of the stream that sends the owners is stored, or was stored when a shard was. */
    public boolean isCursorStored() {
        return isCursorStored;
    }

    /** Sets what the next offset of each shard says of the offset of the stream. */
    public void setCursorStored(boolean isStored) {
        isCursorStored = isStored;
    }

    /** The reach of the memory by what its shards say. */
    public MemoryReach reach() {
        return reach;
    }

    /** Sets what the next offset of each shard says of the reach of the memory. */
    public void setReach(MemoryReach known) {
        reach = known;
    }

    /**
     * The offset of a shard, for a row in that batch. Call this before the memory stores the row: earlier rows of the batch must carry the
     * previous offset.
     */
    public PartitionOffset of(int shard, Batch batch) {
        begin(batch);
        return trackers.computeIfAbsent(
                shard, number -> new PartitionOffset(partitions.apply(number), () -> offset(number)));
    }

    /** The number of shards whose offset a row of that batch may carry. */
    public int count(Batch batch) {
        begin(batch);
        return trackers.size();
    }

    /** Whether a row of that batch carries the offset of a shard. */
    public boolean isCarried(int shard, Batch batch) {
        begin(batch);
        PartitionOffset tracker = trackers.get(shard);
        return tracker != null && batch.isCarrying(tracker);
    }

    /** Sets who learns which shards a batch has stored with everything that it has sent, once the batch has gone to the worker. */
    public void whenStored(Consumer<BitSet> listener) {
        whenStored = listener;
    }

    private void begin(Batch batch) {
        if (batch == current) {
            return;
        }
        BitSet carried = new BitSet();
        trackers.forEach((shard, tracker) -> {
            if (current.isCarrying(tracker)) {
                memory.wasStored(shard);
                carried.set(shard);
            }
        });
        stored.or(carried);
        // Without a transaction, a shard does not contain what other records of the batch have sent.
        if (current != null && current.order() == Batch.Order.ATOMIC) {
            whenStored.accept(carried);
        }
        trackers.clear();
        current = batch;
    }

    private Map<String, Object> offset(int shard) {
        Map<String, Object> offset = memory.offset(shard);
        if (isCursorStored) {
            SentRowsCodec.addCursorStored(offset);
        }
        reach.addToShard(offset);
        return offset;
    }
}
