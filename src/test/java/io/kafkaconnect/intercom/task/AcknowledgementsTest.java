package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** When the task may send the rows that must follow others. */
class AcknowledgementsTest {
    private int signals;
    private final Acknowledgements expected = new Acknowledgements(true, () -> signals++);

    @Test
    void they_are_complete_when_each_record_was_acknowledged() {
        expected.sent(List.of(record("a"), record("b")));
        expected.acknowledged(record("a"));
        assertThat(expected.areComplete()).isFalse();
        expected.acknowledged(record("b"));
        assertThat(expected.areComplete()).isTrue();
        assertThat(signals).isEqualTo(1);
    }

    /** A worker with transactions keeps the records of a transaction in a map: it calls commitRecord once for two equal records. */
    @Test
    void of_equal_records_one_acknowledgement_is_enough_and_another_one_harmless() {
        expected.sent(List.of(record("a"), record("b"), record("a")));
        expected.acknowledged(record("b"));
        assertThat(expected.areComplete()).isFalse();
        expected.acknowledged(record("a"));
        assertThat(expected.areComplete()).isTrue();

        expected.acknowledged(record("a"));
        expected.sent(List.of(record("c")));
        assertThat(expected.areComplete()).isFalse();
    }

    @Test
    void a_program_that_begins_to_acknowledge_must_acknowledge_all() {
        Acknowledgements unexpected = new Acknowledgements(false, () -> signals++);
        unexpected.sent(List.of(record("a"), record("b")));
        assertThat(unexpected.areExpected()).isFalse();

        unexpected.acknowledged(record("a"));
        assertThat(unexpected.areExpected()).isTrue();
        assertThat(unexpected.areComplete()).isFalse();
        unexpected.acknowledged(record("b"));
        assertThat(unexpected.areComplete()).isTrue();
    }

    private static SourceRecord record(String value) {
        return new SourceRecord(Map.of("stream", "users"), Map.of("version", 1L), "topic", Schema.STRING_SCHEMA, value);
    }
}
