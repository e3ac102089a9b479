package io.kafkaconnect.intercom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connect finds a stored offset by the bytes of its partition's JSON, so the bytes must not depend on the origin of the map. */
class PartitionBytesTest {
    private final JsonConverter json = new JsonConverter();

    PartitionBytesTest() {
        json.configure(Map.of("schemas.enable", "false"), true);
    }

    static List<Stream> streams() {
        return Streams.ALL;
    }

    @ParameterizedTest
    @MethodSource("streams")
    void a_partition_has_the_bytes_of_the_rest_api_for_any_order_of_the_keys(Stream stream) {
        List<Map<String, String>> partitions = List.of(
                SourcePartition.ofCursor("abc123", stream),
                SourcePartition.ofShard("abc123", stream, 0),
                SourcePartition.ofShard("abc123", stream, 12_345));
        for (Map<String, String> partition : partitions) {
            Map<String, Object> byPerson = new LinkedHashMap<>();
            partition.keySet().stream().sorted().forEach(key -> byPerson.put(key, partition.get(key)));
            assertThat(bytes(partition)).isEqualTo(bytes(asTheRestApiHasIt(byPerson)));
        }
    }

    private Object asTheRestApiHasIt(Map<String, Object> partition) {
        return json.toConnectData("t", bytes(partition)).value();
    }

    private byte[] bytes(Object partition) {
        return json.fromConnectData("t", null, partition);
    }
}
