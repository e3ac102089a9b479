package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.offset.VersionTwoRows;
import io.kafkaconnect.intercom.simulation.DeliveryPropertyTest;
import io.kafkaconnect.intercom.simulation.Reconfigured;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FutureTimeWarningTest {
    private final LogLines lines = LogLines.of(FutureTimeWarning.class);
    private final FutureTimeWarning times = new FutureTimeWarning(new ManualClock("2026-05-01T12:00:00Z"));

    @AfterEach
    void forget() {
        lines.close();
    }

    @ParameterizedTest
    @CsvSource({
        "users, updated_at, 2026-05-01T12:01:01Z, true",
        "conversations_deleted, deleted_at, 2062-05-01T00:00:00Z, true",
        "users, updated_at, 2026-05-01T12:01:00Z, false",
        "leads, updated_at, 1970-01-01T00:00:00Z, false"
    })
    void a_stored_mark_ahead_is_warned_of(String stream, String key, String time, boolean warned) {
        times.look(Streams.named(stream).orElseThrow(), Map.of(key, time));

        if (warned) {
            assertThat(lines.said())
                    .singleElement()
                    .asString()
                    .startsWith("WARN ")
                    .contains(stream, key, time, "reads nothing until then");
        } else {
            assertThat(lines.said()).isEmpty();
        }
    }

    @Test
    void what_is_read_whole_has_no_mark() {
        times.look(Streams.named("tags").orElseThrow(), VersionTwoRows.encode(new TreeMap<>()));

        assertThat(lines.said()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-05-01T12:01:01Z, 1", "2026-05-01T12:00:00Z, 0"})
    void so_is_a_since_ahead(Instant since, int warnings) {
        times.look(since);

        assertThat(lines.said()).hasSize(warnings);
    }

    @Test
    void a_start_from_such_times_is_warned_of_once_a_stream() {
        Reconfigured reconfigured = new Reconfigured(new Random(1), DeliveryPropertyTest::task);
        reconfigured.configure(Map.of("intercom.tables", "users,leads", "intercom.since", "2030-01-01"));
        reconfigured.quiet();
        assertThat(lines.said()).singleElement().asString().contains("intercom.since");

        reconfigured.configure(Map.of("intercom.tables", "users,leads"));
        reconfigured.quiet();
        assertThat(lines.said()).hasSize(1);
    }
}
