package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.support.LogLines;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LargeRecordWarningTest {
    private static final Schema KEY =
            SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
    private static final Schema VALUE = SchemaBuilder.struct()
            .field("id", Schema.STRING_SCHEMA)
            .field("body", Schema.OPTIONAL_STRING_SCHEMA)
            .field("parts", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private final LogLines lines = LogLines.of(LargeRecordWarning.class);
    private final StreamMetrics counts = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));

    @AfterEach
    void forget() {
        lines.close();
    }

    private LargeRecordWarning records(Map<String, String> settings) {
        return new LargeRecordWarning(settings, Map.of("conversations", counts));
    }

    private static SourceRecord record(String id, String body) {
        Struct value = body == null ? null : new Struct(VALUE).put("id", id).put("body", body);
        return new SourceRecord(
                Map.of("workspace", "w", "stream", "conversations"),
                Map.of(),
                "intercom.conversation_parts",
                KEY,
                new Struct(KEY).put("id", id),
                value == null ? null : VALUE,
                value);
    }

    @Test
    void a_record_that_may_be_too_large_is_named_once_with_what_to_do_and_without_its_text() {
        LargeRecordWarning records = records(Map.of());
        records.sending(List.of(record("1", "short"), record("2", "x".repeat(2_000_000)), record("3", null)));
        records.sending(List.of(record("2", "x".repeat(2_000_000))));

        assertThat(lines.said())
                .singleElement()
                .asString()
                .contains(
                        "WARN The record of topic intercom.conversation_parts with key Struct{id=2} has 2000001 bytes",
                        "1048576",
                        "the task fails and nothing is lost",
                        "producer.override.max.request.size",
                        "max.message.bytes")
                .doesNotContain("xx");
        assertThat(counts.get(StreamCounter.LARGE)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1048576  | a |  786000 | 0
            1048576  | a |  787000 | 1
            ''       | é |  393000 | 0
            ''       | é |  394000 | 1
            ''       | 漢 |  262000 | 0
            ''       | 漢 |  263000 | 1
            10000000 | a | 7000000 | 0
            10000000 | a | 8000000 | 1
            nonsense | a |  787000 | 1
            """)
    void large_is_what_comes_near_to_what_the_producer_takes_in_bytes(
            String limit, String character, int characters, int told) {
        LargeRecordWarning records =
                records(limit.isEmpty() ? Map.of() : Map.of("producer.override.max.request.size", limit));

        records.sending(List.of(record("1", character.repeat(characters))));

        assertThat(lines.said()).hasSize(told);
    }

    @Test
    void a_large_record_that_an_error_let_go_is_named_as_missing() {
        LargeRecordWarning records = records(Map.of("errors.tolerance", "all"));
        SourceRecord record = record("2", "x".repeat(2_000_000));
        records.sending(List.of(record));
        records.dropped(record);

        assertThat(lines.said()).hasSize(2);
        assertThat(lines.said().get(0)).contains("drops the record");
        assertThat(lines.said().get(1))
                .startsWith("ERROR The record of topic intercom.conversation_parts with key Struct{id=2}")
                .contains("is not in Kafka");
        assertThat(counts.get(StreamCounter.DROPPED)).isEqualTo(1);
    }

    @Test
    void a_key_in_the_log_is_one_short_line() {
        SourceRecord record = record("a\nERROR forged\u2028" + "y".repeat(1_000), "x".repeat(2_000_000));

        records(Map.of()).sending(List.of(record));
        records(Map.of("errors.tolerance", "all")).dropped(record);

        assertThat(lines.said())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .contains("key Struct{id=a\ufffdERROR forged\ufffdyyy")
                        .doesNotContain("\n", "\u2028")
                        .hasSizeLessThan(1_000));
    }

    @Test
    void a_record_that_a_transformation_leaves_out_is_counted_only() {
        records(Map.of("errors.tolerance", "all")).dropped(record("1", "short"));
        records(Map.of()).dropped(record("2", "x".repeat(2_000_000)));

        assertThat(lines.said()).isEmpty();
        assertThat(counts.get(StreamCounter.DROPPED)).isEqualTo(2);
    }
}
