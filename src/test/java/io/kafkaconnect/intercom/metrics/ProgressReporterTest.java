package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressReporterTest {
    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final LogLines lines = LogLines.of(ProgressReporter.class);
    private final StreamMetrics counts = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final AtomicInteger limitUsed = new AtomicInteger();
    private ProgressReporter progress = progress(ProgressReporter.StartState.BEHIND);

    private ProgressReporter progress(ProgressReporter.StartState start) {
        return new ProgressReporter("Stream conversations", counts, start, clock, limitUsed::get);
    }

    /** Updates once a second, like a task. */
    private void goOn(int seconds, int perSecond) {
        for (int i = 0; i < seconds; i++) {
            clock.pass(Duration.ofSeconds(1));
            counts.add(StreamCounter.ENTITIES, perSecond);
            progress.update();
        }
    }

    @AfterEach
    void forget() {
        lines.close();
    }

    @Test
    void a_line_names_the_count_the_speed_the_use_of_the_limit_and_the_time_left() {
        counts.passBegins(120_000);
        counts.add(StreamCounter.ENTITIES, 41_250 - 30 * 148);
        limitUsed.set(98);
        progress.update();

        goOn(30, 148);

        assertThat(lines.said())
                .containsExactly("INFO Stream conversations: 41,250 of 120,000 entities (34 %), 148/s,"
                        + " 98 % of its share of the rate limit used, about 9 min left");
        assertThat(progress.secondsToGo()).isEqualTo(533);
    }

    @Test
    void a_line_says_that_a_day_is_read_page_after_page() {
        counts.dayIsLarge(true);
        goOn(30, 4);
        counts.dayIsLarge(false);
        goOn(30, 4);

        assertThat(lines.said())
                .containsExactly(
                        "INFO Stream conversations: 120 entities, 4.0/s, page after page in a day with many changes",
                        "INFO Stream conversations: 240 entities, 4.0/s");
    }

    @Test
    void a_line_leaves_out_unknown_figures() {
        goOn(30, 4);

        assertThat(lines.said()).containsExactly("INFO Stream conversations: 120 entities, 4.0/s");
        assertThat(progress.secondsToGo()).isEqualTo(-1);
        assertThat(progress.listed()).isZero();
        assertThat(progress.done()).isEqualTo(120);
    }

    @Test
    void the_count_of_intercom_is_left_out_if_a_part_is_read_already() {
        progress = progress(ProgressReporter.StartState.BEHIND_BY_AN_UNKNOWN_NUMBER);
        counts.passBegins(1_000);
        goOn(30, 4);

        assertThat(lines.said()).containsExactly("INFO Stream conversations: 120 entities, 4.0/s");
        assertThat(progress.listed()).isZero();
        assertThat(progress.secondsToGo()).isEqualTo(-1);
    }

    @Test
    void a_line_is_logged_every_thirty_seconds_at_most_and_only_after_progress() {
        counts.passBegins(100_000);
        goOn(29, 10);
        assertThat(lines.said()).isEmpty();
        goOn(1, 10);
        assertThat(lines.said()).hasSize(1);
        goOn(29, 10);
        assertThat(lines.said()).hasSize(1);
        goOn(1, 10);
        assertThat(lines.said()).hasSize(2);

        goOn(600, 0);
        assertThat(lines.said()).hasSize(2);
        assertThat(progress.secondsToGo()).isEqualTo(-1);
    }

    @Test
    void the_end_is_logged_once_and_no_line_follows() {
        counts.passBegins(300);
        goOn(31, 9);
        counts.add(StreamCounter.PASSES, 1);
        goOn(100, 0);
        counts.passBegins(1_000_000);
        goOn(100, 9);

        assertThat(lines.said())
                .hasSize(2)
                .last()
                .isEqualTo("INFO Stream conversations has caught up: 279 entities read");
        assertThat(progress.secondsToGo()).isZero();
        assertThat(progress.done()).isEqualTo(progress.listed()).isEqualTo(1_000_000);
    }

    @Test
    void a_stream_that_catches_up_before_its_first_line_of_progress_logs_its_end_alone() {
        counts.passBegins(50);
        goOn(20, 2);
        counts.add(StreamCounter.PASSES, 1);
        goOn(1_000, 1);

        assertThat(lines.said()).containsExactly("INFO Stream conversations has caught up: 41 entities read");
    }

    @Test
    void a_stream_that_only_reads_new_changes_logs_one_line_after_its_first_look() {
        progress = progress(ProgressReporter.StartState.CAUGHT_UP);
        counts.passBegins(1_000_000);
        goOn(1_000, 1);

        assertThat(lines.said()).isEmpty();
        assertThat(progress.secondsToGo()).isZero();
        assertThat(progress.done()).isEqualTo(progress.listed());

        counts.add(StreamCounter.PASSES, 1);
        goOn(1_000, 0);
        assertThat(lines.said()).containsExactly("INFO Stream conversations has caught up: 1,000 entities read");
    }

    @Test
    void the_time_left_is_unknown_while_a_task_is_paused_and_is_measured_anew_afterwards() {
        counts.passBegins(100_000);
        goOn(60, 100);
        assertThat(progress.secondsToGo()).isEqualTo(940);

        clock.pass(Duration.ofHours(5));
        assertThat(progress.secondsToGo()).isEqualTo(-1);
        goOn(1, 50);
        assertThat(lines.said()).last().isEqualTo("INFO Stream conversations: 6,050 of 100,000 entities (6 %)");
        assertThat(progress.secondsToGo()).isEqualTo(-1);

        goOn(30, 50);
        assertThat(progress.secondsToGo()).isEqualTo((100_000 - 7_550) / 50);
        assertThat(lines.said()).last().asString().endsWith("(7 %), 50/s, about 31 min left");
    }

    @Test
    void entities_that_were_deleted_meanwhile_count_as_done() {
        counts.passBegins(10);
        counts.add(StreamCounter.ENTITIES, 7);
        counts.add(StreamCounter.VANISHED, 3);

        assertThat(progress.done()).isEqualTo(10);
    }

    @Test
    void the_number_of_done_entities_never_exceeds_the_listed_ones() {
        counts.passBegins(100);
        goOn(30, 4);

        assertThat(lines.said())
                .containsExactly(
                        "INFO Stream conversations: 100 of 100 entities (100 %), 4.0/s, less than a minute left");
        assertThat(progress.secondsToGo()).isZero();
    }

    @Test
    void a_restarted_pass_is_counted_from_its_start() {
        counts.passBegins(1_000);
        goOn(20, 10);
        counts.passBegins(800);

        assertThat(progress.done()).isZero();
        assertThat(progress.listed()).isEqualTo(800);
        goOn(10, 10);
        assertThat(lines.said()).singleElement().asString().contains("100 of 800 entities (12 %), 10/s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | less than a minute left
            59 | less than a minute left
            60 | about 1 min left
            540 | about 9 min left
            5_369 | about 89 min left
            5_400 | about 2 h left
            172_000 | about 2 days left
            90_000 | about 25 h left
            2_592_000 | about 30 days left
            99_999_999 | more than a year left
            9223372036854775807 | more than a year left
            """)
    void the_time_left_is_rounded_to_a_suitable_unit(String seconds, String text) {
        assertThat(ProgressReporter.timeLeft(Duration.ofSeconds(Long.parseLong(seconds.replace("_", "")))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.01 | less than 0.1/s
            0.25 | 0.3/s
            9.9 | 9.9/s
            9.96 | 10/s
            147.6 | 148/s
            12345 | 12,345/s
            """)
    void small_speeds_have_a_decimal(double perSecond, String text) {
        assertThat(ProgressReporter.perSecond(perSecond)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | 0 | 0 entities
            41_250 | 0 | 41,250 entities
            41_250 | 120_000 | 41,250 of 120,000 entities (34 %)
            119_999 | 120_000 | 119,999 of 120,000 entities (99 %)
            120_000 | 120_000 | 120,000 of 120,000 entities (100 %)
            """)
    void entities_have_a_percentage_if_their_number_is_known(String done, String listed, String text) {
        assertThat(ProgressReporter.entities(
                        Long.parseLong(done.replace("_", "")), Long.parseLong(listed.replace("_", ""))))
                .isEqualTo(text);
    }
}
