package io.kafkaconnect.intercom.feed.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.list.PendingChanges.Change;
import io.kafkaconnect.intercom.fingerprint.RowFingerprints;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.Tables;
import java.util.ArrayList;
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
    private static final int SHARDS = 256;
    private static final int GATHERED = 20_000;
    private static final List<String> TABLES = List.of("users_companies", "users_social_profiles", "users_tags");
    private static final Row ROW = row();

    private final Random random = new Random(1);
    private final RowFingerprints memory = RelationsFeed.memory(SHARDS);
    private final StreamMetrics metrics = new StreamMetrics();
    private final PendingChanges outbox = new PendingChanges(memory, positions(), metrics);
    private final Map<Map<String, ?>, Map<String, ?>> stored = new HashMap<>();
    private int mostTouched;
    private long written;

    @Test
    void a_first_reading_writes_at_most_four_times_what_is_stored_in_the_end() {
        for (int contact = 0; contact < 100_000; contact++) {
            String id = "%08x%016x".formatted(contact, random.nextLong());
            memory.sent("contact/" + id, 0);
            outbox.gather(id, changes(id));
            if (outbox.size() >= GATHERED) {
                sendAll();
            }
        }
        sendAll();

        assertThat(metrics.get(StreamCounter.RECORDS)).isEqualTo(300_000);
        long inTheEnd =
                stored.values().stream().mapToLong(PendingChangesTest::size).sum();
        assertThat(stored).hasSize(SHARDS);
        assertThat(written).isBetween(inTheEnd, 4 * inTheEnd);
        assertThat(mostTouched).isLessThan(SHARDS / 4);
    }

    @Test
    void what_is_gathered_again_takes_the_place_of_what_was() {
        outbox.gather("a", changes("a"));
        outbox.gather("b", changes("b"));
        outbox.gather("a", changes("a").subList(0, 1));
        assertThat(outbox.size()).isEqualTo(4);

        outbox.gather("b", List.of());
        assertThat(outbox.size()).isEqualTo(1);
        sendAll();

        assertThat(metrics.get(StreamCounter.RECORDS)).isEqualTo(1);
        assertThat(memory.sentWith("contact/a")).hasSize(1);
    }

    @Test
    void what_is_cleared_is_not_sent() {
        outbox.gather("a", changes("a"));
        outbox.clear();
        outbox.makeReady();

        assertThat(outbox.size()).isZero();
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void a_tombstone_is_sent_in_the_shard_whose_memory_it_leaves() {
        List<Change> changes = changes("a");
        outbox.gather("a", changes);
        sendAll();
        Map<String, ?> partition = Map.of("shard", Integer.toString(memory.place("contact/a")));
        assertThat(stored.keySet()).containsExactly(partition);

        Row tombstone = new Row(ROW.table(), ROW.key(), null);
        outbox.gather(
                "a",
                changes.stream()
                        .map(change -> Change.gone(change.name(), tombstone))
                        .toList());
        sendAll();

        assertThat(stored.keySet()).containsExactly(partition);
        assertThat(stored.get(partition).get("rows")).isEqualTo(0L);
        assertThat(metrics.get(StreamCounter.TOMBSTONES)).isEqualTo(3);
    }

    private void sendAll() {
        outbox.makeReady();
        while (!outbox.isEmpty()) {
            Batch batch = new Batch(new SourceRecordFactory("", KeyFormat.STRUCT));
            while (!outbox.isEmpty() && !batch.isFull()) {
                outbox.send(batch);
            }
            Set<Map<String, ?>> touched = new HashSet<>();
            for (SourceRecord sent : batch.close()) {
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

    private List<Change> changes(String id) {
        List<Change> changes = new ArrayList<>();
        for (String table : TABLES) {
            changes.add(new Change(table + "/" + id + "/" + random.nextInt(10_000), ROW, random.nextLong()));
        }
        return changes;
    }

    private List<OffsetTracker> positions() {
        List<OffsetTracker> positions = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            int shard = i;
            positions.add(new OffsetTracker(Map.of("shard", Integer.toString(i)), () -> memory.offset(shard)));
        }
        return positions;
    }

    private static long size(Map<String, ?> offset) {
        return offset.get("sent").toString().length();
    }

    private static Row row() {
        RowReader tags = new RowReader(Tables.named("tags").orElseThrow(), ColumnSet.DOCUMENTED, (table, column) -> {});
        Row tombstone = tags.tombstone(List.of("1"));
        return new Row(tombstone.table(), tombstone.key(), new Struct(tags.valueSchema()));
    }
}
