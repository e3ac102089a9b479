package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The figures that are made of several others. */
class MetricsRegistrationTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final StreamMetrics stream = new StreamMetrics();

    private final StreamMetrics news = stream.part();
    private final StreamMetrics past = stream.part();

    private ProgressReporter reads(StreamMetrics part) {
        ProgressReporter progress =
                new ProgressReporter("Stream users", part, ProgressReporter.StartState.BEHIND, clock, () -> 0);
        stream.read(progress);
        return progress;
    }

    private String figures() {
        return MetricsRegistration.StreamMetric.DONE.of(stream) + " of "
                + MetricsRegistration.StreamMetric.LISTED.of(stream) + ", "
                + MetricsRegistration.StreamMetric.SECONDS_LEFT.of(stream) + " s";
    }

    @Test
    void before_a_stream_is_read_nothing_is_known_of_it() {
        assertThat(figures()).isEqualTo("0 of 0, -1 s");
    }

    @Test
    void the_past_that_is_read_beside_a_stream_has_its_own_count_and_the_longer_of_both_tells_the_time() {
        ProgressReporter ofNews = reads(news);
        ProgressReporter ofPast = reads(past);
        news.passBegins(1_000);
        past.passBegins(5_000);
        for (int i = 0; i <= 10; i++) {
            ofNews.look();
            ofPast.look();
            assertThat(figures().endsWith(" -1 s")).isEqualTo(i < 5);
            clock.pass(Duration.ofSeconds(1));
            news.add(StreamCounter.ENTITIES, 50);
            past.add(StreamCounter.ENTITIES, 20);
        }
        assertThat(figures()).isEqualTo("770 of 6000, 240 s");
        assertThat(stream.get(StreamCounter.ENTITIES)).isEqualTo(770);

        news.add(StreamCounter.PASSES, 1);
        assertThat(figures()).isEqualTo("220 of 5000, 240 s");
        past.add(StreamCounter.PASSES, 1);
        assertThat(figures()).isEqualTo("6000 of 6000, 0 s");
    }

    @Test
    void of_the_limit_is_told_what_was_taken_lately_of_what_is_allowed() {
        RequestMetrics requests = new RequestMetrics(clock);
        assertThat(requests.limitUsedPercent()).isZero();

        requests.windowOver(1_475, 1_500);
        assertThat(requests.limitUsedPercent()).isEqualTo(98);
        clock.pass(Duration.ofSeconds(20));
        assertThat(requests.limitUsedPercent()).isEqualTo(98);
        clock.pass(Duration.ofSeconds(1));
        assertThat(requests.limitUsedPercent()).isZero();

        requests.windowOver(1_600, 1_500);
        assertThat(requests.limitUsedPercent()).as("others take what we leave").isEqualTo(100);
    }
}
