package io.kafkaconnect.intercom.feed.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.support.RestoredMemory;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that is read whole: what is sent of it, pass after pass and from restart to restart. */
class SnapshotFeedTest {
    private static final String SCROLL = "GET /companies/scroll";
    private static final String LIST = "POST /companies/list";
    private static final String SEARCH = "POST /contacts/search";
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock).eachOnce();
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private final List<String> malformed = new ArrayList<>();
    private StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private Feed feed = started("companies", "companies");

    @Test
    void what_is_unchanged_stays_silent_pass_after_pass() {
        assertThat(pass("a one", "b two")).containsExactlyInAnyOrder("a one", "b two");
        assertThat(pass("b two", "a one")).isEmpty();
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(2);
    }

    @Test
    void what_is_unchanged_stays_silent_after_a_restart_too() {
        pass("a one", "b two");

        restart();

        assertThat(pass("a one", "b two")).isEmpty();
    }

    @Test
    void what_changed_and_what_is_new_is_sent() {
        pass("a one", "b two");
        restart();

        assertThat(pass("a one", "b other", "c three")).containsExactlyInAnyOrder("b other", "c three");
        assertThat(pass("a one", "b two", "c three")).containsExactly("b two");
    }

    @Test
    void what_a_complete_pass_did_not_meet_is_gone_once() {
        pass("a one", "b two");
        restart();

        isGone("companies/a");
        assertThat(pass("b two")).containsExactly("a gone");
        restart();
        assertThat(pass("b two")).isEmpty();
        assertThat(pass("a one", "b two")).as("and back").containsExactly("a one");
    }

    @Test
    void a_broken_pass_makes_nothing_gone() {
        pass("a one", "b two");
        clock.pass(INTERVAL);
        assertThat(breaks("b two")).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        intercom.answers(SCROLL, page("a one"), page("b two"), page());

        assertThat(sent()).isEmpty();
    }

    /** What is sent of notes: their ids, and whether they end. */
    private List<String> notes(String... companies) {
        clock.pass(INTERVAL);
        intercom.answers(SCROLL, page(companies), page());
        return allRecords().stream()
                .map(record -> ((Struct) record.key()).getString("id") + (record.value() == null ? " gone" : ""))
                .toList();
    }

    private void companyIsThere(String id, int looks) {
        for (int i = 0; i < looks; i++) {
            intercom.answers("GET /companies/" + id, "{id: '" + id + "', user_count: 1}");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_note_that_moves_to_another_company_does_not_end(boolean oldCompanyStays) {
        feed = started("companies", "company_notes");
        intercom.answers("GET /companies/a/notes", "{data: [{id: '7'}]}")
                .answers("GET /companies/b/notes", "{data: []}");
        assertThat(notes("a one", "b two")).containsExactly("7");

        List<String> sent = new ArrayList<>();
        for (int pass = 0; pass < 2; pass++) {
            intercom.answers("GET /companies/b/notes", "{data: [{id: '7'}]}");
            if (oldCompanyStays) {
                companyIsThere("a", 2);
                intercom.answers("GET /companies/a/notes", "{data: []}", "{data: []}", "{data: []}");
                sent.addAll(notes("a one", "b two"));
            } else {
                isGone("companies/a");
                sent.addAll(notes("b two"));
            }
            feed = started("companies", "company_notes");
        }
        assertThat(sent).as("once, and never gone").containsExactly("7");
    }

    @Test
    void a_note_that_has_moved_does_not_end_while_the_notes_of_its_new_company_are_refused() {
        feed = started("companies", "company_notes");
        intercom.answers("GET /companies/a/notes", "{data: [{id: '7'}]}")
                .answers("GET /companies/b/notes", "{data: []}", "{data: [{id: '7'}]}");
        assertThat(notes("a one", "b two")).containsExactly("7");

        // Whether company a is gone stays unknown.
        intercom.fails("GET /companies/a", 400);
        assertThat(notes("b two")).containsExactly("7");

        intercom.fails("GET /companies/b/notes", 400);
        isGone("companies/a");
        assertThat(notes("b two")).isEmpty();
    }

    @Test
    void a_note_ends_only_if_three_answers_lack_it() {
        String others = IntStream.range(100, 120)
                .mapToObj(id -> "{id: '" + id + "'}")
                .collect(Collectors.joining(", ", "{data: [", "]}"));
        feed = started("companies", "company_notes");
        for (int pass = 0; pass < 3; pass++) {
            intercom.answers("GET /companies/b/notes", others);
        }
        intercom.answers("GET /companies/a/notes", "{data: [{id: '7'}]}");
        assertThat(notes("a one", "b two")).hasSize(21).contains("7");

        companyIsThere("a", 1);
        intercom.answers("GET /companies/a/notes", "{data: []}", "{data: [{id: '7'}]}");
        assertThat(notes("a one", "b two")).as("one wrong answer").isEmpty();

        companyIsThere("a", 2);
        intercom.answers("GET /companies/a/notes", "{data: []}", "{data: []}", "{data: []}");
        assertThat(notes("a one", "b two")).containsExactly("7 gone");
    }

    @Test
    void what_a_broken_pass_met_does_not_count_for_the_next() {
        pass("a one", "b two");
        clock.pass(INTERVAL);
        assertThat(breaks("a one")).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        isGone("companies/a");
        reads("b two");

        assertThat(sent()).containsExactly("a gone");
    }

    @Test
    void what_a_broken_pass_met_is_sent_and_the_next_complete_one_corrects_it() {
        assertThat(breaks("a one", "b two")).containsExactlyInAnyOrder("a one", "b two");

        clock.pass(Duration.ofSeconds(1));
        isGone("companies/a");
        reads("b other");

        assertThat(sent()).containsExactlyInAnyOrder("b other", "a gone");
    }

    @Test
    void a_part_that_is_late_does_not_keep_back_what_came_before_it() {
        intercom.answers(SCROLL, page("a one")).waits(SCROLL, new CompletableFuture<>());
        assertThat(sent()).isEmpty();

        clock.pass(Duration.ofSeconds(61));

        assertThat(sent()).containsExactly("a one");
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            404                      | 404                      | true
            410                      | 404                      | true
            404                      | {id: 'c19'}              | false
            404                      | {id: 'c19', user_count: 0} | false
            404                      | 500                      | false
            404                      | 403                      | false
            {id: 'c19'}              |                          | false
            {id: 'c18'}              |                          | false
            {}                       |                          | false
            500                      |                          | false
            403                      |                          | false
            422                      |                          | false
            """)
    void what_a_reading_did_not_meet_is_gone_if_two_looks_by_its_id_say_so(String first, String second, boolean gone) {
        pass(some(20));
        restart();
        gives("GET /companies/c19", first);
        if (second != null) {
            gives("GET /companies/c19", second);
        }

        assertThat(pass(some(19))).isEqualTo(gone ? List.of("c19 gone") : List.of());
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(1);
    }

    @Test
    void the_second_look_comes_some_time_after_the_first() {
        pass(some(20));
        clock.pass(INTERVAL);
        reads(some(19));
        isGone("companies/c19");

        Batch batch = batch();
        ReadStep.Idle waiting = feed.fill(batch);

        assertThat(waiting.until()).isEqualTo(clock.instant().plus(PendingLookups.RECHECK_DELAY));
        assertThat(intercom.asked()).filteredOn("GET /companies/c19"::equals).hasSize(1);
        assertThat(sent()).containsExactly("c19 gone");
    }

    @Test
    void what_is_there_and_not_listed_has_ended_if_two_readings_do_not_meet_it() {
        String lonely = "{id: 'c19', user_count: 0}";
        pass(some(20));
        gives("GET /companies/c19", lonely);
        gives("GET /companies/c19", lonely);
        clock.pass(INTERVAL);
        reads(some(19));
        reads(some(20));
        assertThat(sent()).isEmpty();

        gives("GET /companies/c19", lonely);
        gives("GET /companies/c19", lonely);
        clock.pass(INTERVAL);
        reads(some(19));
        reads(some(19));
        assertThat(sent()).containsExactly("c19 gone");
    }

    @Test
    void a_list_that_lacks_much_of_what_is_there_is_read_again_soon_and_nothing_is_deleted() {
        pass(some(20));
        List.of("c17", "c18", "c19").forEach(id -> gives("GET /companies/" + id, "{id: '" + id + "'}"));
        clock.pass(INTERVAL);
        reads(some(17));
        String[] all = some(20);
        all[19] = "c19 other";
        reads(all);

        assertThat(sent()).containsExactly("c19 other");
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(2);
    }

    @Test
    void a_list_that_stays_short_is_read_no_more_than_thrice_and_what_was_found_is_not_asked_for_again() {
        pass(some(20));
        List.of("c17", "c18", "c19").forEach(id -> gives("GET /companies/" + id, "{id: '" + id + "'}"));
        clock.pass(INTERVAL);
        reads(some(17));
        reads(some(17));
        reads(some(17));

        assertThat(sent()).isEmpty();
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(2);
        assertThat(pass(some(20))).isEmpty();
    }

    @Test
    void of_a_mass_a_second_reading_is_tried_before_each_is_asked_for() {
        pass(some(200));
        clock.pass(INTERVAL);
        reads(some(50));
        reads(without(200, 3, 199));
        isGone("companies/c199");
        gives("GET /companies/c3", "{id: 'c3'}");

        assertThat(sent()).containsExactly("c199 gone");
    }

    @Test
    void a_second_reading_that_breaks_begins_the_round_anew() {
        pass(some(200));
        clock.pass(INTERVAL);
        reads(some(50));
        intercom.answers(SCROLL, page(without(200, 3))).fails(SCROLL, 500);
        reads(without(200, 4));
        isGone("companies/c4");

        assertThat(sent()).containsExactly("c4 gone");
    }

    @Test
    void what_is_not_answered_keeps_back_no_other_and_no_later_pass() {
        pass(some(20));
        intercom.waits("GET /companies/c18", new CompletableFuture<>());
        isGone("companies/c19");
        clock.pass(INTERVAL);
        reads(some(18));

        assertThat(sent()).containsExactly("c19 gone");
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(2);
        isGone("companies/c17");
        assertThat(pass(some(17))).as("c18 is not asked for once more").containsExactly("c17 gone");
    }

    @Test
    void a_token_that_is_refused_is_told() {
        pass(some(20));
        intercom.fails("GET /companies/c19", 401);

        assertThatThrownBy(() -> pass(some(19)))
                .isInstanceOf(IntercomException.class)
                .hasMessageContaining("401");
    }

    @Test
    void an_empty_list_deletes_nothing_that_is_there() {
        pass(some(20));
        clock.pass(INTERVAL);
        intercom.answers(SCROLL, page()).answers(LIST, "{data: [], total_count: 0}");
        for (int i = 0; i < 20; i++) {
            gives("GET /companies/c" + i, "{id: 'c" + i + "'}");
        }
        reads(some(20));

        assertThat(sent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'text'", "[]", "{}", "{id: null}", "{id: 'a/b'}", "{id: {}}"})
    void an_entry_that_names_nothing_is_told_and_the_row_it_may_be_is_asked_for(String entry) {
        pass(some(20));
        gives("GET /companies/c19", "{id: 'c19'}");

        clock.pass(INTERVAL);
        intercom.answers(SCROLL, page(some(19)), "{scroll_param: 'p', data: [" + entry + "]}", page());

        assertThat(sent()).isEmpty();
        assertThat(malformed).hasSize(1);
    }

    @Test
    void a_row_without_a_key_keeps_what_was_sent() {
        feed = started("tags", false, "tags");
        lists("{data: [{id: 'a', name: 'one'}, {id: 'b', name: 'two'}]}");
        assertThat(sent()).hasSize(2);
        gives("GET /tags/b", "{id: 'b'}");
        String without = "{data: [{id: 'a', name: 'one'}, {name: 'two'}]}";

        lists(without, without, without);

        assertThat(sent()).isEmpty();
    }

    @Test
    void a_row_of_a_list_in_one_answer_is_asked_for_by_its_id_too() {
        feed = started("tags", "tags");
        lists(tags(20));
        sent();

        gives("GET /tags/c18", "{id: 'c18'}");
        isGone("tags/c19");
        lists(tags(18));
        assertThat(sent()).containsExactly("c19 gone");
    }

    @Test
    void memberships_of_a_segment_that_is_not_listed_are_gone_if_the_segment_is() {
        feed = started("segment_members", "users_segments");
        String one = "{total_count: 1, data: [{id: 'u', role: 'user'}]}";
        listsOf("GET /segments", "{segments: [{id: 's'}, {id: 't'}, {id: 'v'}]}");
        intercom.answers(SEARCH, one, one, one);
        assertThat(keys()).hasSize(3);

        isGone("segments/t");
        gives("GET /segments/v", "{id: 'v'}");
        listsOf("GET /segments", "{segments: [{id: 's'}]}", "{segments: [{id: 's'}, {id: 'v'}]}");
        intercom.answers(SEARCH, one, one);

        assertThat(sent()).containsExactly("t gone");
    }

    @Test
    void a_membership_is_asked_for_once_for_each_contact() {
        feed = started("segment_members", "users_segments");
        String s = "{segments: [{id: 's'}, {id: 't'}]}";
        listsOf("GET /segments", s);
        intercom.answers(SEARCH, members(30), members(30));
        assertThat(keys()).hasSize(60);

        listsOf("GET /segments", s);
        intercom.answers(SEARCH, members(29), members(29));
        intercom.answers("GET /contacts/u29/segments", "{data: [{id: 's'}]}", "{data: [{id: 's'}]}");
        intercom.answers("GET /contacts/u29", "{id: 'u29', role: 'user'}");

        assertThat(sent()).containsExactly("t gone");
    }

    @Test
    void a_segment_that_is_listed_but_not_found_keeps_its_rows_and_the_others_lose_theirs() {
        feed = started("segment_members", "users_segments");
        String s = "{segments: [{id: 's'}, {id: 't'}]}";
        listsOf("GET /segments", s);
        intercom.answers(SEARCH, members(30), members(1));
        assertThat(keys()).hasSize(31);

        listsOf("GET /segments", s);
        isGone("contacts/u29/segments");
        // The page, and samples of the same segment.
        intercom.answers(SEARCH, members(29))
                .fails(SEARCH, 404)
                .fails(SEARCH, 404)
                .fails(SEARCH, 404);

        assertThat(sent()).containsExactly("s gone");
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(2);
    }

    @Test
    void a_segment_whose_members_do_not_come_for_long_does_not_keep_those_of_others() {
        feed = started("segment_members", "users_segments");
        String s = "{segments: [{id: 's'}, {id: 't'}]}";
        listsOf("GET /segments", s);
        intercom.answers(SEARCH, members(30), members(1));
        assertThat(keys()).hasSize(31);

        listsOf("GET /segments", s);
        intercom.answers(SEARCH, members(29))
                .waits(SEARCH, new CompletableFuture<>())
                .waits(SEARCH, new CompletableFuture<>());
        assertThat(sent()).isEmpty();
        clock.pass(Duration.ofMinutes(11));
        assertThat(sent()).as("tried once more").isEmpty();
        clock.pass(Duration.ofMinutes(11));
        isGone("contacts/u29/segments");

        assertThat(sent()).isEmpty();
        assertThat(sent()).containsExactly("s gone");
    }

    private void lists(String... answers) {
        listsOf("GET /tags", answers);
    }

    private void listsOf(String request, String... answers) {
        clock.pass(INTERVAL);
        intercom.answers(request, answers);
    }

    private static String tags(int number) {
        return page(some(number));
    }

    private static String members(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "{id: 'u" + i + "', role: 'user'}")
                .collect(Collectors.joining(",", "{total_count: " + number + ", data: [", "]}"));
    }

    private static String[] some(int number) {
        return without(number);
    }

    private static String[] without(int number, Integer... missing) {
        return IntStream.range(0, number)
                .filter(i -> !List.of(missing).contains(i))
                .mapToObj(i -> "c" + i + " x")
                .toArray(String[]::new);
    }

    @Test
    void a_row_met_twice_in_a_pass_is_sent_as_it_was_met_last() {
        pass("a one");

        assertThat(pages(page("c x", "a other"), page("a newest", "b two"), page()))
                .containsExactlyInAnyOrder("a newest", "b two", "c x");
        assertThat(pages(page("a other", "b two"), page("c x", "a newest"), page()))
                .isEmpty();
    }

    @Test
    void rows_of_a_table_that_is_no_longer_selected_are_neither_sent_nor_gone() {
        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'u', role: 'user'}, {id: 'l', role: 'lead'}");
        assertThat(keys()).containsExactlyInAnyOrder("users_segments", "leads_segments");

        feed = started("segment_members", "users_segments");
        members("{id: 'u', role: 'user'}");
        assertThat(keys()).isEmpty();

        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'u', role: 'user'}");
        isGone("contacts/l/segments");
        assertThat(topics()).as("selected again: the lead is gone by now").containsExactly("leads_segments");
    }

    @Test
    void a_row_with_the_key_of_another_table_is_met_for_itself() {
        feed = started("segment_members", "users_segments", "leads_segments");
        members("{id: 'c', role: 'lead'}");
        assertThat(keys()).containsExactly("leads_segments");

        members("{id: 'c', role: 'user'}");
        String role = "{id: 'c', role: 'user'}";
        intercom.answers("GET /contacts/c/segments", "{data: [{id: 's'}]}", "{data: [{id: 's'}]}");
        intercom.answers("GET /contacts/c", role, role);
        assertThat(allRecords())
                .extracting(SourceRecord::topic, record -> record.value() == null)
                .containsExactlyInAnyOrder(tuple("users_segments", false), tuple("leads_segments", true));
    }

    @Test
    void each_shard_of_the_memory_is_stored_with_its_own_rows_so_that_any_part_of_a_batch_may_be_lost() {
        String[] companies = new String[1_200];
        for (int i = 0; i < companies.length; i++) {
            companies[i] = i + " x";
        }
        intercom.answers(SCROLL, page(companies), page());
        Batch batch = batch();
        for (int i = 0; i < 3; i++) {
            feed.fill(batch);
        }
        List<SourceRecord> records = batch.toRecords();
        List<String> lost = new ArrayList<>();
        records.subList(0, 700).forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        records.subList(700, 1_200).forEach(record -> lost.add(text(record)));

        restart();

        // Of the shard in which the acknowledged ones ended, all come again.
        assertThat(pass(companies)).containsAll(lost).hasSizeLessThan(1_000);
    }

    @Test
    void a_long_list_lets_the_task_come_back_in_between() {
        String[] companies = new String[1_200];
        for (int i = 0; i < companies.length; i++) {
            companies[i] = i + " x";
        }
        intercom.answers(SCROLL, page(companies), page());
        Batch batch = batch();
        for (int i = 0; i < 2; i++) {
            ReadStep.Idle waiting = feed.fill(batch);
            assertThat(waiting.asking()).isTrue();
            assertThat(waiting.until()).isBefore(clock.instant());
            assertThat(batch.isEmpty()).isTrue();
        }
        feed.fill(batch);
        assertThat(batch.toRecords()).hasSize(1_200);
    }

    private Feed started(String name, String... tables) {
        return started(name, true, tables);
    }

    private Feed started(String name, boolean failOnMalformed, String... tables) {
        Stream stream = Streams.named(name).orElseThrow().withoutChanges();
        metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
        ReadPace pace = new ReadPace(INTERVAL, Duration.ZERO, 150);
        ReaderFactory readers = new ReaderFactory(intercom, pace, pace, false, clock, () -> {});
        RestoredMemory memory = RestoredMemory.of(stream, stored);
        List<RowReader> rows = List.of(tables).stream()
                .map(table ->
                        new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {}))
                .toList();
        return new SnapshotFeed(
                name,
                readers.snapshot(stream, Enrichment.neededBy(List.of(tables)), new StreamListener() {
                    @Override
                    public void malformed(String reason) {
                        malformed.add(reason);
                    }
                }),
                memory.rows(),
                memory.shards(),
                new RowMapper(name, rows, failOnMalformed, metrics, new LogThrottle(Clock.systemUTC())),
                clock,
                metrics);
    }

    private void restart() {
        feed = started("companies", "companies");
    }

    /** What the next pass over these companies, an id and a name each, sends. */
    private List<String> pass(String... companies) {
        return companies.length == 0 ? pages(page()) : pages(page(companies), page());
    }

    /** A pass breaks after the feed has taken these. */
    private List<String> breaks(String... companies) {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(SCROLL, page(companies)).waits(SCROLL, late);
        assertThat(sent()).isEmpty();
        late.complete(ScriptedIntercom.failed(intercom.last(), 500));
        return records().stream().map(SnapshotFeedTest::text).toList();
    }

    private void reads(String... companies) {
        intercom.answers(SCROLL, page(companies), page());
    }

    /** JSON or a status. */
    private void gives(String request, String answer) {
        if (answer.startsWith("{")) {
            intercom.answers(request, answer);
        } else {
            intercom.fails(request, Integer.parseInt(answer));
        }
    }

    /** For two looks. */
    private void isGone(String path) {
        intercom.fails("GET /" + path, 404).fails("GET /" + path, 404);
    }

    private List<String> pages(String... pages) {
        clock.pass(INTERVAL);
        intercom.answers(SCROLL, pages);
        return sent();
    }

    private void members(String contacts) {
        clock.pass(INTERVAL);
        intercom.answers("GET /segments", "{segments: [{id: 's'}]}").answers(SEARCH, "{data: [" + contacts + "]}");
    }

    /** What is sent now and within a minute. */
    private List<String> sent() {
        return allRecords().stream().map(SnapshotFeedTest::text).toList();
    }

    private List<String> topics() {
        return allRecords().stream().map(SourceRecord::topic).toList();
    }

    private List<SourceRecord> allRecords() {
        List<SourceRecord> sent = new ArrayList<>();
        ReadStep.Idle waiting;
        do {
            Batch batch = batch();
            waiting = feed.fill(batch);
            sent.addAll(stored(batch));
            if (isSoon(waiting) && waiting.until().isAfter(clock.instant())) {
                clock.pass(Duration.between(clock.instant(), waiting.until()));
            }
        } while (isSoon(waiting));
        return sent;
    }

    private boolean isSoon(ReadStep.Idle waiting) {
        return waiting == null || waiting.until().isBefore(clock.instant().plusSeconds(60));
    }

    private List<String> keys() {
        return records().stream().map(SourceRecord::topic).toList();
    }

    private List<SourceRecord> records() {
        Batch batch = batch();
        feed.fill(batch);
        return stored(batch);
    }

    private List<SourceRecord> stored(Batch batch) {
        List<SourceRecord> records = batch.toRecords();
        records.forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        return records;
    }

    private static Batch batch() {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
    }

    private static String text(SourceRecord record) {
        String id = ((Struct) record.key()).getString("id");
        return id + " " + (record.value() == null ? "gone" : ((Struct) record.value()).getString("name"));
    }

    private static String page(String... companies) {
        List<String> items = new ArrayList<>();
        for (String company : companies) {
            String[] parts = company.split(" ", 2);
            items.add("{id: '" + parts[0] + "', name: '" + parts[1] + "'}");
        }
        return "{scroll_param: 'p', data: [" + String.join(", ", items) + "]}";
    }
}
