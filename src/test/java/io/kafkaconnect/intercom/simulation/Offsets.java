package io.kafkaconnect.intercom.simulation;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The offsets topic: partitions and offsets go through JSON without schemas, as they do in every worker. */
final class Offsets implements OffsetStorageReader {
    private static final String CONNECTOR = "intercom";
    private static final JsonConverter JSON = new JsonConverter();
    private static final Map<String, ByteBuffer> KEYS = new ConcurrentHashMap<>();

    static {
        JSON.configure(Map.of("schemas.enable", "false"), false);
    }

    private final Map<ByteBuffer, byte[]> stored = new HashMap<>();

    void store(Map<String, ?> partition, Map<String, ?> offset) {
        stored.put(key(partition), JSON.fromConnectData("", null, offset));
    }

    /** A person deletes an offset. */
    void delete(Map<String, ?> partition) {
        stored.remove(key(partition));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Connect's own does.
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            byte[] offset = stored.get(key(partition));
            found.put(
                    partition,
                    offset == null
                            ? null
                            : (Map<String, Object>)
                                    JSON.toConnectData("", offset).value());
        }
        return found;
    }

    @Override
    public <T> Map<String, Object> offset(Map<String, T> partition) {
        return offsets(List.of(partition)).get(partition);
    }

    /** The bytes of the key. A story asks for the same thousands of shards at each restart. The order of the entries counts, as in a worker. */
    private static ByteBuffer key(Map<String, ?> partition) {
        return KEYS.computeIfAbsent(
                partition.toString(),
                text -> ByteBuffer.wrap(JSON.fromConnectData("", null, List.of(CONNECTOR, partition))));
    }
}
