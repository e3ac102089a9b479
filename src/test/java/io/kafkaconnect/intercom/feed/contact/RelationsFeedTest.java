package io.kafkaconnect.intercom.feed.contact;

import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContact;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.list.PendingLookups;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent of the contacts' tags, companies and profiles, though Intercom says nowhere that they have changed. */
class RelationsFeedTest {
    private static final String SEARCH = "POST /contacts/search";
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration SETTLE = Duration.ofMinutes(5);
    private static final Stream STREAM = Streams.named("users_relations").orElseThrow();

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private Set<String> tables = Set.of("users_tags", "users_companies", "users_social_profiles");
    private ColumnSet columns = ColumnSet.DOCUMENTED;
    private boolean handedOver;
    private boolean skipDenied;
    private LongPredicate containsEach = updatedAt -> false;
    private LongPredicate containsVersions = updatedAt -> false;
    private long since;
    private final DeletedIds deleted = new DeletedIds(1_000);
    private final List<String> missed = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();
    private boolean failOnMalformed = true;
    private StreamMetrics metrics;
    private RelationsFeed feed;
    private RestoredMemory memory;

    /** By its id, a contact is as it was shown last. */
    private final Map<String, ObjectNode> shown = new HashMap<>();

    RelationsFeedTest() {
        intercom.otherwise(
                request -> Optional.ofNullable(shown.get(request.toString())).map(ObjectNode::toString));
        restart();
    }

    @Test
    void a_tag_put_on_and_taken_off_without_a_sign_is_found() {
        assertThat(pass(user("a", "t1"), user("b", "t1"))).containsExactlyInAnyOrder("tags a/t1", "tags b/t1");
        assertThat(pass(user("a", "t1", "t2"), user("b", "t1"))).containsExactly("tags a/t2");
        assertThat(pass(user("a", "t2"), user("b", "t1"))).containsExactly("tags a/t1 gone");
        assertThat(pass(user("a", "t2"), user("b"))).containsExactly("tags b/t1 gone");
        assertThat(metrics.get(StreamCounter.TOMBSTONES)).isEqualTo(2);
    }

    @Test
    void a_company_and_a_profile_too() {
        assertThat(pass("{id: 'a', companies: {data: [{id: 'c1'}, {id: 'c2'}]},"
                        + " social_profiles: {data: [{name: 'Twitter', url: 'u'}]}}"))
                .containsExactlyInAnyOrder("companies a/c1", "companies a/c2", "social_profiles a/Twitter");
        assertThat(pass("{id: 'a', companies: {data: [{id: 'c2'}]},"
                        + " social_profiles: {data: [{name: 'Twitter', url: 'other'}]}}"))
                .containsExactlyInAnyOrder("companies a/c1 gone", "social_profiles a/Twitter");
    }

    @Test
    void what_is_unchanged_stays_silent_after_a_restart_too() {
        pass(user("a", "t1"), user("b", "t1"));

        restart();

        assertThat(pass(user("b", "t1"), user("a", "t1"))).isEmpty();
        assertThat(pass(user("a"), user("b", "t1"))).containsExactly("tags a/t1 gone");
    }

    @Test
    void a_list_of_more_than_ten_is_had_by_a_call() {
        intercom.answers("GET /contacts/a/tags", "{data: [{id: 't1'}, {id: 't2'}]}");

        assertThat(pass("{id: 'a', tags: {data: [{id: 't1'}], has_more: true}}"))
                .containsExactlyInAnyOrder("tags a/t1", "tags a/t2");
    }

    @Test
    void a_list_that_the_contact_does_not_hold_deletes_nothing() {
        pass(user("a", "t1"));

        assertThat(pass("{id: 'a'}")).isEmpty();
        assertThat(pass("{id: 'a', tags: null}")).isEmpty();
        assertThat(pass("{id: 'a', tags: {data: []}}")).containsExactly("tags a/t1 gone");
    }

    @Test
    void a_list_of_more_than_ten_that_could_not_be_had_deletes_nothing() {
        String more = "{id: 'a', tags: {data: [{id: 't1'}], total_count: 3, has_more: true},"
                + " companies: {data: [{id: '%s'}]}}";
        intercom.answers("GET /contacts/a/tags", "{data: [{id: 't1'}, {id: 't2'}, {id: 't3'}]}");
        pass(more.formatted("c1"));

        intercom.fails("GET /contacts/a/tags", 404).fails("GET /contacts/a/tags", 404);
        assertThat(pass(more.formatted("c2")))
                .as("other lists are whole")
                .containsExactlyInAnyOrder("companies a/c1 gone", "companies a/c2");

        String now = "{data: [{id: 't1'}, {id: 't3'}, {id: 't4'}]}";
        intercom.answers("GET /contacts/a/tags", now, now);
        assertThat(pass(more.formatted("c2"))).containsExactlyInAnyOrder("tags a/t2 gone", "tags a/t4");
    }

