package io.kafkaconnect.intercom.stream;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The source partitions: {@code {"workspace": "abc123", "stream": "users"}}, and one more key for the shards of a stream whose memory is
 * spread. The workspace is part of it so that another workspace's token does not inherit the cursors.
 */
public final class SourcePartition {
    public static final String WORKSPACE = "workspace";
    public static final String STREAM = "stream";
    /** Not every word will do: two keys in one bucket of the hash map would be ordered by who wrote them first. */
    private static final String SHARD = "shard";

    private SourcePartition() {}

    /** All partitions of a stream, by shard. */
    public static List<Map<String, String>> of(String workspace, Stream stream) {
        List<Map<String, String>> partitions = new ArrayList<>();
        for (int shard = 0; shard < stream.shards(); shard++) {
            // A hash map and no other: offsets are stored under the partition's JSON, keys in the map's order, and the
            // REST API's way
            // to the same partition goes through a hash map. Map.of has another order in each JVM.
            Map<String, String> partition = new HashMap<>();
            partition.put(WORKSPACE, workspace);
            partition.put(STREAM, stream.name());
            if (stream.shards() > 1) {
                partition.put(SHARD, Integer.toString(shard));
            }
            partitions.add(Collections.unmodifiableMap(partition));
        }
        return partitions;
    }

    /** The stream that a checked partition is of. */
    public static Stream streamOf(Map<String, ?> partition) {
        return Streams.named(stream(partition)).orElseThrow();
    }

    /** The stream that a partition of ours names. */
    public static String stream(Map<String, ?> partition) {
        return (String) partition.get(STREAM);
    }
}
