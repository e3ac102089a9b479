package io.kafkaconnect.intercom.support;

import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;

/** The memory of a stream after a restart, and the source partitions of its shards. */
public record RestoredMemory(SentRows rows, ShardOffsets shards) {
    private static final int MANY = 1_000;

    /** Restores the memory from stored offsets, by source partition. */
    public static RestoredMemory of(Stream stream, Map<? extends Map<String, ?>, ? extends Map<String, ?>> stored) {
        SentRows rows = new SentRows(OutputFormat.UNKNOWN, Set.of(), stream.maxShards());
        for (int shard = 0; shard < Math.min(MANY, stream.maxShards()); shard++) {
            Map<String, ?> offset = stored.get(SourcePartition.ofShard("abc", stream, shard));
            if (offset != null) {
                rows.restore(shard, offset);
            }
        }
        return new RestoredMemory(
                rows,
                new ShardOffsets(
                        rows,
                        shard -> SourcePartition.ofShard("abc", stream, shard),
                        new BitSet(),
                        false,
                        MemoryReach.ALL));
    }
}