    @Test
    void a_list_of_more_than_ten_is_asked_for_each_time_since_a_difference_may_lie_beyond_them() {
        columns = ColumnSet.EXTENDED;
        restart();
        String more = "{id: 'a', tags: {data: [{id: 't1'}], total_count: 2, has_more: true}}";
        intercom.answers(
                "GET /contacts/a/tags",
                "{data: [{id: 't1'}, {id: 't2'}]}",
                "{data: [{id: 't1'}, {id: 't3'}]}",
                "{data: [{id: 't1'}, {id: 't3'}]}");
        pass(more);

        assertThat(pass(more)).containsExactlyInAnyOrder("tags a/t2 gone", "tags a/t3");
    }

    @Test
    void a_broken_pass_deletes_nothing_and_none_is_asked_for() {
        pass(user("a", "t1"), user("b", "t1"));
        clock.pass(INTERVAL);
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(SEARCH, page("next", user("a", "t1"))).waits(SEARCH, late);
        assertThat(sent()).isEmpty();
        // Samples of the list are refused as well.
        intercom.fails(SEARCH, 400).fails(SEARCH, 400).fails(SEARCH, 400);
        late.complete(ScriptedIntercom.failed(intercom.last(), 400));
        intercom.answers(SEARCH, page("", user("a", "t1"), user("b", "t1")));

        assertThat(sent()).isEmpty();
        assertThat(intercom.asked()).allMatch(SEARCH::equals);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"deleted, 404", "merged into another, 410"})
    void a_contact_that_is_gone_takes_what_it_had_along(String how, int status) {
        tables = Set.of("users", "users_tags", "users_companies");
        restart();
        pass(user("a", "t1", "t2"), user("b", "t1"));
        restart();

        isGone("a", status);
        assertThat(pass(user("b", "t1"))).containsExactlyInAnyOrder("tags a/t1 gone", "tags a/t2 gone", "users a gone");

        restart();
        assertThat(pass(user("b", "t1"))).as("only once").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{id: 'a', role: 'user', tags: {data: [{id: 't1'}]}}",
                "{id: 'a', role: 'user', tags: {data: [{id: 't1'}, {id: 't2'}]}}",
                "{id: 'a', role: 'user', tags: {data: [{}]}}",
                "{id: 'a', role: 'user', tags: null}",
                "{id: 'a', role: 'user'}",
                "{id: 'a', role: 'lead', tags: {data: []}}",
                "{id: 'a', tags: {data: []}}",
                "{id: 'b', role: 'user', tags: {data: []}}",
                "404",
                "500",
                "403"
            })
    void what_a_contact_lacks_in_one_answer_is_not_gone(String byId) {
        failOnMalformed = false;
        restart();
        pass(user("a", "t1"));
        clock.pass(INTERVAL);
        intercom.answers(SEARCH, page("", user("a")));
        if (byId.startsWith("{")) {
            intercom.answers("GET /contacts/a", byId);
        } else {
            intercom.fails("GET /contacts/a", Integer.parseInt(byId));
        }

        assertThat(sent()).isEmpty();
        assertThat(pass(user("a"))).containsExactly("tags a/t1 gone");
    }

    @Test
    void where_one_row_is_looked_for_again_rows_are_sent_that_both_answers_show() {
        pass(user("a", "t1", "t2"));
        clock.pass(INTERVAL);
        intercom.answers(SEARCH, page("", user("a", "t", "t3")));
        intercom.answers("GET /contacts/a", user("a", "t1", "t3", "t4"));

        assertThat(sent()).containsExactlyInAnyOrder("tags a/t2 gone", "tags a/t3");
        assertThat(pass(user("a", "t1", "t3", "t4"))).containsExactly("tags a/t4");
    }

    @Test
    void a_contact_that_is_not_there_once_is_not_gone() {
        pass(user("a", "t1"));
        intercom.fails("GET /contacts/a", 404).answers("GET /contacts/a", user("a", "t1"));

        assertThat(pass()).isEmpty();
        assertThat(pass(user("a", "t1"))).isEmpty();
    }

    @Test
    void the_second_look_at_a_contact_comes_some_time_after_the_first() {
        pass(user("a", "t1"));
        clock.pass(INTERVAL);
        intercom.answers(SEARCH, page(""));
        isGone("a");

        ReadStep.Idle waiting = feed.fill(batch());

        assertThat(waiting.until()).isEqualTo(clock.instant().plus(PendingLookups.RECHECK_DELAY));
        assertThat(sent()).containsExactly("tags a/t1 gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void a_tag_that_was_sent_without_who_put_it_on_is_sent_again_once_that_is_permitted(int status) {
        columns = ColumnSet.EXTENDED;
        skipDenied = true;
        restart();
        String[] users = {user("a", "t1"), user("b", "t1"), user("c", "t1"), user("d")};
        for (int i = 0; i < 3; i++) {
            List.of("a", "b", "c").forEach(id -> intercom.fails("GET /contacts/" + id + "/tags", status));
        }
        assertThat(pass(users)).containsExactlyInAnyOrder("tags a/t1", "tags b/t1", "tags c/t1");
        assertThat(pass(users)).as("still denied").isEmpty();
        restart();
        assertThat(pass(users)).as("still denied").isEmpty();

        intercom.answers("GET /contacts/a/tags", tagging("t1"), tagging("t1"), tagging("t1"));
        List.of("b", "c").forEach(id -> intercom.fails("GET /contacts/" + id + "/tags", status));
        assertThat(pass(users)).containsExactly("tags a/t1");
    }

    @Test
    void rows_of_a_table_that_was_not_selected_when_their_contact_went_are_gone_once_it_is_selected_again() {
        tables = Set.of("users", "users_tags", "users_companies");
        restart();
        pass("{id: 'a', role: 'user', tags: {data: [{id: 't1'}]}, companies: {data: [{id: 'c1'}]}}");
        tables = Set.of("users", "users_tags");
        restart();
        isGone("a");
        assertThat(pass()).containsExactlyInAnyOrder("tags a/t1 gone", "users a gone");

        tables = Set.of("users", "users_companies");
        restart();
        isGone("a");
        assertThat(pass()).containsExactly("companies a/c1 gone");
        assertThat(pass()).isEmpty();
    }

    @Test
    void a_lead_that_is_a_user_by_now_is_no_lead_any_more() {
        pass(user("a", "t1"));
        String lead = "{id: 'a', role: 'lead', tags: {data: [{id: 't1'}]}}";
        intercom.answers("GET /contacts/a", lead, lead);

        assertThat(pass()).containsExactly("tags a/t1 gone");
    }

    /** A note is there with any contact: the stream of that contact sends it, under the same key. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a contact that is gone    | 404  | 404  | notes n gone
            a contact that is gone    | a    | a    | notes n gone
            a contact that is gone    | b    |      |
            a contact that is gone    | 404  | b    |
            a contact that is a lead  | 404  | 404  | notes n gone
            a contact that is a lead  | a    |      |
            a contact that is a lead  | 404  | a    |
            """)
    void a_note_of_a_contact_that_has_ended_ends_if_two_answers_say_that_it_is_gone(
            String contact, String first, String second, String sent) {
        tables = Set.of("users_tags", "notes");
        restart();
        intercom.eachOnce();
        pass(user("a", "t1"), user("b", "t1"));
        memory.rows().put("a", "notes/n", 1);
        hasEnded(contact);
        owned("n", first);
        owned("n", second);

        List<String> ended = pass(user("b", "t1"));

        assertThat(ended).contains("tags a/t1 gone");
        assertThat(ended.stream().filter(row -> row.startsWith("notes")).toList())
                .isEqualTo(sent == null ? List.of() : List.of(sent));
        assertThat(pass(user("b", "t1"))).as("it is forgotten").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a contact that is gone, 500", "a contact that is a lead, 500", "a contact that is a lead, 403"})
    void a_note_that_cannot_be_asked_for_waits_until_the_next_pass(String contact, String status) {
        tables = Set.of("users_tags", "notes");
        restart();
        intercom.eachOnce();
        pass(user("a", "t1"));
        memory.rows().put("a", "notes/n", 1);
        hasEnded(contact);
        owned("n", status);
        assertThat(pass()).containsExactly("tags a/t1 gone");

        hasEnded(contact);
        owned("n", "404");
        owned("n", "404");
        assertThat(pass()).containsExactly("notes n gone");
    }

    /** For two looks. */
    private void hasEnded(String contact) {
        if (contact.endsWith("gone")) {
            isGone("a");
        } else {
            String lead = "{id: 'a', role: 'lead', tags: {data: []}}";
            intercom.answers("GET /contacts/a", lead, lead);
        }
    }

    /** The answer to the next look at a note: its contact or a status; no further look is expected if it is null. */
    private void owned(String note, String answer) {
        if (answer != null && answer.matches("\\d+")) {
            intercom.fails("GET /notes/" + note, Integer.parseInt(answer));
        } else if (answer != null) {
            intercom.answers("GET /notes/" + note, "{id: '" + note + "', contact: {id: '" + answer + "'}}");
        }
    }

    @Test
    void a_contact_that_a_pass_missed_but_that_is_there_keeps_what_it_has() {
        pass(user("a", "t1"));
        intercom.answers("GET /contacts/a", "{id: 'a', role: 'user', tags: {data: [{id: 't1'}]}}");

        assertThat(pass()).isEmpty();
        assertThat(pass(user("a"))).containsExactly("tags a/t1 gone");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 403, 422, 500, 0})
    void a_contact_that_cannot_be_asked_for_is_not_taken_for_gone_and_stops_no_other(int status) {
        pass(user("a", "t1"), user("b", "t1"), user("c", "t1"));
        intercom.fails("GET /contacts/a", status);
        isGone("b");

        assertThat(pass(user("c", "t2"))).containsExactlyInAnyOrder("tags b/t1 gone", "tags c/t1 gone", "tags c/t2");
        isGone("a");
        assertThat(pass(user("c", "t2"))).as("asked again").containsExactly("tags a/t1 gone");
    }

    /** The stream is then tried again after a while, and the task goes on. */
    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void a_permission_that_is_missing_for_what_contacts_have_is_told_as_the_reply_that_it_is(int status) {
        columns = ColumnSet.EXTENDED;
        restart();
        List.of("a", "b", "c").forEach(id -> intercom.fails("GET /contacts/" + id + "/tags", status));

        assertThatThrownBy(() -> pass(user("a", "t1"), user("b", "t1"), user("c", "t1")))
                .isInstanceOf(IntercomException.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    void a_token_that_is_refused_is_told() {
        pass(user("a", "t1"));
        intercom.fails("GET /contacts/a", 401);

        assertThatThrownBy(this::pass).isInstanceOf(IntercomException.class).hasMessageContaining("401");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{id: 'a'}",
                "{id: 'a', role: null}",
                "{id: 'a', role: ''}",
                "{id: 'a', role: 'visitor'}",
                "{id: 'a', role: ['lead']}",
                "{id: 'b', role: 'lead'}",
                "{role: 'lead'}",
                "{errors: []}"
            })
    void an_answer_that_does_not_say_that_the_contact_has_the_other_role_deletes_nothing(String answer) {
        pass(user("a", "t1"));
        intercom.answers("GET /contacts/a", answer);

        assertThat(pass()).isEmpty();
    }

    @Test
    void a_request_that_is_not_answered_holds_back_no_other_contact() {
        pass(user("a", "t1"), user("b", "t1"), user("c", "t1"));
        intercom.waits("GET /contacts/a", new CompletableFuture<>())
                .fails("GET /contacts/b", 404)
                .fails("GET /contacts/b", 404);
        intercom.waits("GET /contacts/d/tags", new CompletableFuture<>());
        String d = "{id: 'd', tags: {data: [{id: 't1'}], has_more: true}}";

        assertThat(pass(d, user("c", "t2"))).isEmpty();
        clock.pass(PendingLookups.LATE_AFTER);

        assertThat(sent()).containsExactlyInAnyOrder("tags b/t1 gone", "tags c/t1 gone", "tags c/t2");
        isGone("a");
        assertThat(pass(d, user("c", "t2"), user("e", "t1"))).isEmpty();
        clock.pass(PendingLookups.LATE_AFTER);
        assertThat(sent()).as("and the next pass goes on").contains("tags e/t1");
    }

    @Test
    void contacts_whose_lists_do_not_come_do_not_stop_those_that_are_handed_over() {
        handedOver = true;
        restart();
        for (int i = 0; i < 1_000; i++) {
            intercom.waits("GET /contacts/u" + i + "/tags", new CompletableFuture<>());
            handOver(
                    ScriptedIntercom.json("{id: 'u" + i + "', tags: {data: [{id: 't'}], has_more: true}}"),
                    clock.instant());
        }
        assertThat(feed.isSaturated()).isTrue();

        clock.pass(PendingLookups.LATE_AFTER);

        assertThat(feed.isSaturated()).isFalse();
        handOver(ScriptedIntercom.json(user("a", "t1")), clock.instant());
        feed.passFinished();
        clock.pass(PendingLookups.LATE_AFTER);
        assertThat(pass(user("a", "t1"))).containsExactly("tags a/t1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 500, 0})
    void of_a_contact_whose_list_cannot_be_had_the_other_lists_are_told(int status) {
        String more = "{id: 'a', tags: {data: [{id: 't1'}], total_count: 3, has_more: true},"
                + " companies: {data: [{id: '%s'}]}}";
        intercom.answers("GET /contacts/a/tags", "{data: [{id: 't1'}, {id: 't2'}, {id: 't3'}]}");
        pass(more.formatted("c1"), user("b", "t1"));
        intercom.fails("GET /contacts/a/tags", status).fails("GET /contacts/a/tags", status);

        assertThat(pass(more.formatted("c2"), user("b")))
                .containsExactlyInAnyOrder("companies a/c1 gone", "companies a/c2", "tags b/t1 gone");
    }

    @Test
    void an_older_copy_that_waited_takes_nothing_back_that_was_sent_since() {
        pass(user("a", "t1"), user("b", "t1"));
        Instant before = clock.instant();
        assertThat(pass(user("a", "t1", "t2"), user("b"))).containsExactlyInAnyOrder("tags a/t2", "tags b/t1 gone");

        handOver(ScriptedIntercom.json(user("a", "t1")), before);
        handOver(ScriptedIntercom.json(user("b", "t1")), before);
        feed.passFinished();

        assertThat(pass(user("a", "t1", "t2"), user("b"))).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_a_newer_one_is_left_out() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.waits("GET /contacts/a/tags", late);
        handOver(ScriptedIntercom.json("{id: 'a', tags: {data: [{id: 't1'}], has_more: true}}"), clock.instant());
        clock.pass(Duration.ofSeconds(1));
        intercom.answers(SEARCH, page("", user("a", "t2")));
        assertThat(sent()).isEmpty();

        late.complete(ScriptedIntercom.found(intercom.last(), "{data: [{id: 't1'}]}", clock.instant()));

        assertThat(sent()).containsExactly("tags a/t2");
        assertThat(pass(user("a", "t2"))).isEmpty();
    }

    @Test
    void a_contact_found_gone_is_not_sent_from_a_copy_that_waited_until_it_is_met_later() {
        tables = Set.of("users", "users_tags");
        restart();
        pass(user("a", "t1"), user("b", "t1"));
        Instant before = clock.instant();
        isGone("a");
        assertThat(pass(user("b", "t1"))).containsExactlyInAnyOrder("tags a/t1 gone", "users a gone");

        assertThat(deleted.hides("a", before)).isTrue();
        handOver(ScriptedIntercom.json(user("a", "t1")), before);
        feed.passFinished();
        assertThat(sent()).isEmpty();

        clock.pass(Duration.ofMinutes(1));
        assertThat(deleted.hides("a", clock.instant())).isFalse();
        handOver(ScriptedIntercom.json(user("a", "t1")), clock.instant());
        feed.passFinished();
        assertThat(sent()).containsExactly("tags a/t1");
    }

    /** Intercom's search may show for a while what is gone. */
    @Test
    void a_contact_found_gone_that_a_list_shows_is_back_only_if_its_own_answer_says_so() {
        tables = Set.of("users", "users_tags");
        restart();
        pass(user("a", "t1"), user("b", "t1"));
        isGone("a");
        assertThat(pass(user("b", "t1"))).containsExactlyInAnyOrder("tags a/t1 gone", "users a gone");

        intercom.fails("GET /contacts/a", 404);
        assertThat(pass(user("a", "t1"), user("b", "t1"))).isEmpty();

        assertThat(pass(user("a", "t1"), user("b", "t1"))).containsExactly("tags a/t1");
    }

    @Test
    void a_contact_that_is_back_is_asked_for_once_where_no_stream_sends_contacts() {
        tables = Set.of("users_tags");
        restart();
        pass(user("a", "t1"), user("b", "t1"));
        isGone("a");
        pass(user("b", "t1"));
        pass(user("a", "t1"), user("b", "t1"));
        int asked = intercom.asked().size();

        pass(user("a", "t1"), user("b", "t1"));
        assertThat(intercom.asked().subList(asked, intercom.asked().size())).containsExactly(SEARCH);
    }

    @Test
    void a_mass_of_contacts_is_asked_for_one_by_one_only_if_a_second_reading_does_not_meet_them_either() {
        String[] users =
                IntStream.range(0, 200).mapToObj(i -> user("u" + i, "t")).toArray(String[]::new);
        pass(users);

        intercom.answers(SEARCH, page("", Arrays.copyOf(users, 50)));
        assertThat(pass(users)).as("read again").isEmpty();

        intercom.answers(SEARCH, page("", Arrays.copyOf(users, 199)));
        isGone("u199");
        assertThat(pass(Arrays.copyOf(users, 50))).containsExactly("tags u199/t gone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'text'", "{}", "{id: null}", "{id: 'a/b', tags: {data: [{id: 't'}]}}"})
    void an_entry_that_names_no_contact_is_told_and_left_out(String entry) {
        assertThat(pass(user("a", "t1"), entry)).containsExactly("tags a/t1");
        assertThat(malformed).hasSize(1);
    }

    @Test
    void a_tag_without_an_id_may_be_the_one_that_is_lacking() {
        failOnMalformed = false;
        restart();
        pass("{id: 'a', tags: {data: [{id: 't1'}]}}");

        assertThat(pass("{id: 'a', tags: {data: [{name: 'x'}, {id: 't2'}]}}")).containsExactly("tags a/t2");
        assertThat(pass("{id: 'a', tags: {data: [{id: 't2'}]}}")).containsExactly("tags a/t1 gone");
    }

    @ParameterizedTest
    @EnumSource(ColumnSet.class)
    void a_row_is_counted_once_a_pass(ColumnSet set) {
        columns = set;
        restart();
        intercom.answers("GET /contacts/a/tags", tagging("t1"));

        for (int i = 1; i <= 3; i++) {
            pass(user("a", "t1"));
            assertThat(metrics.get(StreamCounter.ROWS)).isEqualTo(i);
        }
    }

    @Test
    void a_contact_that_was_not_sent_as_it_is_by_now_is_told_once_its_time_has_settled() {
        handedOver = true;
        restart();
        long now = clock.instant().getEpochSecond();
        handOver(ScriptedIntercom.json(user("sent", now)), clock.instant());
        handOver(ScriptedIntercom.json(user("older", now - 100)), clock.instant());
        feed.passFinished();
        pass(user("sent", now), user("older", now), user("never", now), user("young", now + 3_500, "t"));

        assertThat(missed).containsExactlyInAnyOrder("older " + now, "never " + now);
    }

    @Test
    void what_was_told_as_missed_is_told_in_each_pass_until_it_is_sent() {
        handedOver = true;
        restart();
        long now = clock.instant().getEpochSecond();
        feed.passFinished();
        pass(user("a", now, "t"));
        restart();
        feed.passFinished();
        pass(user("a", now, "t"));
        assertThat(missed).containsExactly("a " + now, "a " + now);

        handOver(ScriptedIntercom.json(user("a", now, "t")), clock.instant());
        pass(user("a", now, "t"));
        assertThat(missed).hasSize(2);
    }

    @Test
    void a_contact_that_the_memory_does_not_contain_is_new_if_the_memory_contains_each_of_its_time() {
        tables = Set.of("users", "users_tags");
        handedOver = true;
        long now = clock.instant().getEpochSecond();
        containsEach = updatedAt -> updatedAt >= now;
        restart();
        feed.passFinished();
        pass(user("old", now - 1, "t"), user("new", now, "t"), user("sent", now, "t"));
        assertThat(missed).containsExactly("old " + (now - 1), "new " + now + " new", "sent " + now + " new");

        missed.clear();
        memory.rows().put("sent", "users/sent", 42);
        handOver(ScriptedIntercom.json(user("new", now, "t")), clock.instant());
        pass(user("old", now - 1, "t"), user("new", now, "t"), user("sent", now, "t"));
        assertThat(missed).containsExactly("old " + (now - 1), "sent " + now);
    }

    @Test
    void a_later_version_than_the_memory_contains_was_never_sent_if_the_memory_contains_each_version_of_its_time() {
        tables = Set.of("users", "users_tags");
        handedOver = true;
        long now = clock.instant().getEpochSecond();
        containsEach = updatedAt -> true;
        containsVersions = updatedAt -> updatedAt >= now;
        restart();
        for (String id : List.of("old", "late", "sent")) {
            memory.rows().put(id, Map.of("users/" + id, 42L, "contact/" + id, id.equals("sent") ? now : now - 100));
        }
        memory.rows().put("untimed", "users/untimed", 42);
        feed.passFinished();

        pass(user("old", now - 1, "t"), user("late", now, "t"), user("sent", now, "t"), user("untimed", now, "t"));

        assertThat(missed).containsExactly("old " + (now - 1), "late " + now + " new", "untimed " + now);
    }

    @Test
    void without_the_table_of_contacts_no_contact_is_known_to_be_new() {
        tables = Set.of("users_tags");
        handedOver = true;
        containsEach = updatedAt -> true;
        restart();
        feed.passFinished();
        pass(user("a", clock.instant().getEpochSecond(), "t"));
        assertThat(missed).hasSize(1).noneMatch(told -> told.endsWith("new"));
    }

    @Test
    void contacts_that_an_earlier_version_remembered_without_a_time_are_not_told_as_missed() {
        pass(user("a", "t1"));
        handedOver = true;
        restart();
        feed.passFinished();

        assertThat(pass(user("a", "t1"))).isEmpty();
        assertThat(missed).isEmpty();
    }

    @Test
    void a_contact_without_rows_is_remembered_with_the_next_row_of_its_shard() {
        tables = Set.of("users", "users_tags");
        restart();
        pass(user("a"));

        isGone("a");

        assertThat(pass()).containsExactly("users a gone");
    }

    @Test
    void contacts_older_than_the_beginning_are_left_out_and_not_taken_for_gone() {
        since = 1_777_000_000;
        restart();

        assertThat(pass(user("old", 1_776_999_999, "t1"), user("new", 1_777_000_000, "t1")))
                .containsExactly("tags new/t1");
        assertThat(pass(user("old", 1_776_999_999), user("new", 1_777_000_000, "t1")))
                .isEmpty();
    }

    @Test
    void what_came_from_the_stream_of_the_changed_ones_beats_the_older_page_of_the_pass() {
        pass(user("a", "t1"));
        clock.pass(INTERVAL);
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(SEARCH, page("next", user("a", "t1"))).waits(SEARCH, late);
        Batch batch = batch();
        assertThat(feed.fill(batch).asking()).isTrue();

        handOver(ScriptedIntercom.json(user("a", "t2")), clock.instant());
        handOver(ScriptedIntercom.json(user("z", "t9")), clock.instant());
        late.complete(ScriptedIntercom.found(intercom.last(), page("", user("z", "t8")), clock.instant()));
        shown(user("a", "t2"));

        assertThat(sent()).containsExactlyInAnyOrder("tags a/t1 gone", "tags a/t2", "tags z/t9");
        assertThat(pass(user("a", "t2"), user("z", "t9"))).isEmpty();
    }

    @Test
    void the_changed_ones_are_sent_when_all_of_them_are_there_and_the_first_pass_waits_for_them() {
        handedOver = true;
        restart();
        assertThat(sent()).isEmpty();
        handOver(ScriptedIntercom.json(user("a", "t1")), clock.instant());
        assertThat(sent()).isEmpty();
        assertThat(intercom.asked()).isEmpty();

        feed.passFinished();

        assertThat(pass(user("a", "t1"), user("b", "t1"))).containsExactlyInAnyOrder("tags a/t1", "tags b/t1");
    }

    @Test
    void a_changed_contact_that_is_met_as_gone_by_the_pass_is_kept() {
        pass(user("a", "t1"));
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.fails("GET /contacts/a", 404).waits("GET /contacts/a", late);
        assertThat(pass()).isEmpty();

        handOver(ScriptedIntercom.json(user("a", "t1")), clock.instant());
        late.complete(ScriptedIntercom.failed(intercom.last(), 404));

        assertThat(sent()).isEmpty();
    }

    @Test
    void who_tagged_is_asked_only_for_contacts_with_a_difference() {
        columns = ColumnSet.EXTENDED;
        restart();
        intercom.answers("GET /contacts/a/tags", tagging("t1"));
        assertThat(pass(user("a", "t1"))).containsExactly("tags a/t1");

        assertThat(pass(user("a", "t1"))).isEmpty();
        restart();
        assertThat(pass(user("a", "t1"))).isEmpty();

        assertThat(pass(user("a"), user("b")))
                .as("without tags there is nothing to ask for")
                .containsExactly("tags a/t1 gone");
        assertThat(intercom.asked())
                .filteredOn(asked -> !asked.equals(SEARCH))
                .containsExactly("GET /contacts/a/tags", "GET /contacts/a");
    }

    @Test
    void each_shard_is_stored_with_its_own_contacts_so_that_any_part_of_a_batch_may_be_lost() {
        String[] users = new String[900];
        for (int i = 0; i < users.length; i++) {
            users[i] = user("u" + i, "t1", "t2");
        }
        intercom.answers(SEARCH, page("", users));
        Batch batch = filled();
        List<SourceRecord> records = batch.toRecords();
        assertThat(records).hasSize(1_800);
        Set<String> topics = new HashSet<>();
        records.subList(0, 1_000).forEach(record -> {
            stored.put(record.sourcePartition(), record.sourceOffset());
            topics.add(text(record));
        });

        restart();
        topics.addAll(pass(users));

        assertThat(topics).hasSize(1_800);
    }

    @Test
    void a_first_reading_that_is_restarted_between_two_batches_goes_on_without_a_repetition() {
        String[] users = new String[2_000];
        for (int i = 0; i < users.length; i++) {
            users[i] = user("u" + i, "t1", "t2", "t3");
        }
        List<String> all = new ArrayList<>(pass(users));
        assertThat(all).hasSize(5_000);

        restart();
        all.addAll(pass(users));

        assertThat(all).hasSize(6_000).doesNotHaveDuplicates();
        restart();
        assertThat(pass(users)).isEmpty();
    }

    @Test
    void a_batch_that_ends_with_the_last_tombstone_of_a_contact_tells_that_it_is_gone() {
        tables = Set.of("users", "users_tags");
        restart();
        String[] users = new String[2_500];
        for (int i = 0; i < users.length; i++) {
            users[i] = user("u" + i, "t");
            isGone("u" + i);
        }
        assertThat(pass(users)).hasSize(2_500);

        intercom.answers(SEARCH, page(""));
        assertThat(pass()).as("as many as a batch holds").hasSize(5_000);

        restart();
        assertThat(pass()).isEmpty();
    }

    @Test
    void no_more_is_taken_over_than_may_wait_for_its_tags() {
        columns = ColumnSet.EXTENDED;
        handedOver = true;
        restart();
        List<String> users = new ArrayList<>();
        List<CompletableFuture<Reply>> tags = new ArrayList<>();
        while (!feed.isSaturated()) {
            String id = "u" + users.size();
            CompletableFuture<Reply> reply = new CompletableFuture<>();
            intercom.waits("GET /contacts/" + id + "/tags", reply);
            handOver(ScriptedIntercom.json(user(id, "t")), clock.instant());
            assertThat(sent()).isEmpty();
            users.add(user(id, "t"));
            tags.add(reply);
            assertThat(users).hasSizeLessThanOrEqualTo(1_000);
        }

        tags.forEach(reply -> reply.complete(ScriptedIntercom.found(
                intercom.last(), "{data: [{id: 't', name: 'n', applied_at: 1}]}", clock.instant())));
        assertThat(sent()).as("gathered until all that changed is there").isEmpty();
        feed.passFinished();
        intercom.answers(SEARCH, page("", users.toArray(String[]::new)));

        assertThat(sent()).hasSameSizeAs(users).doesNotHaveDuplicates();
        assertThat(feed.isSaturated()).isFalse();
    }

    private void restart() {
        metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
        ReadPace pace = new ReadPace(INTERVAL, Duration.ZERO, 150);
        ReaderFactory readers = new ReaderFactory(intercom, pace, pace, skipDenied, clock, () -> {});
        memory = RestoredMemory.of(STREAM, stored);
        List<RowReader> selected = Tables.ALL.stream()
                .filter(table -> tables.contains(table.name()))
                .map(table -> new RowReader(table, columns, (where, column) -> {}))
                .toList();
        Map<Boolean, List<RowReader>> isOwn = selected.stream()
                .collect(partitioningBy(reader -> reader.table().lists().isEmpty()));
        Set<String> detailTables = new TreeSet<>(tables);
        detailTables.retainAll(Set.of("notes", "events_summary"));
        boolean extended = columns == ColumnSet.EXTENDED;
        Set<Enrichment> details = extended
                ? Set.of(Enrichment.TAGS, Enrichment.TAGGINGS, Enrichment.COMPANIES)
                : Set.of(Enrichment.TAGS, Enrichment.COMPANIES);
        ContactLookup contacts =
                readers.contacts(STREAM, details, Enrichment.neededBy(detailTables), new StreamListener() {
                    @Override
                    public void malformed(String reason) {
                        malformed.add(reason);
                    }
                });
        feed = new RelationsFeed(
                STREAM.name(),
                contacts,
                memory.rows(),
                memory.shards(),
                new ContactTables(
                        new RowMapper(
                                STREAM.name(),
                                isOwn.get(false),
                                failOnMalformed,
                                metrics,
                                new LogThrottle(Clock.systemUTC())),
                        detailTables,
                        isOwn.get(true)),
                new RelationsOptions(
                        since,
                        extended,
                        handedOver,
                        SETTLE,
                        () -> false,
                        containsEach,
                        containsVersions,
                        Duration.ofMillis(-1),
                        NotesOfUsers.Check.NONE),
                deleted,
                (id, updatedAt, isBack, isNew) -> missed.add(id + " " + updatedAt + (isNew ? " new" : "")),
                clock,
                metrics);
    }

    private void handOver(ObjectNode contact, Instant asOf) {
        feed.contactChanged(new ChangedContact(contact, asOf, true, false));
    }

    /** What the next pass over these contacts sends. */
    private List<String> pass(String... contacts) {
        clock.pass(INTERVAL);
        shown(contacts);
        intercom.answers(SEARCH, page("", contacts));
        return sent();
    }

    private void shown(String... contacts) {
        shown.clear();
        for (String contact : contacts) {
            if (contact.startsWith("{")) {
                ObjectNode json = ScriptedIntercom.json(contact);
                shown.put("GET /contacts/" + json.path("id").asText(), json.put("role", "user"));
            }
        }
    }

    /** For two looks. */
    private void isGone(String id) {
        isGone(id, 404);
    }

    private void isGone(String id, int status) {
        intercom.fails("GET /contacts/" + id, status).fails("GET /contacts/" + id, status);
    }

    private List<String> sent() {
        List<SourceRecord> records = filled().toRecords();
        records.forEach(record -> stored.put(record.sourcePartition(), record.sourceOffset()));
        return records.stream().map(RelationsFeedTest::text).toList();
    }

    private Batch filled() {
        Batch batch = batch();
        ReadStep.Idle waiting = feed.fill(batch);
        while (waiting != null && !waiting.until().isAfter(clock.instant().plus(PendingLookups.RECHECK_DELAY))) {
            if (waiting.until().isAfter(clock.instant())) {
                clock.pass(Duration.between(clock.instant(), waiting.until()));
            }
            waiting = feed.fill(batch);
        }
        return batch;
    }

    private static Batch batch() {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
    }

    /** Table and key. */
    private static String text(SourceRecord record) {
        Struct key = (Struct) record.key();
        List<String> parts = key.schema().fields().stream()
                .map(Field::name)
                .map(key::getString)
                .toList();
        return record.topic().replace("users_", "") + " " + String.join("/", parts)
                + (record.value() == null ? " gone" : "");
    }

    private static String page(String next, String... contacts) {
        String pages = next.isEmpty() ? "" : "pages: {next: {starting_after: '" + next + "'}}, ";
        return "{" + pages + "data: [" + String.join(", ", contacts) + "]}";
    }

    private static String user(String id, String... tags) {
        return user(id, 1_777_000_000, tags);
    }

    private static String user(String id, long updatedAt, String... tags) {
        List<String> items = new ArrayList<>();
        for (String tag : tags) {
            items.add("{id: '" + tag + "'}");
        }
        return "{id: '" + id + "', role: 'user', updated_at: " + updatedAt + ", tags: {data: ["
                + String.join(", ", items) + "]}}";
    }

    private static String tagging(String tag) {
        return "{data: [{id: '" + tag + "', applied_at: 1777000000, applied_by: {type: 'admin', id: '7'}}]}";
    }
}
