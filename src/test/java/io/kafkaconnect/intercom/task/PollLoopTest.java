package io.kafkaconnect.intercom.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.PermissionPolicy;
import io.kafkaconnect.intercom.feed.RefusalPolicy;
import io.kafkaconnect.intercom.feed.RestartingFeed;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollLoopTest {
    private static final ReadStep.Idle FOR_A_REPLY = new ReadStep.Idle(Instant.MAX, true);
    private static final RowReader TAGS =
            new RowReader(Tables.named("tags").orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {});

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final Instant start = clock.instant();
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final List<Runnable> replies = new ArrayList<>();
    private final Acknowledgements acknowledgements = new Acknowledgements(true, () -> {});
    private Batch.Order order = Batch.Order.BY_PARTITION;
    private int waits;

    /** Time goes on only while the task waits; a reply that is due wakes it early. */
    private final Wakeup signal = new Wakeup() {
        @Override
        public void signal() {
            throw new UnsupportedOperationException("nobody does, in one thread");
        }

        @Override
        public void await(Duration most) {
            waits++;
            assertThat(waits).as("waits").isLessThan(10_000);
            if (replies.isEmpty()) {
                clock.pass(most);
            } else {
                clock.pass(Duration.ofMillis(100));
                replies.remove(0).run();
            }
        }
    };

    /** Has some rows ready, then waits. */
    private static final class Ready implements Feed {
        private final String stream;
        private int rows;
        private ReadStep.Idle then = FOR_A_REPLY;

        Ready(String stream, int rows) {
            this.stream = stream;
            this.rows = rows;
        }

        Ready then(Instant until) {
            then = new ReadStep.Idle(until, false);
            return this;
        }

        @Override
        public ReadStep.Idle fill(Batch batch) {
            while (!batch.isFull()) {
                if (rows == 0) {
                    return then;
                }
                rows--;
                Row row = TAGS.tombstone(List.of(stream));
                batch.add(new PartitionOffset(Map.of("stream", stream), Map::of), row);
            }
            return null;
        }

        @Override
        public String stream() {
            return stream;
        }
    }

    @Test
    void a_poll_comes_back_with_nothing_within_its_patience_though_intercom_never_answers() throws Exception {
        assertThat(sync(false, new Ready("users", 0)).poll()).isNull();

        assertThat(elapsed()).isEqualTo(PollLoop.MAX_POLL_WAIT);
        assertThat(waits).isEqualTo(1);
    }

    @Test
    void replies_that_bring_nothing_do_not_lengthen_its_patience() throws Exception {
        for (int i = 0; i < 100; i++) {
            replies.add(() -> {});
        }

        assertThat(sync(false, new Ready("users", 0)).poll()).isNull();

        assertThat(elapsed()).isEqualTo(PollLoop.MAX_POLL_WAIT);
    }

    @Test
    void a_full_batch_is_returned_at_once_and_the_rest_by_the_next_polls() throws Exception {
        PollLoop sync = sync(false, new Ready("users", 10_500));

        assertThat(sync.poll()).hasSize(5_000);
        assertThat(sync.poll()).hasSize(5_000);
        assertThat(elapsed()).isZero();
        assertThat(sync.poll()).hasSize(500);
        assertThat(elapsed()).isEqualTo(PollLoop.BATCH_LINGER);
    }

    @Test
    void what_covers_other_rows_is_sent_when_kafka_has_acknowledged_them_all() throws Exception {
        order = Batch.Order.ACKNOWLEDGED;
        PollLoop sync = sync(false, covered(2));

        List<SourceRecord> first = sync.poll();
        assertThat(first).hasSize(2);
        acknowledgements.acknowledged(first.get(1));
        assertThat(sync.poll()).as("one is missing").isNull();
        replies.add(() -> acknowledgements.acknowledged(first.get(0)));
        assertThat(streams(sync.poll())).containsExactly("cursor");
        assertThat(sync.poll()).isNull();
    }

    @Test
    void what_waits_for_kafka_runs_when_it_has_the_last_row_of_the_batch() throws Exception {
        order = Batch.Order.ACKNOWLEDGED;
        List<String> ran = new ArrayList<>();
        PollLoop sync = sync(false, covered(1, () -> ran.add("")));

        acknowledgements.acknowledged(sync.poll().get(0));
        List<SourceRecord> last = sync.poll();
        assertThat(sync.poll()).isNull();
        assertThat(ran).as("Kafka does not have the last row").isEmpty();
        acknowledgements.acknowledged(last.get(0));
        assertThat(sync.poll()).isNull();
        assertThat(sync.poll()).isNull();
        assertThat(ran).as("runs once").hasSize(1);
    }

    @Test
    void a_poll_waits_for_kafka_before_too_much_waits_to_run() throws Exception {
        order = Batch.Order.ACKNOWLEDGED;
        List<String> ran = new ArrayList<>();
        PollLoop sync = sync(false, endless(() -> ran.add("")));
        List<SourceRecord> sent = new ArrayList<>();
        List<SourceRecord> polled = sync.poll();
        while (polled != null) {
            sent.addAll(polled);
            polled = sync.poll();
        }
        assertThat(sent).hasSizeBetween(10_000, 20_000);
        assertThat(ran).isEmpty();

        sent.forEach(acknowledgements::acknowledged);
        assertThat(sync.poll()).isNotEmpty();
        assertThat(ran).hasSameSizeAs(sent);
    }

    /** Own rows without end, each with something that waits for Kafka. */
    private static Feed endless(Runnable whenAcknowledged) {
        PartitionOffset cursor = new PartitionOffset(Map.of("stream", "cursor"), Map::of);
        return new Feed() {
            private int rows;

            @Override
            public ReadStep.Idle fill(Batch batch) {
                while (!batch.isFull()) {
                    batch.addLast(cursor, TAGS.tombstone(List.of("" + rows++)));
                    batch.whenAcknowledged(whenAcknowledged);
                }
                return null;
            }

            @Override
            public String stream() {
                return "users";
            }
        };
    }

    @Test
    void shards_are_stored_again_only_when_all_is_acknowledged_that_came_in_order_by_partition() throws Exception {
        PollLoop sync = sync(false, new Ready("users", 1).then(Instant.MAX));
        assertThat(sync.poll()).hasSize(1);
        order = Batch.Order.ACKNOWLEDGED;

        assertThat(sync.poll()).isNull();
        assertThat(elapsed()).isEqualTo(PollLoop.MAX_POLL_WAIT);
    }

    /** Rows of a shard, and one that the cursor's offset covers them with. */
    private static Feed covered(int rows) {
        return covered(rows, () -> {});
    }

    private static Feed covered(int rows, Runnable whenAcknowledged) {
        PartitionOffset shard = new PartitionOffset(Map.of("stream", "shard"), Map::of);
        PartitionOffset cursor = new PartitionOffset(Map.of("stream", "cursor"), Map::of);
        return new Feed() {
            private boolean isDone;

            @Override
            public ReadStep.Idle fill(Batch batch) {
                for (int i = 0; i < rows && !isDone; i++) {
                    batch.add(shard, TAGS.tombstone(List.of("" + i)));
                }
                if (!isDone) {
                    batch.addLast(cursor, TAGS.tombstone(List.of("last")));
                    batch.whenAcknowledged(whenAcknowledged);
                }
                isDone = true;
                return new ReadStep.Idle(Instant.MAX, false);
            }

            @Override
            public String stream() {
                return "users";
            }
        };
    }

    private static List<Object> streams(List<SourceRecord> records) {
        return records.stream()
                .<Object>map(record -> record.sourcePartition().get("stream"))
                .toList();
    }

    @Test
    void what_comes_while_a_batch_is_filled_goes_into_it() throws Exception {
        Ready users = new Ready("users", 1);
        replies.add(() -> users.rows = 10);
        replies.add(() -> users.rows = 100);

        assertThat(sync(false, users).poll()).hasSize(111);
        assertThat(elapsed()).isEqualTo(PollLoop.BATCH_LINGER);
    }

    @Test
    void a_batch_is_not_kept_back_when_nothing_is_under_way() throws Exception {
        assertThat(sync(false, new Ready("users", 1).then(start.plusSeconds(60)))
                        .poll())
                .hasSize(1);

        assertThat(elapsed()).isZero();
    }

    @Test
    void a_feed_that_is_due_soon_does_not_make_the_task_wait_longer_than_until_then() throws Exception {
        Feed due = new Feed() {
            @Override
            public ReadStep.Idle fill(Batch batch) {
                if (!clock.instant().isBefore(start.plusMillis(400)) && batch.isEmpty()) {
                    batch.add(new PartitionOffset(Map.of(), Map::of), TAGS.tombstone(List.of("due")));
                }
                return new ReadStep.Idle(start.plusMillis(batch.isEmpty() ? 400 : 60_000), false);
            }

            @Override
            public String stream() {
                return "users";
            }
        };

        assertThat(sync(false, new Ready("leads", 0), due).poll()).hasSize(1);
        // The other feed's requests are under way, so that the batch is filled a while longer.
        assertThat(elapsed()).isEqualTo(Duration.ofMillis(400).plus(PollLoop.BATCH_LINGER));
    }

    @Test
    void no_feed_starves_beside_another_that_always_fills_the_batch() throws Exception {
        PollLoop sync = sync(false, new Ready("users", 1 << 30), new Ready("leads", 1), new Ready("tags", 1));
        List<String> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            for (SourceRecord record : sync.poll()) {
                streams.add(record.sourcePartition().get("stream").toString());
            }
        }

        assertThat(streams).contains("users", "leads", "tags");
    }

    @ParameterizedTest
    @CsvSource({"402", "403"})
    void a_stream_that_may_not_be_read_fails_the_task_with_the_permission_it_needs(int status) {
        assertThatThrownBy(() -> sync(false, stuck("users", status)).poll())
                .isInstanceOf(ConnectException.class)
                .hasMessageContainingAll(
                        "stream users",
                        "Read and list users and companies",
                        "answered " + status,
                        "intercom.behavior.on.missing.permission=skip");
    }

    @Test
    void what_a_stream_may_not_ask_for_fails_the_task_with_the_permission_that_needs() {
        Feed feed = new Feed() {
            @Override
            public ReadStep.Idle fill(Batch batch) {
                Failure failure = new Failure(Request.get("/events"), 403, "", "", "");
                throw new IntercomException(new Reply.Forbidden(failure), "Read events");
            }

            @Override
            public String stream() {
                return "users";
            }
        };

        assertThatThrownBy(() -> sync(false, feed).poll())
                .hasMessageContainingAll("stream users", "\"Read events\"", "GET /events");
    }

    @Test
    void a_stream_that_may_not_be_read_does_not_hold_up_the_others_where_it_may_be_skipped() throws Exception {
        PollLoop sync = sync(true, stuck("users", 403), new Ready("leads", 2).then(start.plusSeconds(60)));

        assertThat(sync.poll()).hasSize(2);
        assertThat(sync.poll()).isNull();
        assertThat(metrics.get(StreamCounter.DENIED)).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | intercom.access.token
            500 | intercom.max.retries
            0   | intercom.max.retries
            422 | intercom.api.version
            404 | intercom.base.url
            """)
    void whatever_else_a_stream_cannot_go_on_from_fails_the_task_with_advice(int status, String advice) {
        for (boolean skip : new boolean[] {true, false}) {
            assertThatThrownBy(() -> sync(skip, stuck("users", status)).poll())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContainingAll("Stream users cannot continue", "POST /contacts/search", advice)
                    .hasCauseInstanceOf(IntercomException.class);
        }
    }

    private static Feed stuck(String stream, int status) {
        return new Feed() {
            @Override
            public ReadStep.Idle fill(Batch batch) {
                throw new IntercomException(ScriptedIntercom.failed(Request.post("/contacts/search", null), status));
            }

            @Override
            public String stream() {
                return stream;
            }
        };
    }

    private Duration elapsed() {
        return Duration.between(start, clock.instant());
    }

    private PollLoop sync(boolean skipDenied, Feed... feeds) {
        SourceRecordFactory records = new SourceRecordFactory("", KeyFormat.STRUCT);
        PermissionPolicy permission = new PermissionPolicy(skipDenied, Map.of("users", metrics));
        List<Feed> enduring = new ArrayList<>();
        for (Feed feed : feeds) {
            RefusalPolicy refusals = new RefusalPolicy(
                    feed.stream(),
                    new RefusalPolicy.RefusalLimits(Duration.ofSeconds(60), Optional.of(Duration.ZERO)),
                    metrics,
                    clock);
            enduring.add(new RestartingFeed(feed.stream(), () -> feed, () -> {}, refusals, permission));
        }
        return new PollLoop(enduring, () -> new Batch(records, order), acknowledgements, signal, clock);
    }
}
