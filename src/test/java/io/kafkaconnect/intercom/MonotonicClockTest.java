package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonotonicClockTest {
    private final ManualClock wall = new ManualClock("2026-05-01T12:00:00Z");
    /** About to overflow, as the value may. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private final MonotonicClock clock = new MonotonicClock(wall, nanos::get);
    private final Instant start = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void the_clock_starts_at_the_time_of_the_worker_and_advances_steadily() {
        assertThat(clock.instant()).isEqualTo(start);
        nanos.addAndGet(Duration.ofHours(3).toNanos());
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(3)));
        assertThat(clock.withZone(ZoneOffset.ofHours(2)).instant()).isEqualTo(clock.instant());
    }

    @ParameterizedTest
    @ValueSource(ints = {-86_400, -1, 5, 86_400})
    void a_change_of_the_workers_clock_has_no_effect(int seconds) {
        wall.pass(Duration.ofSeconds(seconds));
        assertThat(clock.instant()).isEqualTo(start);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(clock.instant()).isEqualTo(start.plusMillis(1));
    }
}
