package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.stream.SourcePartition;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class OffsetSizesTest {
    private static final Stream TAGS = Streams.named("tags").orElseThrow();
    private static final Stream USERS = Streams.named("users").orElseThrow();

    private final Map<String, StreamMetrics> metrics = Map.of("tags", metrics(), "users", metrics());

    private static StreamMetrics metrics() {
        return new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    }

    private static SourceRecord record(Map<String, String> partition, Map<String, Object> offset) {
        return new SourceRecord(partition, offset, "topic", null, null);
    }

    @Test
    void the_last_offset_of_each_source_partition_counts() {
        Map<String, String> first = SourcePartition.ofShard("abc", TAGS, 0);
        Map<String, String> second = SourcePartition.ofShard("abc", TAGS, 1);
        Map<String, String> cursor = SourcePartition.ofCursor("abc", USERS);
        OffsetSizes sizes = new OffsetSizes(metrics);

        sizes.sending(List.of(
                record(first, Map.of("rows", "before")),
                record(cursor, Map.of("mark", 1_000L, "parked", Map.of("7", List.of(1, 20)))),
                record(first, Map.of("rows", "123456789")),
                record(second, Map.of("rows", ""))));

        assertThat(metrics.get("tags").get(StreamCounter.OFFSET_BYTES)).isEqualTo(4 + 9 + 4);
        assertThat(metrics.get("users").get(StreamCounter.OFFSET_BYTES)).isEqualTo(4 + 4 + 6 + 1 + 1 + 2);

        sizes.sending(List.of(record(second, Map.of("rows", "123"))));
        assertThat(metrics.get("tags").get(StreamCounter.OFFSET_BYTES)).isEqualTo(17 + 7);
    }
}
