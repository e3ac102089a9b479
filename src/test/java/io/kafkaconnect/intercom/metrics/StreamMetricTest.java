package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The gauges that are computed from several readers. */
class StreamMetricTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final StreamMetrics stream = new StreamMetrics(clock, Duration.ofMinutes(1));

    private final StreamMetrics news = stream.part();
    private final StreamMetrics past = stream.part();

    private ProgressReporter reads(StreamMetrics part) {
        ProgressReporter progress =
                new ProgressReporter("Stream users", part, ProgressReporter.StartState.BEHIND, clock, () -> 0);
        stream.read(progress);
        return progress;
    }

    private String figures() {
        return StreamMetric.DONE.read(stream) + " of "
                + StreamMetric.LISTED.read(stream) + ", "
                + StreamMetric.SECONDS_LEFT.read(stream) + " s";
    }

    @Test
    void before_a_stream_is_read_its_gauges_are_unknown() {
        assertThat(figures()).isEqualTo("0 of 0, -1 s");
    }

    @Test
    void a_backfill_has_its_own_counters_and_the_slower_reader_decides_the_time_left() {
        ProgressReporter ofNews = reads(news);
        ProgressReporter ofPast = reads(past);
        news.passBegins(1_000);
        past.passBegins(5_000);
        for (int i = 0; i <= 10; i++) {
            ofNews.update();
            ofPast.update();
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
    void the_used_percentage_of_the_limit_is_that_of_the_last_window() {
        RequestMetrics requests = new RequestMetrics(clock);
        assertThat(requests.limitUsedPercent()).isZero();

        requests.windowOver(new WindowUse(1_475, 1_475, 1_500));
        assertThat(requests.limitUsedPercent()).isEqualTo(98);
        clock.pass(Duration.ofSeconds(20));
        assertThat(requests.limitUsedPercent()).isEqualTo(98);
        clock.pass(Duration.ofSeconds(1));
        assertThat(requests.limitUsedPercent()).isZero();

        requests.windowOver(new WindowUse(1_600, 100, 1_500));
        assertThat(requests.limitUsedPercent()).as("others take what we leave").isEqualTo(100);
    }
}
