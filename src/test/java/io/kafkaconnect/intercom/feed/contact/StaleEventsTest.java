package io.kafkaconnect.intercom.feed.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of changed users and the rounds over all users find the same event at about the same time. */
class StaleEventsTest {
    private static final Stream STREAM = Streams.named("users_relations").orElseThrow();
    private static final String SEARCH = "POST /contacts/search";
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final ScriptedIntercom intercom = new ScriptedIntercom(clock).eachOnce();
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final List<SourceRecord> topic = new ArrayList<>();
    private RelationsFeed feed;
    private ChangedRows users;
    private RestoredMemory memory;

    @BeforeEach
    void start() {
        ReadPace pace = new ReadPace(INTERVAL, Duration.ZERO, 150);
        ReaderFactory readers = new ReaderFactory(intercom, pace, pace, true, clock, () -> {});
        memory = RestoredMemory.of(STREAM, Map.of());
        List<RowReader> compared = List.of(reader("users_tags"), reader("events_summary"));
        RowMapper rows = new RowMapper(STREAM.name(), compared, true, metrics, new LogThrottle(Clock.systemUTC()));
        feed = new RelationsFeed(
                STREAM.name(),
                readers.contacts(STREAM, Set.of(Enrichment.TAGS), Set.of(Enrichment.EVENTS), new StreamListener() {
                    @Override
                    public void malformed(String reason) {}
                }),
                memory.rows(),
                memory.shards(),
                new ContactTables(rows, Set.of("events_summary"), List.of(reader("users"))),
                new RelationsOptions(
                        0,
                        false,
                        true,
                        Duration.ZERO,
                        () -> false,
                        updatedAt -> false,
                        updatedAt -> false,
                        INTERVAL,
                        NotesOfUsers.Check.NONE),
                new DeletedIds(10),
                (id, updatedAt, isBack, isNew) -> false,
                clock,
                metrics);
        users = ChangedRows.shared(
                new EntityMemory(memory.rows(), memory.shards()),
                new RowMapper(
                        "users",
                        List.of(reader("users"), reader("events_summary")),
                        true,
                        metrics,
                        new LogThrottle(Clock.systemUTC())),
                table -> true,
                new PartitionOffset(Map.of("stream", "users"), Map::of),
                metrics,
                ContactDetails::marks);
    }

    private static RowReader reader(String table) {
        return new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
    }

    private static String events(int count) {
        return "events: [{name: 'e', count: " + count + "}]";
    }

    private void changed(String id, long updatedAt, int count, String tags) {
        Batch batch = batch();
        changed(id, updatedAt, count, tags, batch);
        topic.addAll(batch.toRecords());
    }

    private void changed(String id, long updatedAt, int count, String tags, Batch batch) {
        ObjectNode json = ScriptedIntercom.json("{id: '" + id + "', role: 'user', updated_at: " + updatedAt + ", "
                + events(count) + ", tags: " + tags + "}");
        users.send(new Entity(json, false, clock.instant()), batch);
        feed.contactChanged(new ChangedContact(json, clock.instant(), true, true));
    }

