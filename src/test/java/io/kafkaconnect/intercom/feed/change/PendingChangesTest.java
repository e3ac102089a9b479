package io.kafkaconnect.intercom.feed.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What is gathered is sent shard by shard, and few shards are touched at a time. */
class PendingChangesTest {
    private static final int GATHERED = 20_000;
    private static final List<String> TABLES = List.of("users_companies", "users_social_profiles", "users_tags");
    private static final Row ROW = row();

    private final Random random = new Random(1);
    private final SentRows memory = new SentRows(OutputFormat.UNKNOWN, Set.of(), 100_000);
    private final StreamMetrics metrics = new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1));
    private final PendingChanges pending = new PendingChanges(
            memory,
            new ShardOffsets(
                    memory, shard -> Map.of("shard", Integer.toString(shard)), new BitSet(), false, MemoryReach.ALL),
            metrics);
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private int mostTouched;
    private long written;

    @Test
    void a_first_reading_writes_at_most_twice_what_is_stored_in_the_end() {
        for (int contact = 0; contact < 100_000; contact++) {
            String id = "%08x%016x".formatted(contact, random.nextLong());
            memory.put(id, "contact/" + id, 0);
            pending.stage(id, changes(id));
            if (pending.size() >= GATHERED) {
                sendAll();
            }
        }
        sendAll();

        assertThat(metrics.get(StreamCounter.RECORDS)).isEqualTo(300_000);
        long inTheEnd =
                stored.values().stream().mapToLong(PendingChangesTest::size).sum();
        assertThat(stored.values()).allMatch(offset -> size(offset) < 8_000);
        assertThat(written).isBetween(inTheEnd, 2 * inTheEnd);
        assertThat(mostTouched).isLessThan(100);
    }

    /** The older row is sent once Kafka has acknowledged the rest of the batch. The worker may die before that. */
    @Test
    void a_row_that_ends_while_an_older_one_waits_is_remembered_until_its_tombstone_is_sent() {
        memory.put("a", "users/a", 42);
        memory.put("a", "users_tags/a/1", 43);
        Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), Batch.Order.ACKNOWLEDGED);
        Row tombstone = reader("users").tombstone(List.of("a"));
        Row tag = reader("users_tags").tombstone("a", List.of("a", "1"));
        batch.addLast(new PartitionOffset(Map.of("cursor", "1"), Map::of), tombstone);
        pending.stage(
                "a", List.of(RowChange.gone("a", "users_tags/a/1", tag), RowChange.gone("a", "users/a", tombstone)));
        pending.flush();
        while (!pending.isEmpty()) {
            pending.drainTo(batch);
        }
        Batch rest = batch.takeLast();

        SentRows first = new SentRows(OutputFormat.UNKNOWN, Set.of(), 100_000);
        first.restore(0, batch.toRecords().get(0).sourceOffset());
        assertThat(first.rowsOf("a")).containsOnlyKeys("users/a");

        List<SourceRecord> last = rest.toRecords();
        SentRows second = new SentRows(OutputFormat.UNKNOWN, Set.of(), 100_000);
        second.restore(0, last.get(1).sourceOffset());
        assertThat(second.rowsOf("a")).isEmpty();
    }

    @Test
    void what_is_gathered_again_takes_the_place_of_what_was() {
        pending.stage("a", changes("a"));
        pending.stage("b", changes("b"));
        pending.stage("a", changes("a").subList(0, 1));
        assertThat(pending.size()).isEqualTo(4);

        pending.stage("b", List.of());
        assertThat(pending.size()).isEqualTo(1);
        sendAll();

        assertThat(metrics.get(StreamCounter.RECORDS)).isEqualTo(1);
        assertThat(memory.rowsOf("a")).hasSize(1);
    }

    @Test
    void what_is_cleared_is_not_sent() {
        pending.stage("a", changes("a"));
        pending.clear();
        pending.flush();

        assertThat(pending.size()).isZero();
        assertThat(pending.isEmpty()).isTrue();
    }

    @Test
    void a_tombstone_is_sent_in_the_shard_whose_memory_it_leaves() {
        List<RowChange> changes = changes("a");
        pending.stage("a", changes);
        sendAll();
        Map<String, ?> partition = Map.of("shard", Integer.toString(memory.shardOf("a", 1)));
        assertThat(stored.keySet()).containsExactly(partition);

        Row tombstone = new Row(ROW.table(), ROW.key(), null, null);
        pending.stage(
                "a",
                changes.stream()
                        .map(change -> RowChange.gone(change.owner(), change.name(), tombstone))
                        .toList());
        sendAll();

        assertThat(stored.keySet()).containsExactly(partition);
        assertThat(stored.get(partition).get("rows")).isEqualTo(0L);
        assertThat(metrics.get(StreamCounter.TOMBSTONES)).isEqualTo(3);
    }

    private void sendAll() {
        pending.flush();
        while (!pending.isEmpty()) {
            Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
            while (!pending.isEmpty() && !batch.isFull()) {
                pending.drainTo(batch);
            }
            Set<Map<String, ?>> touched = new HashSet<>();
            for (SourceRecord sent : batch.toRecords()) {
                stored.put(sent.sourcePartition(), sent.sourceOffset());
                touched.add(sent.sourcePartition());
            }
            mostTouched = Math.max(mostTouched, touched.size());
            written += touched.stream()
                    .map(stored::get)
                    .mapToLong(PendingChangesTest::size)
                    .sum();
        }
    }

    private List<RowChange> changes(String id) {
        List<RowChange> changes = new ArrayList<>();
        for (String table : TABLES) {
            changes.add(new RowChange(id, table + "/" + id + "/" + random.nextInt(10_000), ROW, random.nextLong()));
        }
        return changes;
    }

    private static long size(Map<String, ?> offset) {
        return offset.get("sent").toString().length();
    }

    private static RowReader reader(String table) {
        return new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {});
    }

    private static Row row() {
        RowReader tags = reader("tags");
        Row tombstone = tags.tombstone(List.of("1"));
        return new Row(tombstone.table(), tombstone.key(), new Struct(tags.valueSchema()), null);
    }
}
