package io.kafkaconnect.intercom.reader.incremental;

import static io.kafkaconnect.intercom.reader.ScriptedIntercom.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.ConversationEnricher;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.page.DeletedConversations;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalReaderTest {
    private static final String SEARCH = "POST /contacts/search";

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ModelIntercom conversations = ModelIntercom.ofConversations(clock);
    private final ModelIntercom contacts = ModelIntercom.ofContactsByDay(clock, "America/Los_Angeles");
    private final ScriptedIntercom scripted = new ScriptedIntercom(clock);
    private final List<String> restarts = new ArrayList<>();
    private final List<Long> totals = new ArrayList<>();
    private final StreamListener listener = new StreamListener() {
        @Override
        public void passRestarted(String reason) {
            restarts.add(reason);
        }

        @Override
        public void passBegins(long total) {
            totals.add(total);
        }
    };

    @Test
    void a_conversation_updated_between_list_and_get_is_released_once_as_the_get_shows_it() {
        conversations.changes("c", secondsAgo(60), Duration.ZERO);
        conversations.answersWhenTold();
        ModelReading reading = reading(conversations);
        reading.next();
        answerTheList();
        reading.next();
        conversations.changes("c", secondsAgo(30), Duration.ZERO);

        reading.pass();
        reading.pass();

        assertThat(reading.released())
                .extracting(ModelReading.Released::id, ModelReading.Released::number)
                .containsExactly(tuple("c", 2));
    }

    @Test
    void a_conversation_whose_get_shows_a_second_that_is_not_over_is_left_for_the_next_pass() {
        conversations.changes("c", secondsAgo(60), Duration.ZERO);
        conversations.answersWhenTold();
        ModelReading reading = reading(conversations);
        reading.next();
        answerTheList();
        reading.next();
        conversations.changes("c");
        conversations.answer(0);

        assertThat(reading.next()).isInstanceOf(ReadStep.PassFinished.class);
        assertThat(reading.released()).isEmpty();

        conversations.changes("c");
        reading.pass();

        assertThat(reading.released()).extracting(ModelReading.Released::number).containsExactly(3);
    }

    @Test
    void a_conversation_that_is_gone_at_its_get_does_not_hold_up_the_others() {
        conversations.changes("a", secondsAgo(60), Duration.ZERO);
        conversations.changes("b", secondsAgo(59), Duration.ZERO);
        conversations.answersWhenTold();
        ModelReading reading = reading(conversations);
        reading.next();
        answerTheList();
        reading.next();
        conversations.deletes("a");

        reading.pass();

        assertThat(reading.releasedIds()).containsExactly("b");
    }

    @Test
    void entities_are_released_in_the_order_of_the_list_however_their_details_arrive() {
        List.of("a", "b", "c").forEach(id -> conversations.changes(id, secondsAgo('z' - id.charAt(0)), Duration.ZERO));
        conversations.answersWhenTold();
        ModelReading reading = reading(conversations);
        reading.next();
        answerTheList();
        reading.next();

        conversations.answer(2);
        conversations.answer(1);
        assertThat(reading.next()).isInstanceOf(ReadStep.Idle.class);
        conversations.answer(0);
        reading.pass();

        assertThat(reading.releasedIds()).containsExactly("a", "b", "c");
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, true", "3, true"})
    void an_entity_is_taken_when_the_second_of_its_update_is_surely_over(int secondsAgo, boolean taken) {
        contacts.changes("a", secondsAgo(secondsAgo), Duration.ZERO);
        ModelReading reading = reading(contacts);

        assertThat(reading.next()).isInstanceOf(taken ? ReadStep.Item.class : ReadStep.PassFinished.class);
        reading.pass();

        assertThat(reading.releasedIds()).containsExactly("a");
    }

    @Test
    void an_idle_poll_of_many_contacts_asks_once_and_newest_first() {
        for (int i = 0; i < 400; i++) {
            contacts.changes("e" + i, secondsAgo(1000 + i), Duration.ZERO);
        }
        ModelReading reading = reading(contacts);
        // The second one confirms the first, and the mark moves on.
        reading.passes(2);
        assertThat(reading.released()).hasSize(400);
        int before = contacts.asked().size();

        reading.pass();

        assertThat(contacts.asked()).hasSize(before + 1);
        assertThat(order(contacts.asked().get(before))).isEqualTo("descending");
        assertThat(reading.released()).hasSize(400);
    }

    @Test
    void much_that_is_new_is_read_oldest_first_after_all() {
        contacts.changes("old", secondsAgo(3600), Duration.ZERO);
        ModelReading reading = reading(contacts);
        reading.pass();
        for (int i = 0; i < 3_001; i++) {
            contacts.changes("e" + i, secondsAgo(1), Duration.ZERO);
        }
        clock.pass(Duration.ofSeconds(10));
        int before = contacts.asked().size();

        reading.pass();

        List<String> orders = contacts.asked().stream()
                .skip(before)
                .map(IncrementalReaderTest::order)
                .distinct()
                .toList();
        assertThat(orders).containsExactly("descending", "ascending");
        assertThat(reading.releasedIds()).hasSize(3_002).doesNotHaveDuplicates();
    }

    @Test
    void a_mark_days_back_is_read_oldest_first_at_once() {
        contacts.changes("old", secondsAgo(3 * 24 * 3600), Duration.ZERO);
        ModelReading reading =
                new ModelReading(contacts, clock, true, 150, clock.instant().minus(Duration.ofDays(4)));

        reading.pass();

        assertThat(contacts.asked()).extracting(IncrementalReaderTest::order).containsExactly("ascending", "ascending");
        assertThat(reading.releasedIds()).containsExactly("old");
    }

    /** Where days count, {@code >} begins with the day after; in Berlin that of the first two marks has 25 hours, of the last 23. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-24T22:00:00Z",
        "2026-10-25T22:30:00Z",
        "2026-10-25T23:00:00Z",
        "2026-03-29T21:30:00Z",
    })
    void no_border_of_a_day_hides_what_was_updated_at_the_mark(Instant mark) {
        ManualClock later = new ManualClock(mark.plus(Duration.ofDays(5)).toString());
        ModelIntercom berlin = ModelIntercom.ofContactsByDay(later, "Europe/Berlin");
        berlin.changes("at", mark, Duration.ZERO);
        berlin.changes("before", mark.minusSeconds(1), Duration.ZERO);
        ModelReading reading = new ModelReading(berlin, later, true, 150, mark);

        reading.pass();

        assertThat(reading.releasedIds()).containsExactly("at");
    }

    /** What two thousand fill is under way, and two more pages wait behind it. */
    @Test
    void pages_are_not_read_far_ahead_of_details_that_do_not_come() {
        for (int i = 0; i < 3_000; i++) {
            conversations.changes("e" + i, secondsAgo(4_000 - i), Duration.ZERO);
        }
        conversations.answersWhenTold();
        ModelReading reading = new ModelReading(conversations, clock, false, 100, Instant.EPOCH);

        int pages = 0;
        while (true) {
            reading.next();
            int page = conversations.waiting(Request.Method.POST);
            if (page < 0) {
                break;
            }
            conversations.answer(page);
            pages++;
        }

        assertThat(pages).as("each page of the past is read twice").isEqualTo(2 * (20 + 2));
        assertThat(conversations.waiting()).isEqualTo(2_000);
    }

    @Test
    void a_conversation_whose_get_is_older_than_its_list_is_asked_for_again_and_no_version_comes_twice() {
        String list = "{conversations: [{id: 'a', updated_at: %d}]}"
                .formatted(secondsAgo(5).getEpochSecond());
        String single = "{id: 'a', updated_at: %d, state: '%s', contacts: {contacts: []}, tags: {tags: []},"
                + " conversation_parts: {conversation_parts: []}}";
        String old = single.formatted(secondsAgo(60).getEpochSecond(), "old");
        scripted.answers("POST /conversations/search", list, list, list, list)
                .answers(
                        "GET /conversations/a",
                        old,
                        old,
                        single.formatted(secondsAgo(5).getEpochSecond(), "new"));
        EnrichmentCalls calls =
                new EnrichmentCalls(scripted, EnumSet.of(Enrichment.CONVERSATION), false, StreamListener.NONE);
        IncrementalReader reader = new IncrementalReader(
                scripted,
                Listing.conversations(),
                new ConversationEnricher(calls, StreamListener.NONE),
                Cursor.startingAt(Instant.EPOCH),
                new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, 150),
                false,
                clock,
                () -> {},
                listener);

        List<String> states = new ArrayList<>();
        for (int pass = 0; pass < 4; pass++) {
            released(reader).forEach(one -> states.add(one.json().path("state").asText()));
            clock.pass(ModelReading.INTERVAL);
        }

        assertThat(states).containsExactly("old", "new");
        assertThat(scripted.asked()).hasSize(4 + 3);
    }

    @Test
    void a_page_that_was_made_smaller_grows_again_within_the_pass() {
        for (int i = 0; i < 400; i++) {
            contacts.changes("e" + i, secondsAgo(1000 - i), Duration.ZERO);
        }
        int[] asked = {0};
        contacts.sends(request -> asked[0]++ < 2 ? withPageSize(request, 5) : request);
        ModelReading reading = new ModelReading(contacts, clock, true, 20, Instant.EPOCH);

        reading.pass();

        List<Integer> sizes =
                contacts.asked().stream().map(Request::pageSize).distinct().toList();
        assertThat(sizes).containsExactly(5, 10, 20);
        assertThat(contacts.asked().stream().filter(request -> request.pageSize() == 5))
                .hasSize(2 * 21);
        assertThat(reading.releasedIds()).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void an_entity_without_update_time_is_released_when_all_is_read() {
        scripted.answers(SEARCH, "{data: [{id: 'a', updated_at: 1777000000}, {id: 'none', updated_at: null}]}");

        assertThat(idsOf(reader(Cursor.startingAt(Instant.EPOCH)))).containsExactly("a", "none");
    }

    @Test
    void an_old_entity_that_only_one_of_two_answers_shows_is_not_taken_for_one_that_changed() {
        String changed =
                "{id: 'changed', updated_at: %d}".formatted(secondsAgo(50).getEpochSecond());
        String old = "{id: 'old', updated_at: %d}".formatted(secondsAgo(500).getEpochSecond());
        scripted.eachOnce()
                .answers(
                        SEARCH,
                        "{data: [%s, null], pages: {}}".formatted(changed),
                        "{data: [%s, %s], pages: {}}".formatted(changed, old));
        IncrementalReader reader = reader(Cursor.startingAt(secondsAgo(100)));

        assertThat(idsOf(reader)).containsExactly("changed");
        assertThat(reader.cursor().parked()).isEmpty();
    }

    @Test
    void an_entity_without_update_time_is_released_and_does_not_hide_the_changed_ones_behind_it() {
        Instant mark = secondsAgo(100);
        scripted.answers(
                SEARCH,
                "{data: [{id: 'none', updated_at: null}, {id: 'a', updated_at: %d}, {id: 'old', updated_at: %d}]}"
                        .formatted(mark.getEpochSecond() + 1, mark.getEpochSecond() - 1));

        assertThat(idsOf(reader(Cursor.startingAt(mark)))).containsExactly("none", "a");
    }

    /** API versions before 2.13 did not agree on how they write times. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1777636798",
                "'1777636798'",
                "1777636798000",
                "'2026-05-01T11:59:58Z'",
                "'2026-05-01T11:59:58.000+00:00'",
                "'2026-05-01T13:59:58.000+02:00 '"
            })
    void an_update_time_counts_however_it_is_written(String time) {
        scripted.answers(SEARCH, "{data: [{id: 'a', updated_at: " + time + "}]}");
        IncrementalReader reader = reader(Cursor.startingAt(secondsAgo(100)));

        assertThat(idsOf(reader)).containsExactly("a");
        assertThat(reader.cursor().sent()).isEqualTo(Map.of("a", 1777636798L));
    }

    @Test
    void a_page_that_is_its_own_next_is_not_read_for_ever() {
        String page = "{data: [{id: 'a', updated_at: 1777000000}], pages: {next: {starting_after: 'x'}}}";
        scripted.answers(SEARCH, page, page);

        assertThat(reader(Cursor.startingAt(Instant.EPOCH)).next()).isInstanceOf(ReadStep.Idle.class);
        assertThat(restarts).hasSize(1).first().asString().contains("its own next");
    }

    @Test
    void no_time_before_1970_is_asked_for() {
        assertThat(Listing.conversations()
                        .oldestFirst(Instant.EPOCH, 150)
                        .body()
                        .at("/query/value"))
                .isEqualTo(Listing.conversations().newestFirst(150).body().at("/query/value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{data: null}", "{data: {}}", "{type: 'error.list', errors: []}"})
    void an_answer_without_the_list_is_not_taken_for_the_end_of_it(String body) {
        Instant mark = secondsAgo(1000);
        scripted.answers(SEARCH, body);
        IncrementalReader reader = reader(Cursor.startingAt(mark));

        assertThat(reader.next()).isInstanceOf(ReadStep.Idle.class);
        assertThat(reader.cursor()).isEqualTo(Cursor.startingAt(mark));
        assertThat(restarts).hasSize(1).first().asString().contains("data", SEARCH);

        scripted.answers(SEARCH, "{data: [{id: 'a', updated_at: %d}]}".formatted(mark.getEpochSecond() + 1));
        clock.pass(ModelReading.INTERVAL);
        assertThat(idsOf(reader)).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void an_empty_page_that_names_a_next_one_is_not_taken_for_the_end_of_the_list(int age) {
        Instant mark = secondsAgo(age);
        String empty = "{data: [], pages: {next: {starting_after: 'x'}}}";
        String found = "{data: [{id: 'a', updated_at: %d}]%s}";
        String next = ", pages: {next: {starting_after: 'y'}}";
        if (age == 1_000) {
            // Newest first at first, which then must release nothing.
            scripted.answers(SEARCH, found.formatted(secondsAgo(400).getEpochSecond(), next), empty);
        }
        long oldest = mark.getEpochSecond() + 1;
        scripted.answers(SEARCH, found.formatted(oldest, next), empty);
        IncrementalReader reader = reader(Cursor.startingAt(mark));

        assertThat(idsOf(reader)).containsExactly("a");
        assertThat(reader.cursor().mark()).isEqualTo(Instant.ofEpochSecond(oldest));

        // What stood behind the empty page.
        String whole = "{data: [{id: 'a', updated_at: %d}, {id: 'b', updated_at: %d}]}".formatted(oldest, oldest + 1);
        scripted.answers(SEARCH, whole);
        clock.pass(ModelReading.INTERVAL);
        assertThat(idsOf(reader)).containsExactly("b");
    }

    @Test
    void after_a_reply_it_cannot_go_on_from_a_new_pass_begins_an_interval_later() {
        for (int i = 0; i < 6; i++) {
            scripted.fails(SEARCH, 403);
        }
        IncrementalReader reader = reader(Cursor.startingAt(Instant.EPOCH));

        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        IntercomException.class,
                        stuck -> assertThat(stuck.reply()).isInstanceOf(Reply.Forbidden.class));

        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(clock.instant().plus(ModelReading.INTERVAL), false));
        scripted.answers(SEARCH, "{data: [{id: 'a', updated_at: 1}]}");
        clock.pass(ModelReading.INTERVAL);
        assertThat(idsOf(reader)).containsExactly("a");
    }

    @Test
    void the_task_is_woken_by_the_reply_of_a_list() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        scripted.waits(SEARCH, late);
        int[] signals = {0};
        IncrementalReader reader = reader(Cursor.startingAt(Instant.EPOCH), () -> signals[0]++);

        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(Instant.MAX, true));
        assertThat(signals[0]).isZero();
        late.complete(new Reply.Success(json("{data: []}"), clock.instant(), scripted.last()));

        assertThat(signals[0]).isEqualTo(1);
        assertThat(reader.next()).isInstanceOf(ReadStep.PassFinished.class);
    }

    @Test
    void each_pass_tells_once_how_many_entities_intercom_counts() {
        scripted.answers(
                SEARCH,
                "{data: [{id: 'a', updated_at: 1}], total_count: 2, pages: {next: {starting_after: 'x'}}}",
                "{data: [{id: 'b', updated_at: 2}], total_count: 3}");

        released(reader(Cursor.startingAt(Instant.EPOCH)));

        assertThat(totals).containsExactly(2L);
    }

    @Test
    void what_was_sent_is_forgotten_once_it_cannot_turn_up_again() {
        contacts.changes("a", secondsAgo(10), Duration.ZERO);
        ModelReading reading = reading(contacts);
        reading.pass();
        assertThat(reading.cursor().sent())
                .isEqualTo(Map.of("a", contacts.newest("a").second()));

        clock.pass(ModelReading.SETTLE);
        reading.pass();
        assertThat(reading.cursor().sent()).as("by one pass").isNotEmpty();
        Instant sentAt = Instant.ofEpochSecond(contacts.newest("a").second());
        reading.pass();
        assertThat(reading.cursor().mark()).isAfter(sentAt);
        assertThat(reading.cursor().sentSince()).isBefore(sentAt);
        assertThat(reading.cursor().sent())
                .as("known to the reading of all contacts")
                .isNotEmpty();

        clock.pass(Duration.ofMinutes(10));
        reading.passes(2);

        assertThat(reading.cursor().sent()).isEmpty();
        assertThat(reading.releasedIds()).containsExactly("a");
    }

    @Test
    void deleted_conversations_are_read_page_by_page_until_the_mark_and_released_as_deleted() {
        Instant mark = secondsAgo(1000);
        long second = mark.getEpochSecond();
        scripted.answers(
                "GET /conversations/deleted",
                """
                {conversations: [{id: 'c', deleted_at: %d}, {id: 'b', deleted_at: %d}],
                 pages: {next: 'https://api.intercom.io/conversations/deleted?per_page=2&order=desc&page=2'}}""".formatted(second + 3, second + 2),
                """
                {conversations: [{id: 'b', deleted_at: %d}, {id: 'a', deleted_at: %d}, {id: 'old', deleted_at: %d}],
                 pages: {next: 'https://api.intercom.io/conversations/deleted?per_page=2&order=desc&page=3'}}""".formatted(second + 2, second + 1, second - 1),
                """
                {conversations: [{id: 'older', deleted_at: %d}, {id: 'oldest', deleted_at: %d}],
                 pages: {next: 'https://api.intercom.io/conversations/deleted?per_page=2&order=desc&page=4'}}""".formatted(second - 2, second - 3));
        IncrementalReader reader = new IncrementalReader(
                scripted,
                new DeletedConversations(),
                new AsListed(),
                Cursor.startingAt(mark),
                new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, 150),
                true,
                clock,
                () -> {},
                listener);

        List<Entity> released = released(reader);

        assertThat(released).allMatch(Entity::deleted);
        assertThat(ids(released)).containsExactly("a", "b", "c");
        assertThat(scripted.asked())
                .containsExactly(
                        "GET /conversations/deleted?order=desc&page=1&per_page=60",
                        "GET /conversations/deleted?order=desc&per_page=60&page=2",
                        "GET /conversations/deleted?order=desc&per_page=60&page=3");
    }

    /** Pages of the past are asked for twice. */
    private void answerTheList() {
        assertThat(conversations.answerAll(Request.Method.POST, Duration.ZERO)).isEqualTo(2);
    }

    private static Request withPageSize(Request request, int size) {
        var body = request.body().deepCopy();
        body.withObject("/pagination").put("per_page", size);
        return Request.post(request.path(), body);
    }

    private static String order(Request request) {
        return request.body().at("/sort/order").asText();
    }

    private Instant secondsAgo(long seconds) {
        return clock.instant().minusSeconds(seconds);
    }

    private ModelReading reading(ModelIntercom intercom) {
        return new ModelReading(intercom, clock, intercom == contacts, 150, Instant.EPOCH);
    }

    private IncrementalReader reader(Cursor cursor) {
        return reader(cursor, () -> {});
    }

    private IncrementalReader reader(Cursor cursor, Runnable signal) {
        return new IncrementalReader(
                scripted,
                new Listing.Contacts("user"),
                new AsListed(),
                cursor,
                new ReadPace(ModelReading.INTERVAL, ModelReading.SETTLE, 150),
                false,
                clock,
                signal,
                listener);
    }

    private static List<String> idsOf(IncrementalReader reader) {
        return ids(released(reader));
    }

    private static List<String> ids(List<Entity> entities) {
        return entities.stream()
                .map(entity -> entity.json().path("id").asText())
                .toList();
    }

    /** What is released until the pass is over. */
    private static List<Entity> released(IncrementalReader reader) {
        List<Entity> released = new ArrayList<>();
        while (reader.next() instanceof ReadStep.Item next) {
            released.add(next.entity());
        }
        return released;
    }
}
