package io.kafkaconnect.intercom.offset;

import java.util.Map;
import java.util.function.Supplier;

/**
 * A source partition with its offset. The offset is computed once for each batch, because computing it costs more than a row.
 */
public final class PartitionOffset {
    private final Map<String, String> partition;
    private final Supplier<Map<String, Object>> currentOffset;
    private Map<String, Object> offset;

    /**
     * A tracker at the present offset.
     *
     * @param currentOffset computes the offset behind everything put into batches so far
     */
    public PartitionOffset(Map<String, String> partition, Supplier<Map<String, Object>> currentOffset) {
        this.partition = partition;
        this.currentOffset = currentOffset;
        this.offset = currentOffset.get();
    }

    /** The source partition. */
    public Map<String, String> partition() {
        return partition;
    }

    /** The offset after the last batch. Before the first batch, it is the stored offset. */
    public Map<String, Object> offset() {
        return offset;
    }

    /** Moves the offset behind everything put into batches so far. */
    public void moveToCurrent() {
        offset = currentOffset.get();
    }
}