    private static Batch batch() {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), Batch.Order.ATOMIC);
    }

    private void fill() {
        Batch batch = batch();
        feed.fill(batch);
        topic.addAll(batch.toRecords());
    }

    private Object count() {
        Object count = null;
        for (SourceRecord record : topic) {
            boolean isOfA = ((Struct) record.key()).schema().field("user_id") != null
                    && ((Struct) record.key()).get("user_id").equals("a");
            if (record.topic().equals("events_summary") && isOfA) {
                count = record.value() == null ? null : ((Struct) record.value()).get("count");
            }
        }
        return count;
    }

    @Test
    void an_older_summary_that_a_round_has_staged_does_not_replace_a_newer_one_of_the_stream() {
        long now = clock.instant().getEpochSecond();
        changed("a", now, 4, "{data: []}");
        changed("b", now, 1, "{data: []}");
        fill();
        assertThat(count()).isNotNull();
        // The round is due, and finds event number 5 of a. The tags of b are late, so nothing is flushed yet.
        CompletableFuture<Reply> tags = new CompletableFuture<>();
        intercom.waits("GET /contacts/b/tags", tags);
        ObjectNode b = ScriptedIntercom.json(
                "{id: 'b', role: 'user', updated_at: 1, tags: {data: [], has_more: true, total_count: 1}}");
        feed.contactChanged(new ChangedContact(b, clock.instant(), false, false));
        clock.pass(INTERVAL.plusMinutes(1));
        intercom.otherwise(request -> request.toString().startsWith("GET /events")
                ? java.util.Optional.of("{" + events(request.toString().contains("=b") ? 1 : 5) + "}")
                : java.util.Optional.empty());
        fill();
        fill();
        // A moment later the stream of changed users sends event number 6.
        clock.pass(Duration.ofSeconds(1));
        intercom.otherwise(request -> request.toString().startsWith("GET /events")
                ? java.util.Optional.of("{" + events(6) + "}")
                : java.util.Optional.empty());
        changed("a", clock.instant().getEpochSecond(), 6, "{data: []}");
        fill();
        tags.complete(ScriptedIntercom.found(intercom.last(), "{data: [{id: 't'}]}", clock.instant()));
        fill();
        clock.pass(Duration.ofMinutes(2));
        fill();

        assertThat(count()).isEqualTo(6L);
    }

    @Test
    void a_summary_that_was_requested_before_the_stream_read_a_newer_one_does_not_replace_it() {
        long now = clock.instant().getEpochSecond();
        changed("a", now, 4, "{data: []}");
        fill();
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.waits("GET /events", late);
        clock.pass(INTERVAL.plusMinutes(1));
        fill();
        assertThat(intercom.asked()).as("the round has begun").anyMatch(asked -> asked.contains("/events"));
        Instant before = clock.instant();
        // The response of the round is under way when event number 6 happens, and the stream of changed users reads it.
        clock.pass(Duration.ofSeconds(1));
        changed("a", clock.instant().getEpochSecond(), 6, "{data: []}");
        late.complete(ScriptedIntercom.found(intercom.last(), "{" + events(5) + "}", before));
        fill();
        clock.pass(Duration.ofMinutes(2));
        feed.passBroken();
        intercom.answers(SEARCH, "{data: []}");
        intercom.fails("GET /contacts/a", 500);
        fill();

        assertThat(count()).isEqualTo(6L);
    }

    @Test
    void a_summary_that_comes_after_its_contact_was_found_deleted_is_left_out() {
        changed("a", clock.instant().getEpochSecond(), 4, "{data: []}");
        fill();
        assertThat(count()).isEqualTo(4L);
        CompletableFuture<Reply> late = new CompletableFuture<>();
        intercom.waits("GET /events", late);
        clock.pass(INTERVAL.plusMinutes(1));
        fill();
        Request events = intercom.last();
        assertThat(events.toString()).as("the round has begun").contains("/events");
        intercom.answers(SEARCH, "{data: []}");
        intercom.fails("GET /contacts/a", 404);
        intercom.fails("GET /contacts/a", 404);
        feed.passFinished();
        fill();
        clock.pass(Duration.ofMinutes(2));
        fill();
        clock.pass(Duration.ofMinutes(2));
        fill();
        assertThat(count()).as("the tombstone").isNull();

        late.complete(ScriptedIntercom.found(events, "{" + events(5) + "}", clock.instant()));
        fill();
        clock.pass(Duration.ofMinutes(2));
        fill();

        assertThat(count()).isNull();
    }

    @Test
    void a_clock_that_was_set_back_does_not_stop_the_rounds() {
        Instant[] now = {clock.instant()};
        java.time.Clock moving = new java.time.Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        changed("a", now[0].getEpochSecond(), 4, "{data: []}");
        ReadPace pace = new ReadPace(INTERVAL, Duration.ZERO, 150);
        intercom.otherwise(request -> java.util.Optional.of("{" + events(4) + "}"));
        List<ObjectNode> found = new ArrayList<>();
        EventRounds rounds = new EventRounds(
                new ReaderFactory(intercom, pace, pace, true, clock, () -> {})
                        .contacts(STREAM, Set.of(), Set.of(Enrichment.EVENTS), new StreamListener() {
                            @Override
                            public void malformed(String reason) {}
                        }),
                memory.rows(),
                INTERVAL,
                new ContactVersions(moving),
                moving,
                reading -> found.add(reading.contact()));
        now[0] = now[0].plus(Duration.ofDays(365));
        rounds.lookUpNext();
        now[0] = now[0].plus(INTERVAL);
        assertThat(rounds.lookUpNext()).isTrue();
        rounds.poll().run();
        // The clock was a year ahead, and is right again.
        now[0] = now[0].minus(Duration.ofDays(365));
        rounds.lookUpNext();
        now[0] = now[0].plus(INTERVAL.multipliedBy(2));
        assertThat(rounds.lookUpNext()).isTrue();
    }

    @Test
    void rounds_that_take_longer_than_their_interval_leave_out_no_shard() {
        for (int i = 0; i < 1_000; i++) {
            memory.rows().put("u" + i, ContactDetails.mark("u" + i), 1);
        }
        int shards = memory.rows().shards();
        assertThat(shards).isGreaterThan(5);
        ReadPace pace = new ReadPace(INTERVAL, Duration.ZERO, 150);
        intercom.otherwise(request -> java.util.Optional.of("{events: []}"));
        Set<String> found = new java.util.HashSet<>();
        EventRounds rounds = new EventRounds(
                new ReaderFactory(intercom, pace, pace, true, clock, () -> {})
                        .contacts(STREAM, Set.of(), Set.of(Enrichment.EVENTS), new StreamListener() {
                            @Override
                            public void malformed(String reason) {}
                        }),
                memory.rows(),
                INTERVAL,
                new ContactVersions(clock),
                clock,
                reading -> found.add(reading.id()));
        int divisor = java.util.stream.IntStream.rangeClosed(2, shards)
                .filter(number -> shards % number == 0)
                .findFirst()
                .orElseThrow();
        // The limit is so low that the requests for one shard take several times as long as planned.
        Duration ofShard = Duration.ofMillis(INTERVAL.toMillis() / shards * divisor);
        rounds.lookUpNext();
        int visited = 0;
        while (visited < shards * 8) {
            clock.pass(ofShard);
            if (visited == shards * 4) {
                found.clear();
            }
            // The requests for the contacts of one shard.
            int before = intercom.asked().size();
            rounds.lookUpNext();
            int shard = memory.rows().shardOf(idOf(intercom.asked().get(before)), 1);
            int[] owners = {0};
            memory.rows().ownersIn(shard, (id, rows) -> owners[0]++);
            for (int done = 0; done < owners[0]; ) {
                for (Runnable next = rounds.poll(); next != null; next = rounds.poll()) {
                    next.run();
                    done++;
                }
                if (done < owners[0]) {
                    rounds.lookUpNext();
                }
            }
            visited++;
        }

        assertThat(found).hasSize(1_000);
    }

    private static String idOf(String request) {
        return request.substring(request.lastIndexOf('=') + 1);
    }
}
