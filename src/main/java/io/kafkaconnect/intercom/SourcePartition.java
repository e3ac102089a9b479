package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.stream.InvalidOffsetException;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The source partitions: {@code {"workspace": "abc123", "stream": "users"}}, and one more key for the shards of a stream whose memory is
 * spread. The workspace is part of it so that another workspace's token does not inherit the cursors.
 */
final class SourcePartition {
    private static final String WORKSPACE = "workspace";
    private static final String STREAM = "stream";
    /** Not every word will do: two keys in one bucket of the hash map would be ordered by who wrote them first. */
    private static final String SHARD = "shard";

    private SourcePartition() {}

    /** All partitions of a stream, by shard. */
    static List<Map<String, String>> of(String workspace, Stream stream) {
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
    static Stream streamOf(Map<String, ?> partition) {
        return Streams.named(stream(partition)).orElseThrow();
    }

    /** The stream that a partition of ours names. */
    static String stream(Map<String, ?> partition) {
        return (String) partition.get(STREAM);
    }

    /**
     * Checks what somebody wants to store through the Connect REST API. A null offset, which deletes, is welcome for any partition.
     *
     * @throws ConnectException answered with 400, naming the key that is wrong
     */
    static void check(Map<String, ?> partition, Map<String, ?> offset) {
        if (offset == null) {
            return;
        }
        if (partition == null) {
            throw BadRequest.of("The partition must not be null: it names workspace and stream");
        }
        if (!(partition.get(WORKSPACE) instanceof String workspace) || workspace.isBlank()) {
            throw BadRequest.of("Partition key 'workspace' must be the id code of the Intercom workspace, a text");
        }
        Stream stream = Streams.named(String.valueOf(partition.get(STREAM)))
                .orElseThrow(() -> BadRequest.of("Partition key 'stream' must be one of "
                        + String.join(
                                ", ", Streams.ALL.stream().map(Stream::name).toList())));
        if (!of(workspace, stream).contains(partition)) {
            throw BadRequest.of("The partition of stream " + stream.name() + " must look like "
                    + of(workspace, stream).get(0));
        }
        try {
            stream.check(offset);
        } catch (InvalidOffsetException invalid) {
            throw BadRequest.of(invalid.getMessage() + " (stream " + stream.name() + ")");
        }
    }
}
