package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.stream.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardClockTest {
    private final MovableClock system = new MovableClock("2026-05-01T12:00:00Z");
    private final ForwardClock clock = new ForwardClock(system);
    private final Instant start = clock.instant();

    @Test
    void it_follows_the_other_forward_however_far() {
        system.goOn(Duration.ofHours(3));
        assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofHours(3)));
    }

    @Test
    void it_goes_on_from_where_it_is_when_the_other_is_set_back() {
        system.goOn(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(start);
        system.goOn(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(1));
        system.goOn(Duration.ofDays(-1));
        system.goOn(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(1));
        system.goOn(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(start.plusSeconds(2));
    }
}
