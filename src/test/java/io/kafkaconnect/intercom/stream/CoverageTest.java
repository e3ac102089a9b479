package io.kafkaconnect.intercom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changed configuration asks of the past. */
class CoverageTest {
    private static final Instant MARK = Instant.parse("2026-05-01T00:00:00Z");
    private static final Cursor CURSOR = new Cursor(MARK, Map.of("a", MARK.getEpochSecond() + 1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # covered    | since      | wanted       | from       | backfill     | of         | until
            users         | 1970-01-01 | users        | 1970-01-01 | -            | -          | -
            users,notes   | 1970-01-01 | users        | 1970-01-01 | -            | -          | -
            users         | 1970-01-01 | users,notes  | 1970-01-01 | notes        | 1970-01-01 | 2026-05-01
            users,leads   | 2025-01-01 | users,notes  | 2025-01-01 | notes        | 2025-01-01 | 2026-05-01
            users         | 2025-01-01 | users,notes  | 2025-06-01 | notes        | 2025-06-01 | 2026-05-01
            users,notes   | 2025-01-01 | users,notes  | 2024-01-01 | users,notes  | 2024-01-01 | 2025-01-01
            users,notes   | 2025-01-01 | users        | 2024-01-01 | users        | 2024-01-01 | 2025-01-01
            users         | 2025-01-01 | users,notes  | 2024-01-01 | users,notes  | 2024-01-01 | 2026-05-01
            users         | 2025-01-01 | users        | 2026-01-01 | -            | -          | -
            users         | 2025-01-01 | users,notes  | 2026-06-01 | -            | -          | -
            users         | 2026-06-01 | users        | 2026-04-01 | users        | 2026-04-01 | 2026-05-01
            """)
    void new_tables_and_an_earlier_time_are_what_is_missing(
            String covered, String since, String wanted, String from, String backfill, String of, String until) {
        Coverage coverage =
                new Coverage(CURSOR, names(covered), day(since), Optional.empty()).under(names(wanted), day(from));

        assertThat(coverage.tables()).isEqualTo(names(wanted));
        assertThat(coverage.cursor().mark()).isEqualTo(MARK);
        assertThat(coverage.backfill())
                .isEqualTo(Optional.ofNullable(backfill)
                        .map(tables -> new Coverage.Backfill(names(tables), Cursor.startingAt(day(of)), day(until))));
    }

    @Test
    void what_was_sent_beyond_the_mark_is_forgotten_when_tables_are_new_since_it_was_sent_without_them() {
        Coverage coverage = new Coverage(CURSOR, Set.of("users"), Instant.EPOCH, Optional.empty());

        assertThat(coverage.under(Set.of("users"), Instant.EPOCH).cursor()).isEqualTo(CURSOR);
        assertThat(coverage.under(Set.of("users", "notes"), Instant.EPOCH).cursor())
                .isEqualTo(Cursor.startingAt(MARK));
    }

    @Test
    void an_offset_without_tables_is_taken_to_cover_those_that_are_wanted() {
        Coverage byHand = new Coverage(CURSOR, Set.of(), Instant.EPOCH, Optional.empty());

        assertThat(byHand.under(Set.of("users"), day("2025-01-01")))
                .isEqualTo(new Coverage(CURSOR, Set.of("users"), day("2025-01-01"), Optional.empty()));
    }

    @Test
    void a_backfill_under_way_goes_on_where_it_was_for_what_is_still_wanted_of_it() {
        Coverage.Backfill behind =
                new Coverage.Backfill(Set.of("notes", "users_tags"), Cursor.startingAt(day("2025-03-01")), MARK);
        Coverage coverage =
                new Coverage(CURSOR, Set.of("users", "notes", "users_tags"), Instant.EPOCH, Optional.of(behind));

        assertThat(coverage.under(Set.of("users", "notes"), Instant.EPOCH).backfill())
                .contains(new Coverage.Backfill(Set.of("notes"), Cursor.startingAt(day("2025-03-01")), MARK));
        assertThat(coverage.under(Set.of("users"), Instant.EPOCH).backfill()).isEmpty();
    }

    @Test
    void a_backfill_under_way_begins_anew_when_more_is_wanted() {
        Coverage.Backfill behind =
                new Coverage.Backfill(Set.of("notes"), Cursor.startingAt(day("2025-03-01")), day("2026-04-01"));
        Coverage coverage = new Coverage(CURSOR, Set.of("users", "notes"), Instant.EPOCH, Optional.of(behind));

        assertThat(coverage.under(Set.of("users", "notes", "users_tags"), Instant.EPOCH)
                        .backfill())
                .contains(new Coverage.Backfill(Set.of("notes", "users_tags"), Cursor.startingAt(Instant.EPOCH), MARK));
    }

    private static Set<String> names(String names) {
        return Set.of(names.split(","));
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }
}
