package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The memory of what was sent of a whole list, at the size of a large workspace. */
class RowMemoryTest {
    private static final int MILLION = 1_000_000;

    /** Kafka takes records of up to a megabyte unless told otherwise, and a worker keeps every offset in memory. */
    private static final int A_MEGABYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({"segment_members, 2", "companies, 1"})
    void the_offset_of_each_shard_stays_well_under_a_megabyte_at_a_million_rows(String name, int ids) {
        Stream stream = Streams.named(name).orElseThrow();
        RowMemory memory = new RowMemory(stream.shards());
        Random random = new Random(1);
        String[] segments = new String[50];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = id(random);
        }
        for (int row = 0; row < MILLION; row++) {
            String key = ids == 1 ? id(random) : id(random) + "/" + segments[random.nextInt(segments.length)];
            memory.sent((ids == 1 ? "companies/" : "users_segments/") + key, random.nextLong());
        }
        for (int shard = 0; shard < stream.shards(); shard += 16) {
            assertThat(memory.offset(shard).get("sent").toString()).hasSizeLessThan(A_MEGABYTE * 7 / 10);
        }
    }

    /** Like Intercom's: 24 hexadecimal digits. */
    private static String id(Random random) {
        return String.format("%08x%016x", random.nextInt(), random.nextLong());
    }
}
