package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final Throughput speed = new Throughput();
    private long count;

    /** A step of time, and the growth of the count in it. */
    record Leap(int millis, int more) {}

    private void grow(int seconds, int perSecond) {
        for (int i = 0; i < seconds; i++) {
            clock.pass(SECOND);
            count += perSecond;
            speed.sample(clock.instant(), count);
        }
    }

    @Test
    void the_speed_is_unknown_before_enough_samples() {
        assertThat(speed.perSecond()).isEmpty();
        grow(5, 100);
        assertThat(speed.perSecond()).isEmpty();
        assertThat(speed.timeFor(1_000)).isEmpty();

        grow(1, 100);
        assertThat(speed.perSecond()).hasValue(100);
        assertThat(speed.timeFor(1_001)).contains(Duration.ofSeconds(11));
    }

    @Test
    void the_speed_is_that_of_the_last_minute_only() {
        grow(600, 10);
        grow(30, 100);
        assertThat(speed.perSecond()).hasValue(55);

        grow(30, 100);
        assertThat(speed.perSecond()).hasValue(100);
    }

    @Test
    void without_progress_the_time_left_is_unknown() {
        grow(60, 100);
        grow(60, 0);

        assertThat(speed.perSecond()).hasValue(0);
        assertThat(speed.timeFor(1)).isEmpty();
    }

    @Test
    void a_pause_restarts_the_measurement() {
        grow(60, 100);
        clock.pass(Duration.ofHours(3));
        count += 1_000_000;
        speed.sample(clock.instant(), count);
        assertThat(speed.perSecond()).isEmpty();

        grow(10, 50);
        assertThat(speed.perSecond()).hasValue(50);
    }

    @Test
    void a_lower_count_restarts_the_measurement() {
        grow(60, 100);
        count = 0;
        grow(10, 7);

        assertThat(speed.perSecond()).hasValue(7);
    }

    @Test
    void a_clock_that_is_set_back_restarts_the_measurement() {
        grow(60, 100);
        clock.pass(Duration.ofHours(-1));
        grow(10, 7);

        assertThat(speed.perSecond()).hasValue(7);
    }

    @Property
    void a_steady_speed_is_exact_for_any_number_of_samples(
            @ForAll @IntRange(min = 1, max = 20) int perTenth,
            @ForAll @IntRange(min = 1, max = 30) int tenths,
            @ForAll @IntRange(min = 60, max = 2_000) int samples,
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long more) {
        Throughput steady = new Throughput();
        Instant now = Instant.EPOCH;
        for (int i = 0; i < samples; i++) {
            now = now.plusMillis(100L * tenths);
            steady.sample(now, (long) perTenth * tenths * i);
        }

        assertThat(steady.perSecond()).hasValue(10.0 * perTenth);
        assertThat(steady.timeFor(more)).contains(Duration.ofSeconds((more + 10L * perTenth - 1) / (10L * perTenth)));
    }

    @Property
    void no_samples_lead_to_a_negative_time_or_to_a_time_without_speed(
            @ForAll("leaps") List<Leap> leaps, @ForAll @LongRange(min = -100) long more) {
        Throughput any = new Throughput();
        Instant now = Instant.EPOCH;
        long reached = 0;
        for (Leap leap : leaps) {
            now = now.plusMillis(leap.millis());
            reached = Math.max(0, reached + leap.more());
            any.sample(now, reached);
        }

        assertThat(any.perSecond().orElse(0)).isNotNegative().isFinite();
        assertThat(any.timeFor(more).isPresent()).isEqualTo(any.perSecond().orElse(0) > 0);
        assertThat(any.timeFor(more).orElse(Duration.ZERO)).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    @Provide
    Arbitrary<List<Leap>> leaps() {
        return Combinators.combine(
                        Arbitraries.integers().between(-5_000, 40_000),
                        Arbitraries.integers().between(-10, 1_000))
                .as(Leap::new)
                .list()
                .ofMaxSize(100);
    }
}
