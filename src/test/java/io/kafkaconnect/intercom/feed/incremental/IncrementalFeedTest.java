package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContact;
import io.kafkaconnect.intercom.feed.ChangedContacts;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.MalformedEntityException;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.ProgressReporter;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.stream.ReaderFactory;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import io.kafkaconnect.intercom.task.FailurePolicy;
import io.kafkaconnect.intercom.task.StreamEvents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementalFeedTest {
    private static final String LISTED = """
            {conversations: [
              {id: 'a', updated_at: 1777000000, tags: {tags: [{id: '1'}, {id: '2'}]}},
              {id: 'b', updated_at: 1777000001, tags: {tags: [{id: '1'}]}}]}""";

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock);
    private final DeletedIds deleted = new DeletedIds(1_000);
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private ChangedContacts handover = ChangedContacts.NONE;

    @Test
    void the_rows_of_an_entity_stay_together_and_the_last_of_the_batch_carries_the_cursor_behind_all() {
        intercom.answers("POST /conversations/search", LISTED);

        List<SourceRecord> records = sent(feed("conversations", true, "conversations_tags"));

        assertThat(records.stream().map(record -> record.key().toString()))
                .containsExactly(
                        "Struct{conversations_pk=a,id=1}",
                        "Struct{conversations_pk=a,id=2}",
                        "Struct{conversations_pk=b,id=1}");
        assertThat(records.stream().map(record -> cursor("conversations", record)))
                .containsExactly(
                        Cursor.startingAt(Instant.EPOCH),
                        Cursor.startingAt(Instant.EPOCH),
                        // Only a second pass that agrees moves the mark beyond what was sent.
                        new Cursor(Instant.ofEpochSecond(1777000001), Map.of("b", 1777000001L)));
        assertThat(metrics.get(StreamCounter.ENTITIES)).isEqualTo(2);
        assertThat(metrics.get(StreamCounter.PASSES)).isEqualTo(1);
    }

    @Test
    void an_entity_without_rows_moves_the_cursor_with_the_next_record() {
        intercom.answers(
                "POST /conversations/search", """
                {conversations: [
                  {id: 'b', updated_at: 1777000001, tags: {tags: [{id: '1'}]}},
                  {id: 'none', updated_at: %d, tags: {tags: []}}]}""".formatted(clock.instant().getEpochSecond() - 10));

        List<SourceRecord> records = sent(feed("conversations", true, "conversations_tags"));

        assertThat(records).hasSize(1);
        assertThat(cursor("conversations", records.get(0)).sent()).containsOnlyKeys("b", "none");
    }

    @Test
    void what_was_found_deleted_is_not_sent_after_its_tombstone() {
        intercom.answers("GET /conversations/deleted", "{conversations: [{id: 'a', deleted_at: 1777000005}]}")
                .fails("GET /conversations/a", 404)
                .answers("POST /conversations/search", LISTED);

        List<SourceRecord> tombstones = sent(feed("conversations_deleted", true, "conversations"));
        List<SourceRecord> rows = sent(feed("conversations", true, "conversations_tags"));

        assertThat(tombstones).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("conversations");
            assertThat(record.key()).hasToString("Struct{id=a}");
            assertThat(record.value()).isNull();
        });
        assertThat(rows.stream().map(record -> record.key().toString()))
                .containsExactly("Struct{conversations_pk=b,id=1}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_row_without_its_key_fails_the_task_or_is_left_out_and_counted(boolean fail) {
        intercom.answers(
                "POST /conversations/search",
                "{conversations: [{id: 'a', updated_at: 1777000000, tags: {tags: [{name: 'x'}, {id: '2'}]}}]}");
        Feed feed = feed("conversations", fail, "conversations_tags");

        if (fail) {
            assertThatThrownBy(() -> sent(feed))
                    .isInstanceOf(MalformedEntityException.class)
                    .hasMessageContainingAll("conversations_tags", "entity a", "=skip");
        } else {
            assertThat(sent(feed)).hasSize(1);
        }
        assertThat(metrics.get(StreamCounter.MALFORMED)).isEqualTo(1);
    }

    /** What lies before the mark is neither in the search's answer nor in its count. */
    @Test
    void a_pass_that_goes_on_in_the_middle_is_counted_from_there_on() {
        CompletableFuture<Reply> second = new CompletableFuture<>();
        intercom.answers("POST /conversations/search", """
                {total_count: 3, pages: {next: {starting_after: 'x'}}, conversations: [
                  {id: 'b', updated_at: 1777000001, tags: {tags: []}},
                  {id: 'c', updated_at: 1777000002, tags: {tags: []}}]}""").waits("POST /conversations/search", second);
        metrics.add(StreamCounter.ENTITIES, 500);
        Feed feed =
                feed("conversations", true, "conversations_tags", Cursor.startingAt(Instant.ofEpochSecond(1777000001)));
        ProgressReporter progress = new ProgressReporter(
                "Stream conversations", metrics, ProgressReporter.StartState.BEHIND, clock, () -> 0);

        feed.fill(batch());
        assertThat(progress.listed()).isEqualTo(3);
        assertThat(progress.done()).isEqualTo(2);

        second.complete(ScriptedIntercom.found(
                intercom.last(),
                "{total_count: 3, conversations: [{id: 'd', updated_at: 1777000003, tags: {tags: []}}]}",
                clock.instant()));
        feed.fill(batch());
        assertThat(progress.done()).isEqualTo(3);
        assertThat(progress.isCaughtUp()).isTrue();
    }

    @Test
    void nothing_is_sent_while_the_other_feed_has_enough_to_do() {
        intercom.answers(
                "POST /contacts/search",
                "{total_count: 3, data: [{id: 'a', role: 'user', updated_at: 1777000000}, {id: 'b', role: 'user', updated_at: 1777000001},"
                        + " {id: 'c', role: 'user', updated_at: 1777000002}]}");
        List<String> changed = new ArrayList<>();
        AtomicInteger room = new AtomicInteger(2);
        handover = taking(changed, room);
        Feed feed = feed("users", true, "users");

        assertThat(sent(feed)).hasSize(2);
        assertThat(feed.fill(batch()).asking()).isTrue();
        assertThat(changed).containsExactly("a", "b");

        room.set(10);
        assertThat(sent(feed)).hasSize(1);
        assertThat(changed).containsExactly("a", "b", "c", "all");
    }

    /** Behind the page there may be contacts that the stream has not sent yet: they are not missed. */
    @Test
    void a_reading_that_was_not_given_all_pages_has_not_caught_up() {
        Request page = Request.post("/contacts/search", null);
        CompletableFuture<Reply> withheld =
                CompletableFuture.completedFuture(new Reply.Withheld(new Failure(page, 500, "server_error", "", "")));
        intercom.otherwise(
                request -> Optional.of("{total_count: 1, data: [{id: 'a', role: 'user', updated_at: 1777000000}]}"));
        List<String> changed = new ArrayList<>();
        handover = taking(changed, new AtomicInteger(100));
        Feed feed = feed("users", true, "users");
        for (int pass = 0; pass < 3; pass++) {
            sent(feed);
            clock.pass(Duration.ofMinutes(2));
        }
        assertThat(changed).contains("a").endsWith("all");

        intercom.waits("POST /contacts/search", withheld);
        sent(feed);
        assertThat(changed).endsWith("broken off");

        for (int pass = 0; pass < 2; pass++) {
            clock.pass(Duration.ofMinutes(2));
            sent(feed);
        }
        assertThat(changed).endsWith("all");
    }

    private static ChangedContacts taking(List<String> changed, AtomicInteger room) {
        return new ChangedContacts() {
            @Override
            public boolean isSaturated() {
                return changed.size() >= room.get();
            }

            @Override
            public void contactChanged(ChangedContact contact) {
                changed.add(contact.json().path("id").asText());
            }

            @Override
            public void passFinished() {
                changed.add("all");
            }

            @Override
            public void passBroken() {
                changed.add("broken off");
            }
        };
    }

    private static Cursor cursor(String stream, SourceRecord record) {
        return Streams.named(stream)
                .orElseThrow()
                .codec()
                .decode(record.sourceOffset())
                .cursor();
    }

    private static List<SourceRecord> sent(Feed feed) {
        Batch batch = batch();
        feed.fill(batch);
        return batch.toRecords();
    }

    private static Batch batch() {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
    }

    private Feed feed(String name, boolean failOnMalformed, String table) {
        return feed(name, failOnMalformed, table, Cursor.startingAt(Instant.EPOCH));
    }

    private Feed feed(String name, boolean failOnMalformed, String table, Cursor cursor) {
        Stream stream = Streams.named(name).orElseThrow();
        ReadPace pace = new ReadPace(Duration.ofMinutes(1), Duration.ofMinutes(5), 150);
        IncrementalReader reader = new ReaderFactory(intercom, pace, pace, false, clock, () -> {})
                .incremental(
                        stream,
                        cursor,
                        Set.of(),
                        id -> true,
                        new StreamEvents(
                                name,
                                metrics,
                                new PermissionPolicy(false, Map.of()),
                                new FailurePolicy(failOnMalformed, false),
                                new LogThrottle(Clock.systemUTC())));
        PartitionOffset position = new PartitionOffset(
                Map.of("stream", name),
                () -> stream.codec()
                        .encode(IncrementalOffset.none(Set.of(table), Instant.EPOCH)
                                .withCursor(reader.cursor(), Optional.empty())));
        RowReader rows = new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
        return new IncrementalFeed(
                name,
                reader,
                new ContactRows(
                        new AllRows(
                                new RowMapper(
                                        name,
                                        List.of(rows),
                                        failOnMalformed,
                                        metrics,
                                        new LogThrottle(Clock.systemUTC())),
                                one -> true,
                                position,
                                metrics),
                        true,
                        false,
                        handover),
                metrics,
                deleted,
                new HashSet<>(),
                handover);
    }
}
