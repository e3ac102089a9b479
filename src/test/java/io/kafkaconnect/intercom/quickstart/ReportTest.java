package io.kafkaconnect.intercom.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final Arrivals arrivals = new Arrivals(true);

    @Test
    void topics_streams_and_requests_are_shown_in_a_table() {
        arrivals.expect(List.of("intercom.tags", "intercom.users"));
        for (int i = 0; i < 1_500; i++) {
            arrivals.add("intercom.users", i, false, NOON);
        }
        arrivals.add("intercom.users", 1, true, NOON.plusSeconds(1));

        assertThat(text(report(NOON.plusSeconds(2)), 120, 50)).isEqualTo("""
                Intercom to Kafka   connector intercom running   00:01:05

                topic           records  deletes  per second  last record
                intercom.tags         0
                intercom.users    1,501        1       300.2     12:00:01

                backfill ███████████████░░░░░░░░░░░░░░░  50 %, 1 of 2 streams read, users about 65 s left
                         users 1,500/3,000
                requests 2,345, throttled by Intercom 1, waited for the rate limit 6.3 s, 98 % of its share used""");
    }

    @Test
    void a_rate_is_of_the_last_seconds_only() {
        arrivals.add("intercom.users", 1, false, NOON);

        assertThat(arrivals.topics(NOON.plusSeconds(5)).get(0).perSecond()).isEqualTo(0.2);
        assertThat(arrivals.topics(NOON.plusSeconds(6)).get(0).perSecond()).isZero();
    }

    @Test
    void rows_are_keys_that_were_not_deleted() {
        arrivals.add("intercom.users", "a", false, NOON);
        arrivals.add("intercom.users", "a", false, NOON);
        arrivals.add("intercom.users", "b", false, NOON);
        arrivals.add("intercom.users", "b", true, NOON);

        assertThat(arrivals.topics(NOON).get(0).rows()).isEqualTo(1);
    }

    @Test
    void a_low_window_shows_what_fits_and_the_number_of_hidden_lines() {
        arrivals.expect(List.of("a", "b", "c", "d", "e", "f"));

        List<AttributedString> lines = report(NOON).lines(100, 12);

        assertThat(lines).hasSizeLessThan(12);
        assertThat(String.join(
                        "\n", lines.stream().map(AttributedString::toString).toList()))
                .contains("… and 3 more")
                .contains("requests");
    }

    @Test
    void a_low_window_shows_the_topics_with_the_most_records() {
        arrivals.expect(List.of("a", "b", "c", "d", "e", "f"));
        arrivals.add("f", 1, false, NOON);

        assertThat(text(report(NOON), 100, 12)).contains("\nf ").doesNotContain("\nd ");
    }

    @Test
    void rows_in_tables_have_a_column_once_there_is_a_sink() {
        arrivals.add("intercom.users", 1, false, NOON);
        arrivals.expect(List.of("intercom.tags"));

        Report report = report(NOON, 65, new RowsInTables(true, Map.of("intercom.users", 1_200L)), List.of());

        assertThat(text(report, 100, 50)).contains("""
                topic           records  deletes  in table  per second  last record
                intercom.tags         0
                intercom.users        1              1,200         0.2     12:00:00
                """);
        assertThat(report.line()).contains("1 records in 1 topics, 1,200 rows in PostgreSQL;");
    }

    @Test
    void a_low_window_shows_the_topics_that_people_look_for_before_larger_ones() {
        arrivals.expect(List.of("x.admins", "x.users", "x.users_segments"));
        for (int i = 0; i < 9; i++) {
            arrivals.add("x.users_tags", i, false, NOON);
        }

        assertThat(text(report(NOON), 100, 11))
                .contains("x.users ")
                .contains("x.admins")
                .doesNotContain("users_tags");
    }

    /** All 22 topics, the longest texts, and the hints below. */
    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40"})
    void the_usual_windows_cut_no_line_and_show_the_hints(int width, int height) {
        Truth.TABLES.forEach(table -> arrivals.add("intercom." + table, 1, true, NOON));
        List<String> hints = List.of("psql -h 127.0.0.1 -p 54321 -U postgres postgres", "Ctrl-C ends everything.");

        Report report = report(NOON, 65, new RowsInTables(true, Map.of()), hints);
        List<AttributedString> lines = report.lines(width, height);

        assertThat(lines).hasSizeLessThan(height).allMatch(line -> line.columnLength() <= width);
        assertThat(text(report, width, height))
                .endsWith(String.join("\n", hints))
                .contains("in table  per second", "50 %, 1 of 2 streams read, users about 65 s left", "requests 2,345");
    }

    @Test
    void a_narrow_window_shows_whole_columns_only() {
        arrivals.expect(List.of("intercom.conversation_parts_attachments"));

        assertThat(text(report(NOON), 80, 50)).contains("per second").doesNotContain("last");
    }

    @Test
    void a_narrow_window_is_never_written_beyond_its_edge() {
        arrivals.expect(List.of("intercom.conversation_parts_attachments"));

        assertThat(report(NOON).lines(40, 50)).allMatch(line -> line.columnLength() <= 40);
    }

    @Test
    void a_single_line_shows_the_same_figures() {
        arrivals.add("intercom.users", 1, false, NOON);

        assertThat(report(NOON).line())
                .isEqualTo(
                        "00:01:05  1 records in 1 topics; 50 %, 1 of 2 streams read, users about 65 s left: tags ✓, users 1,500/3,000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1   | streams read:
            0    | streams read:
            1    | streams read, users about 1 s left:
            89   | streams read, users about 89 s left:
            90   | streams read, users about 2 min left:
            7200 | streams read, users about 120 min left:
            """)
    void the_time_left_is_that_of_the_slowest_stream_if_it_is_known(long seconds, String text) {
        assertThat(report(NOON, seconds).line()).contains(text);
    }

    private Report report(Instant now) {
        return report(now, 65);
    }

    private Report report(Instant now, long secondsLeft) {
        return report(now, secondsLeft, RowsInTables.NONE, List.of());
    }

    private Report report(Instant now, long secondsLeft, RowsInTables inTables, List<String> hints) {
        Progress progress = new Progress(
                List.of(
                        new Progress.StreamProgress("tags", 10, 0, 0, 1, 10),
                        new Progress.StreamProgress("users", 1_500, 3_000, secondsLeft, 0, 1_501)),
                1,
                2_345,
                1,
                6_300,
                98);
        return new Report(
                "Intercom to Kafka",
                "connector intercom running",
                Duration.ofSeconds(65),
                progress,
                arrivals.topics(now),
                inTables,
                hints,
                ZoneOffset.UTC);
    }

    private static String text(Report report, int width, int height) {
        return String.join(
                "\n",
                report.lines(width, height).stream()
                        .map(line -> line.toString().stripTrailing())
                        .toList());
    }
}
