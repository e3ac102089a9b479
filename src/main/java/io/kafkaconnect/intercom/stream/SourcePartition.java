package io.kafkaconnect.intercom.stream;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes and checks source partitions: {@code {"workspace": "abc123", "stream": "users"}} for a cursor, and a third key for each shard of a
 * stream's memory. The workspace is a key so that a token of another workspace does not inherit the cursors.
 */
public final class SourcePartition {
    public static final String WORKSPACE = "workspace";
    public static final String STREAM = "stream";
    /** Chosen with care: two keys in the same bucket of a hash map would be ordered by their insertion. */
    private static final String SHARD = "shard";

    private SourcePartition() {}

    /** The partition of a stream's cursor. */
    public static Map<String, String> ofCursor(String workspace, Stream stream) {
        return Collections.unmodifiableMap(keys(workspace, stream));
    }

    /** The partition of a shard of a stream's memory. */
    public static Map<String, String> ofShard(String workspace, Stream stream, int shard) {
        Map<String, String> partition = keys(workspace, stream);
        if (stream.maxShards() > 1) {
            partition.put(SHARD, Integer.toString(shard));
        }
        return Collections.unmodifiableMap(partition);
    }

    private static Map<String, String> keys(String workspace, Stream stream) {
        // A hash map of the default capacity, because the order of the keys matters: Connect stores offsets under the
        // partition's JSON, in the order of the map, and its REST API builds the same partition with such a map. Map.of
        // has another order in each JVM, and a copied map may have another order than its original.
        Map<String, String> keys = new HashMap<>();
        keys.put(WORKSPACE, workspace);
        keys.put(STREAM, stream.name());
        return keys;
    }

    /** Whether the partition belongs to the stream, in any workspace. */
    public static boolean isOf(Stream stream, Map<String, ?> partition) {
        Map<String, Object> rest = new HashMap<>(partition);
        rest.remove(WORKSPACE);
        boolean isNamed = stream.name().equals(rest.remove(STREAM));
        Object shard = rest.remove(SHARD);
        boolean mayBe = shard == null
                ? stream.isIncremental() || stream.maxShards() == 1
                : stream.maxShards() > 1 && shard instanceof String number && isShard(number);
        return isNamed && mayBe && rest.isEmpty();
    }

    private static boolean isShard(String number) {
        return number.matches("0|[1-9]\\d{0,6}");
    }

    /** Whether the partition names a shard. */
    public static boolean isShard(Map<String, ?> partition) {
        return partition.containsKey(SHARD);
    }

    /** The stream of a checked partition. */
    public static Stream streamOf(Map<String, ?> partition) {
        return Streams.named(stream(partition)).orElseThrow();
    }

    /** The name of the stream in a partition of ours. */
    public static String stream(Map<String, ?> partition) {
        return (String) partition.get(STREAM);
    }
}
