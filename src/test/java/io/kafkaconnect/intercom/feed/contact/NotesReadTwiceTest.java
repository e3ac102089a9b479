package io.kafkaconnect.intercom.feed.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.ChangedContact;
import io.kafkaconnect.intercom.feed.DeletedIds;
import io.kafkaconnect.intercom.feed.NotesOfUsers;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.incremental.ChangedRows;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadPace;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The backfill of a table of notes that was selected later, and the sweep over all users, read the same notes at about the same time. */
class NotesReadTwiceTest {
    private static final Stream STREAM = Streams.named("users_relations").orElseThrow();
    private static final String SEARCH = "POST /contacts/search";
    private static final String NOTES = "GET /contacts/a/notes";
    private static final String TWO_NOTES = "{data: [{id: '1', body: 'one'}, {id: '2', body: 'two'}]}";

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock).eachOnce();
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final RestoredMemory memory = RestoredMemory.of(STREAM, Map.of());
    private final PartitionOffset position = new PartitionOffset(Map.of("stream", "users"), Map::of);
    private final List<String> sent = new ArrayList<>();
    private final RelationsFeed feed = feed();
    private final ChangedRows notes = ChangedRows.shared(
            new EntityMemory(memory.rows(), memory.shards()),
            new RowMapper("users", List.of(reader("notes")), true, metrics, new LogThrottle(Clock.systemUTC())),
            table -> true,
            position,
            metrics,
            ContactDetails::marks);

    private RelationsFeed feed() {
        ReadPace pace = new ReadPace(Duration.ofHours(1), Duration.ZERO, 150);
        RowMapper rows = new RowMapper(
                STREAM.name(),
                List.of(reader("users_tags"), reader("notes")),
                true,
                metrics,
                new LogThrottle(Clock.systemUTC()));
        return new RelationsFeed(
                STREAM.name(),
                new ReaderFactory(intercom, pace, pace, true, clock, () -> {})
                        .contacts(STREAM, Set.of(), Set.of(Enrichment.NOTES), new StreamListener() {
                            @Override
                            public void malformed(String reason) {}
                        }),
                memory.rows(),
                memory.shards(),
                new ContactTables(rows, Set.of("notes"), List.of()),
                new RelationsOptions(
                        0,
                        false,
                        true,
                        Duration.ZERO,
                        () -> false,
                        updatedAt -> false,
                        updatedAt -> false,
                        Duration.ofDays(1),
                        NotesOfUsers.Check.NONE),
                new DeletedIds(10),
                (id, updatedAt, isBack, isKnownAsUnsent) -> false,
                clock,
                metrics);
    }

    private static RowReader reader(String table) {
        return new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
    }

    @ParameterizedTest
    @EnumSource(Batch.Order.class)
    void notes_that_the_sweep_requested_before_the_backfill_sent_them_are_not_sent_twice(Batch.Order order) {
        CompletableFuture<Reply> late = sweepRequestsNotes(order);

        clock.pass(Duration.ofSeconds(1));
        sendNotes(order, Instant.EPOCH);
        late.complete(ScriptedIntercom.found(intercom.last(), TWO_NOTES, clock.instant()));
        feed.passBroken();
        fill(order);
        clock.pass(Duration.ofMinutes(2));
        fill(order);

        assertThat(sent).containsExactlyInAnyOrder("1", "2");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void notes_that_the_sweep_has_staged_are_not_sent_again_after_the_backfill(boolean isOlder) {
        Batch.Order order = Batch.Order.ACKNOWLEDGED;
        CompletableFuture<Reply> late = sweepRequestsNotes(order);
        late.complete(ScriptedIntercom.found(intercom.last(), TWO_NOTES, clock.instant()));

        sendNotes(order, isOlder ? Instant.EPOCH : clock.instant().plusSeconds(1));
        fill(order);
        clock.pass(Duration.ofMinutes(2));
        fill(order);

        assertThat(sent).containsExactlyInAnyOrder("1", "2");
    }

    /** The contact was read before there was a table of notes. */
    private CompletableFuture<Reply> sweepRequestsNotes(Batch.Order order) {
        memory.rows().put("a", ContactDetails.mark("a"), 1);
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.answers(
                SEARCH,
                "{data: [{id: 'a', role: 'user', updated_at: 1, tags: {data: []},"
                        + " notes: {data: [{id: '1'}, {id: '2'}], total_count: 2}}]}");
        intercom.waits(NOTES, late);
        feed.passFinished();
        fill(order);
        assertThat(intercom.asked()).as("requests").anyMatch(asked -> asked.contains("/notes"));
        return late;
    }

    private void sendNotes(Batch.Order order, Instant asOf) {
        ObjectNode json = ScriptedIntercom.json(
                "{id: 'a', role: 'user', updated_at: 1, tags: {data: []}, notes: " + TWO_NOTES + "}");
        Batch batch = batch(order);
        notes.send(new Entity(json, false, asOf), batch);
        feed.contactChanged(new ChangedContact(json, asOf, false, true));
        take(batch);
    }

    private void fill(Batch.Order order) {
        Batch batch = batch(order);
        feed.fill(batch);
        take(batch);
    }

    private static Batch batch(Batch.Order order) {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
    }

    private void take(Batch batch) {
        Batch rest = batch.takeLast();
        batch.toRecords().forEach(this::sent);
        if (rest != null) {
            rest.toRecords().forEach(this::sent);
        }
    }

    private void sent(SourceRecord record) {
        sent.add(((Struct) record.key()).getString("id"));
    }
}
