package io.kafkaconnect.intercom.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a changed configuration asks of the past. */
class IncrementalOffsetTest {
    private static final Instant MARK = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant BEHIND_ALL_SENT = MARK.plusSeconds(2);
    private static final Cursor CURSOR = new Cursor(MARK, Map.of("a", MARK.getEpochSecond() + 1));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # covered    | since      | wanted       | from       | backfill     | of         | until
            users         | 1970-01-01 | users        | 1970-01-01 | -            | -          | -
            users,notes   | 1970-01-01 | users        | 1970-01-01 | -            | -          | -
            users         | 1970-01-01 | users,notes  | 1970-01-01 | notes        | 1970-01-01 | all sent
            users,leads   | 2025-01-01 | users,notes  | 2025-01-01 | notes        | 2025-01-01 | all sent
            users         | 2025-01-01 | users,notes  | 2025-06-01 | notes        | 2025-06-01 | all sent
            users,notes   | 2025-01-01 | users,notes  | 2024-01-01 | users,notes  | 2024-01-01 | 2025-01-01
            users,notes   | 2025-01-01 | users        | 2024-01-01 | users        | 2024-01-01 | 2025-01-01
            users         | 2025-01-01 | users,notes  | 2024-01-01 | users,notes  | 2024-01-01 | all sent
            users         | 2025-01-01 | users        | 2026-01-01 | -            | -          | -
            users         | 2025-01-01 | users,notes  | 2026-06-01 | -            | -          | -
            users         | 2026-06-01 | users        | 2026-04-01 | users        | 2026-04-01 | 2026-05-01
            """)
    void new_tables_and_an_earlier_time_are_what_is_missing(
            String covered, String since, String wanted, String from, String backfill, String of, String until) {
        IncrementalOffset coverage = new IncrementalOffset(CURSOR, names(covered), day(since), Optional.empty())
                .reconcile(goal(names(wanted), day(from)));

        assertThat(coverage.tables()).isEqualTo(names(wanted));
        assertThat(coverage.cursor().mark()).isEqualTo(MARK);
        assertThat(coverage.backfill())
                .isEqualTo(Optional.ofNullable(backfill)
                        .map(tables -> new IncrementalOffset.Backfill(
                                names(tables), Cursor.startingAt(day(of)), until(until))));
    }

    private static Instant until(String text) {
        return text.equals("all sent") ? BEHIND_ALL_SENT : day(text);
    }

    @Test
    void what_was_sent_beyond_the_mark_is_not_sent_again_when_tables_are_new() {
        IncrementalOffset coverage = new IncrementalOffset(CURSOR, Set.of("users"), Instant.EPOCH, Optional.empty());

        assertThat(coverage.reconcile(goal(Set.of("users"), Instant.EPOCH)).cursor())
                .isEqualTo(CURSOR);
        assertThat(coverage.reconcile(goal(Set.of("users", "notes"), Instant.EPOCH))
                        .cursor())
                .isEqualTo(CURSOR);
    }

    @Test
    void an_offset_without_tables_is_taken_to_cover_those_that_are_wanted() {
        IncrementalOffset byHand = new IncrementalOffset(CURSOR, Set.of(), Instant.EPOCH, Optional.empty());

        assertThat(byHand.reconcile(goal(Set.of("users"), day("2025-01-01"))))
                .isEqualTo(new IncrementalOffset(CURSOR, Set.of("users"), day("2025-01-01"), Optional.empty()));
    }

    @Test
    void a_backfill_under_way_goes_on_where_it_was_for_what_is_still_wanted_of_it() {
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(
                Set.of("notes", "users_tags"), Cursor.startingAt(day("2025-03-01")), MARK);
        IncrementalOffset coverage = new IncrementalOffset(
                CURSOR, Set.of("users", "notes", "users_tags"), Instant.EPOCH, Optional.of(behind));

        assertThat(coverage.reconcile(goal(Set.of("users", "notes"), Instant.EPOCH))
                        .backfill())
                .contains(new IncrementalOffset.Backfill(Set.of("notes"), Cursor.startingAt(day("2025-03-01")), MARK));
        assertThat(coverage.reconcile(goal(Set.of("users"), Instant.EPOCH)).backfill())
                .isEmpty();
    }

    /** What the stream sent of an entity beyond its mark may lack the tables of the backfill. */
    @Test
    void what_a_backfill_waits_for_is_handed_over_to_the_stream() {
        ParkedEntity present = new ParkedEntity(ParkedEntity.Reason.PARTIAL, 20, 3, 400);
        ParkedEntity past = new ParkedEntity(ParkedEntity.Reason.OLDER, 30, 1, 300);
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(
                Set.of("notes"), new Cursor(MARK, Map.of("c", 5L), Map.of("a", past, "both", past)), MARK);
        IncrementalOffset coverage = new IncrementalOffset(
                new Cursor(MARK, Map.of("a", MARK.getEpochSecond() + 1), Map.of("b", present, "both", present)),
                Set.of("users", "notes"),
                Instant.EPOCH,
                Optional.of(behind));

        assertThat(coverage.handedOver())
                .isEqualTo(new IncrementalOffset(
                        new Cursor(
                                MARK,
                                Map.of(),
                                Map.of(
                                        "a", past,
                                        "b", present,
                                        "both", new ParkedEntity(ParkedEntity.Reason.REFUSED, 30, 0, 300))),
                        Set.of("users", "notes"),
                        Instant.EPOCH,
                        Optional.empty()));
    }

    /** It is listed as a whole: what of it was sent is known by the entities alone. */
    @Test
    void of_a_second_that_waits_it_stays_known_what_was_sent() {
        ParkedEntity waits = new ParkedEntity(ParkedEntity.Reason.REFUSED, 30, 0, 300);
        Cursor past = new Cursor(day("2026-04-01"), Map.of("a", 30L, "b", 31L), Map.of("1970-01-01T00:00:30Z", waits));
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(Set.of("notes"), past, MARK);
        IncrementalOffset coverage = new IncrementalOffset(
                new Cursor(MARK, Map.of("c", 32L), Map.of()),
                Set.of("users", "notes"),
                Instant.EPOCH,
                Optional.of(behind));

        assertThat(coverage.handedOver().cursor())
                .isEqualTo(new Cursor(
                        MARK, Map.of("a", 30L, "c", 32L), Map.of("1970-01-01T00:00:30Z", waits.together(waits))));
    }

    @Test
    void a_backfill_under_way_begins_anew_when_more_is_wanted() {
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(
                Set.of("notes"), Cursor.startingAt(day("2025-03-01")), day("2026-04-01"));
        IncrementalOffset coverage =
                new IncrementalOffset(CURSOR, Set.of("users", "notes"), Instant.EPOCH, Optional.of(behind));

        assertThat(coverage.reconcile(goal(Set.of("users", "notes", "users_tags"), Instant.EPOCH))
                        .backfill())
                .contains(new IncrementalOffset.Backfill(
                        Set.of("notes", "users_tags"), Cursor.startingAt(Instant.EPOCH), BEHIND_ALL_SENT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # sent as              | configured now       | tables of the backfill | what was sent beyond the mark stands
            documented a. struct   | documented a. struct | -                      | true
            documented a. struct   | extended a. struct   | users                  | true
            extended a. struct     | documented a. struct | -                      | true
            documented a. struct   | documented b. struct | users,notes            | false
            documented a. struct   | documented a. string | users,notes            | false
            extended a. struct     | documented b. string | users,notes            | false
            - - -                  | extended b. string   | -                      | true
            documented - -         | extended b. string   | users                  | true
            - b. -                 | extended b. string   | -                      | true
            - a. -                 | extended b. string   | users,notes            | false
            - - struct             | extended b. string   | users,notes            | false
            """)
    void new_columns_and_other_topics_or_keys_are_missing_of_the_past(
            String then, String now, String backfill, boolean stands) {
        Set<String> tables = Set.of("users", "notes");
        IncrementalOffset before =
                new IncrementalOffset(CURSOR, tables, day("2025-01-01"), Optional.empty(), Set.of(), form(then));

        IncrementalOffset coverage =
                before.reconcile(new ReadScope(tables, Set.of("users"), day("2025-01-01"), form(now)));

        assertThat(coverage)
                .isEqualTo(new IncrementalOffset(
                        stands ? CURSOR : Cursor.startingAt(MARK),
                        tables,
                        day("2025-01-01"),
                        Optional.ofNullable(backfill)
                                .map(names -> new IncrementalOffset.Backfill(
                                        names(names),
                                        Cursor.startingAt(day("2025-01-01")),
                                        stands ? BEHIND_ALL_SENT : MARK)),
                        Set.of(),
                        form(now)));
        assertThat(coverage.reconcile(new ReadScope(tables, Set.of("users"), day("2025-01-01"), form(now))))
                .isEqualTo(coverage);
    }

    /** Its time alone is what a person writes. */
    @Test
    void a_rewind_by_its_time_alone_brings_no_backfill_whatever_is_configured() {
        IncrementalOffset rewound =
                new IncrementalOffsetCodec("updated_at").decode(Map.of("updated_at", "2026-01-01T00:00:00Z"));
        ReadScope goal = new ReadScope(Set.of("users"), Set.of("users"), Instant.EPOCH, form("extended b. string"));

        assertThat(rewound.reconcile(goal))
                .isEqualTo(new IncrementalOffset(
                        Cursor.startingAt(day("2026-01-01")),
                        goal.tables(),
                        Instant.EPOCH,
                        Optional.empty(),
                        Set.of(),
                        goal.form()));
    }

    @Test
    void other_topics_begin_at_the_beginning_whatever_was_under_way_or_left_out() {
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(
                Set.of("notes"), Cursor.startingAt(day("2025-03-01")), day("2026-04-01"));
        IncrementalOffset before = new IncrementalOffset(
                CURSOR,
                names("users,notes,leads"),
                Instant.EPOCH,
                Optional.of(behind),
                Set.of("leads"),
                form("- a. -"));
        ReadScope goal = new ReadScope(names("users,notes"), Set.of(), day("2025-01-01"), form("documented b. struct"));

        assertThat(before.reconcile(goal).backfill())
                .contains(new IncrementalOffset.Backfill(goal.tables(), Cursor.startingAt(day("2025-01-01")), MARK));
        assertThat(before.reconcile(goal).leftOut()).isEmpty();
    }

    @Test
    void what_was_left_out_is_missing_of_the_past_and_of_all_that_was_sent_beyond_the_mark() {
        IncrementalOffset before = new IncrementalOffset(
                CURSOR, names("users,notes"), Instant.EPOCH, Optional.empty(), Set.of("notes"), OutputFormat.UNKNOWN);

        IncrementalOffset coverage = before.reconcile(goal(names("users,notes"), Instant.EPOCH));

        assertThat(coverage.cursor()).isEqualTo(CURSOR);
        assertThat(coverage.leftOut()).isEmpty();
        assertThat(coverage.backfill())
                .contains(new IncrementalOffset.Backfill(
                        Set.of("notes"), Cursor.startingAt(Instant.EPOCH), MARK.plusSeconds(2)));
        assertThat(before.reconcile(goal(Set.of("users"), Instant.EPOCH)).leftOut())
                .isEmpty();
    }

    @Test
    void what_was_left_out_waits_for_a_backfill_under_way() {
        IncrementalOffset.Backfill behind = new IncrementalOffset.Backfill(
                Set.of("users_tags"), Cursor.startingAt(day("2025-03-01")), day("2026-04-01"));
        Set<String> all = names("users,notes,users_tags");
        IncrementalOffset before = new IncrementalOffset(
                CURSOR, all, Instant.EPOCH, Optional.of(behind), Set.of("notes"), OutputFormat.UNKNOWN);

        assertThat(before.reconcile(goal(all, Instant.EPOCH))).isEqualTo(before);
        // Where one begins anyway, it is for that too.
        assertThat(before.reconcile(goal(names("users,notes,users_tags,leads"), Instant.EPOCH)))
                .isEqualTo(new IncrementalOffset(
                        CURSOR,
                        names("users,notes,users_tags,leads"),
                        Instant.EPOCH,
                        Optional.of(new IncrementalOffset.Backfill(
                                names("notes,users_tags,leads"), Cursor.startingAt(Instant.EPOCH), BEHIND_ALL_SENT)),
                        Set.of(),
                        OutputFormat.UNKNOWN));
    }

    private static OutputFormat form(String words) {
        List<Optional<String>> parts = Arrays.stream(words.split(" ", -1))
                .map(word -> Optional.of(word).filter(said -> !said.equals("-")))
                .toList();
        return new OutputFormat(parts.get(0), parts.get(1), parts.get(2));
    }

    private static ReadScope goal(Set<String> tables, Instant since) {
        return new ReadScope(tables, Set.of(), since, OutputFormat.UNKNOWN);
    }

    private static Set<String> names(String names) {
        return Set.of(names.split(","));
    }

    private static Instant day(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }
}
