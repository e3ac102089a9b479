package io.kafkaconnect.intercom.reader.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackfillReaderTest {
    private static final String SEARCH = "POST /conversations/search";
    private static final Stream CONVERSATIONS = Streams.named("conversations").orElseThrow();

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private IncrementalReader present;
    private Cursor presentFrom = Cursor.startingAt(Instant.ofEpochSecond(100));

    @Test
    void a_pass_ends_at_the_first_page_that_is_all_the_streams_own() {
        intercom.answers(
                SEARCH,
                "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 99}], pages: {next: {starting_after: 'x'}}}",
                "{conversations: [{id: 'c', updated_at: 100}], pages: {next: {starting_after: 'y'}}}");
        BackfillReader reader = reader(Set.of());

        assertThat(released(reader)).containsExactly("a", "b");
        assertThat(intercom.asked()).hasSize(2);
    }

    /** What the stream itself sent beyond its mark lacks the tables that were added; the rest it sends with them. */
    @Test
    void what_the_stream_has_not_sent_yet_is_left_to_it() {
        presentFrom = new Cursor(Instant.ofEpochSecond(50), Map.of("b", 50L));
        intercom.answers(
                SEARCH,
                "{conversations: [{id: 'a', updated_at: 49}, {id: 'b', updated_at: 50}, {id: 'c', updated_at: 50}, {id: 'd', updated_at: 60}]}");

        assertThat(released(reader(Set.of()))).containsExactly("a", "b");
    }

    /** A copy that lags does not come after what is newer, and the tables that were added get the newer one. */
    @Test
    void what_is_older_than_the_stream_has_sent_waits_until_it_comes_as_new() {
        presentFrom = new Cursor(Instant.ofEpochSecond(50), Map.of("b", 60L));
        intercom.answers(SEARCH, "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 20}]}")
                .answers("GET /conversations/a", single("a", 10))
                .answers("GET /conversations/b", single("b", 20), single("b", 60))
                .otherwise(request -> Optional.of("{conversations: [{id: 'a', updated_at: 10}]}"));
        BackfillReader reader = reader(EnumSet.of(Enrichment.CONVERSATION));

        assertThat(released(reader)).containsExactly("a");
        assertThat(reader.remaining().orElseThrow().cursor().parked()).containsOnlyKeys("b");
        clock.pass(Duration.ofMinutes(5));
        assertThat(releasedByTheNextPass(reader)).containsExactly("b");
    }

    /** The stream knows that it has not sent them, though its mark has passed them. The past might lack some of its tables. */
    @Test
    void what_was_shown_late_is_left_to_the_stream_which_asks_for_it_by_its_id() {
        presentFrom = new Cursor(Instant.ofEpochSecond(90), Map.of("d", 60L), Map.of(), Instant.ofEpochSecond(50));
        intercom.answers(
                SEARCH,
                "{conversations: [{id: 'a', updated_at: 49}, {id: 'b', updated_at: 50}, {id: 'd', updated_at: 60}, {id: 'c', updated_at: 89}]}");

        assertThat(released(reader(Set.of()))).containsExactly("a", "d");
        assertThat(present.cursor().parked()).containsOnlyKeys("b", "c");
    }

    /** Conversation y was shown late, and the stream has not sent it. One answer names a later date, or says that it does not exist. */
    @ParameterizedTest
    @ValueSource(strings = {"60", "65", "404 at the second look", "parked in the stream before"})
    void what_is_left_to_the_stream_comes_from_it_once_and_not_from_the_past(String how) {
        boolean isParked = how.startsWith("parked");
        presentFrom = isParked
                ? new Cursor(
                        Instant.ofEpochSecond(100),
                        Map.of(),
                        Map.of(
                                "y",
                                ParkedEntity.until(
                                        ParkedEntity.Reason.REFUSED,
                                        60,
                                        clock.instant().plusSeconds(60))))
                : new Cursor(Instant.ofEpochSecond(90), Map.of(), Map.of(), Instant.ofEpochSecond(50));
        intercom.eachOnce();
        intercom.answers("GET /conversations/y", single("y", how.equals("65") ? 65 : 60));
        if (how.startsWith("404")) {
            intercom.fails("GET /conversations/y", 404);
        }
        intercom.otherwise(request -> Optional.of(
                request.path().endsWith("/y")
                        ? single("y", 60)
                        : request.path().endsWith("/z")
                                ? single("z", 2000)
                                : "{conversations: [{id: 'y', updated_at: 60}, {id: 'z', updated_at: 2000}]}"));
        BackfillReader reader = reader(EnumSet.of(Enrichment.CONVERSATION));
        List<String> past = new ArrayList<>();
        List<String> stream = new ArrayList<>();
        for (int pass = 0; pass < 30; pass++) {
            past.addAll(released(reader));
            stream.addAll(released(present));
            clock.pass(Duration.ofMinutes(1));
        }

        assertThat(stream).containsOnlyOnce("y");
        assertThat(past).doesNotContain("y");
    }

    @Test
    void it_is_over_when_two_passes_met_everything() {
        intercom.answers(
                SEARCH,
                "{conversations: [{id: 'a', updated_at: 10}], pages: {next: {starting_after: 'x'}}}",
                "{conversations: [{id: 'c', updated_at: 100}], pages: {next: {starting_after: 'y'}}}",
                "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 11}, {id: 'c', updated_at: 100}]}");
        BackfillReader reader = reader(Set.of());

        assertThat(released(reader)).containsExactly("a");
        assertThat(reader.remaining()).isPresent();

        // What the first one missed.
        assertThat(releasedByTheNextPass(reader)).containsExactly("b");
        assertThat(reader.remaining()).isEmpty();
        assertThat(reader.next()).isEqualTo(new ReadStep.Idle(Instant.MAX, false));
        assertThat(intercom.asked()).hasSize(3);
    }

    @Test
    void a_pass_that_broke_is_none_of_the_two() {
        String whole = "{conversations: [{id: 'a', updated_at: 10}]}";
        intercom.answers(SEARCH, whole, "{conversations: null}", whole, whole);
        BackfillReader reader = reader(Set.of());

        assertThat(released(reader)).containsExactly("a");
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isPresent();
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isPresent();
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isEmpty();
    }

    @Test
    void one_empty_list_is_no_end_of_the_past() {
        String whole = "{conversations: [{id: 'a', updated_at: 10}]}";
        intercom.answers(SEARCH, "{conversations: [], total_count: 0}", whole, whole, whole);
        BackfillReader reader = reader(Set.of());

        assertThat(released(reader)).isEmpty();
        assertThat(reader.remaining()).isPresent();
        assertThat(releasedByTheNextPass(reader)).containsExactly("a");
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isEmpty();
    }

    @Test
    void an_empty_past_is_over_when_two_passes_show_nothing() {
        String empty = "{conversations: [], total_count: 0}";
        intercom.answers(SEARCH, empty, empty);
        BackfillReader reader = reader(Set.of());

        assertThat(released(reader)).isEmpty();
        assertThat(reader.remaining()).isPresent();
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isEmpty();
    }

    @Test
    void what_is_parked_and_moved_on_beyond_its_end_keeps_no_past_from_its_end() {
        String rest = "{conversations: [{id: 'a', updated_at: 10}]}";
        intercom.answers(SEARCH, "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 11}]}")
                .answers("GET /conversations/a", single("a", 10))
                .fails("GET /conversations/b", 404)
                .answers("GET /conversations/b", single("b", 100), single("b", 100))
                .otherwise(request -> Optional.of(request.path().endsWith("/a") ? single("a", 10) : rest));
        BackfillReader reader = reader(EnumSet.of(Enrichment.CONVERSATION));

        assertThat(released(reader)).containsExactly("a");
        assertThat(reader.remaining().orElseThrow().cursor().parked()).containsOnlyKeys("b");
        for (int i = 0; i < 25; i++) {
            assertThat(releasedByTheNextPass(reader)).isEmpty();
        }
        assertThat(reader.remaining()).isEmpty();
    }

    @Test
    void a_page_of_what_has_just_changed_where_it_stood_before_is_not_the_end() {
        long now = clock.instant().getEpochSecond() - 10;
        intercom.answers(
                SEARCH,
                "{conversations: [{id: 'a', updated_at: 10}], pages: {next: {starting_after: 'x'}}}",
                "{conversations: [{id: 'b', updated_at: %d}, {id: 'c', updated_at: %d}], pages: {next: {starting_after: 'y'}}}"
                        .formatted(now, now + 1),
                "{conversations: [{id: 'd', updated_at: 12}, {id: 'e', updated_at: 101}]}",
                "{conversations: [{id: 'd', updated_at: 12}, {id: 'e', updated_at: 101}]}");
        BackfillReader reader = reader(Set.of());

        // The stream reads b and c anew.
        assertThat(released(reader)).containsExactly("a", "d");
        assertThat(releasedByTheNextPass(reader)).isEmpty();
        assertThat(reader.remaining()).isEmpty();
    }

    @Test
    void what_moved_on_beyond_its_end_since_it_was_listed_is_the_streams_to_send() {
        intercom.answers(SEARCH, "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 11}]}")
                .answers("GET /conversations/a", single("a", 100))
                .answers("GET /conversations/b", single("b", 11));

        assertThat(released(reader(EnumSet.of(Enrichment.CONVERSATION)))).containsExactly("b");
    }

    @Test
    void what_is_left_to_read_moves_with_what_was_released() {
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(
                        SEARCH,
                        "{conversations: [{id: 'a', updated_at: 10}, {id: 'b', updated_at: 20}], pages: {next: {starting_after: 'x'}}}")
                .waits(SEARCH, late);
        BackfillReader reader = reader(Set.of());

        assertThat(reader.next()).isInstanceOf(ReadStep.Item.class);
        assertThat(reader.remaining().orElseThrow().cursor().mark()).isEqualTo(Instant.ofEpochSecond(10));
        assertThat(reader.next()).isInstanceOf(ReadStep.Item.class);
        assertThat(reader.remaining().orElseThrow().cursor().mark()).isEqualTo(Instant.ofEpochSecond(20));

        late.complete(ScriptedIntercom.found(intercom.last(), "{conversations: []}", clock.instant()));
        assertThat(released(reader)).isEmpty();
        assertThat(reader.remaining().orElseThrow().cursor().mark()).isEqualTo(Instant.ofEpochSecond(20));
    }

    private static String single(String id, long updated) {
        return "{id: '%s', updated_at: %d, contacts: {contacts: []}, tags: {tags: []}, conversation_parts: {conversation_parts: []}}"
                .formatted(id, updated);
    }

    private BackfillReader reader(Set<Enrichment> details) {
        ReadPace pace = new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);
        IncrementalOffset.Backfill backfill = new IncrementalOffset.Backfill(
                Set.of("conversation_parts"), Cursor.startingAt(Instant.EPOCH), Instant.ofEpochSecond(100));
        ReaderFactory readers = new ReaderFactory(intercom, pace, pace, false, clock, () -> {});
        present = readers.incremental(CONVERSATIONS, presentFrom, details, id -> true, StreamListener.NONE);
        return readers.past(CONVERSATIONS, backfill, details, present, StreamListener.NONE);
    }

    private List<String> releasedByTheNextPass(BackfillReader reader) {
        clock.pass(Duration.ofMinutes(1));
        return released(reader);
    }

    private static List<String> released(StreamReader reader) {
        List<String> ids = new ArrayList<>();
        while (reader.next() instanceof ReadStep.Item next) {
            ids.add(next.entity().json().path("id").asText());
        }
        return ids;
    }
}
