package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
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

    private long sincePass() {
        return StreamMetric.SINCE_PASS.read(stream);
    }

    @Test
    void a_stream_is_behind_since_the_start_of_its_last_complete_pass() {
        clock.pass(Duration.ofSeconds(30));
        assertThat(sincePass()).as("since the start of the task").isEqualTo(30);
        news.passBegins(0);
        clock.pass(Duration.ofSeconds(5));
        news.passCompletes();
        assertThat(sincePass()).isEqualTo(5);

        clock.pass(Duration.ofSeconds(55));
        news.passBegins(0);
        clock.pass(Duration.ofSeconds(7));
        assertThat(sincePass()).as("the second pass is not complete").isEqualTo(67);
        news.passCompletes();
        assertThat(sincePass()).isEqualTo(7);
        past.add(StreamCounter.PASSES, 1);
        clock.pass(Duration.ofSeconds(1));
        assertThat(sincePass()).as("the past is not what is new").isEqualTo(8);
        assertThat(StreamMetric.INTERVAL.read(stream)).isEqualTo(60);
    }

    @Test
    void until_the_first_pass_the_stored_offset_tells_how_far_a_stream_is_behind() {
        stream.wasReadUntil(clock.instant().minusSeconds(3_600));
        assertThat(sincePass()).isEqualTo(3_600);
        stream.wasReadUntil(clock.instant().plusSeconds(60));
        assertThat(sincePass()).as("a later time is no news").isEqualTo(3_600);

        news.passBegins(0);
        news.passCompletes();
        assertThat(sincePass()).isZero();
        stream.wasReadUntil(clock.instant().minusSeconds(3_600));
        assertThat(sincePass()).as("a stream that restarts within the task").isZero();
    }

    @Test
    void the_oldest_parked_entity_of_all_readers_counts() {
        assertThat(StreamMetric.OLDEST_PARKED.read(stream)).isZero();
        Instant parked = clock.instant();
        stream.parks(() -> 2, () -> Optional.of(parked.plusSeconds(10)));
        stream.parks(() -> 1, () -> Optional.of(parked));
        stream.parks(() -> 0, Optional::empty);
        assertThat(StreamMetric.OLDEST_PARKED.read(stream)).isZero();
        clock.pass(Duration.ofDays(2));
        assertThat(StreamMetric.OLDEST_PARKED.read(stream)).isEqualTo(172_800);
        assertThat(StreamMetric.PARKED.read(stream)).isEqualTo(3);
    }

    @Test
    void what_a_stream_remembers_is_read_anew_each_time() {
        assertThat(StreamMetric.REMEMBERED.read(stream)).isZero();
        AtomicLong owners = new AtomicLong(1);
        stream.remembers(() -> new StreamMetrics.Remembered(owners.get(), 2, 30));
        owners.set(5);
        assertThat(StreamMetric.REMEMBERED.read(stream)).isEqualTo(5);
        assertThat(StreamMetric.REMEMBERED_ROWS.read(stream)).isEqualTo(2);
        assertThat(StreamMetric.REMEMBERED_BYTES.read(stream)).isEqualTo(30);
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
        assertThat(requests.limitUsedByOthersPercent()).isEqualTo(100);
        requests.windowOver(new WindowUse(900, 600, 1_500));
        assertThat(requests.limitUsedPercent()).isEqualTo(60);
        assertThat(requests.limitUsedByOthersPercent()).isEqualTo(20);
        requests.windowOver(new WindowUse(900, 901, 1_500));
        assertThat(requests.limitUsedByOthersPercent()).isZero();
        requests.windowOver(new WindowUse(900, 0, 1_500));
        clock.pass(Duration.ofSeconds(21));
        assertThat(requests.limitUsedByOthersPercent()).isZero();
    }
}
