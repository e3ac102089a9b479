package io.kafkaconnect.intercom.feed.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.message.LogThrottle;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.offset.SentRowsCodec;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The offset of the stream alone was deleted: the rows of all entities are sent again. */
class SentAgainTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private final Map<Integer, Map<String, Object>> stored = new HashMap<>();
    private EntityMemory memory;
    private ChangedRows rows;

    SentAgainTest() {
        restarts();
        Batch first = batch(Batch.Order.ATOMIC);
        rows.send(conversation(1), first);
        store(first);
        restarts();
    }

    /** With what is stored of the shards, and without the offset of the stream. */
    private void restarts() {
        SentRows sent = new SentRows(OutputFormat.UNKNOWN, Set.of(), 1_000);
        stored.forEach(sent::restore);
        boolean isCursorStored = stored.values().stream().anyMatch(SentRowsCodec::isCursorStored);
        memory = new EntityMemory(
                sent,
                new ShardOffsets(
                        sent, shard -> Map.of("shard", "" + shard), new BitSet(), isCursorStored, MemoryReach.ALL));
        memory.setStateWithoutOffset(NOW);
        List<RowReader> readers = List.of("conversations", "conversations_tags").stream()
                .map(table ->
                        new RowReader(Tables.named(table).orElseThrow(), ColumnSet.DOCUMENTED, (where, column) -> {}))
                .toList();
        rows = ChangedRows.of(
                memory,
                new RowMapper(
                        "conversations",
                        readers,
                        true,
                        new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
                        new LogThrottle(Clock.systemUTC())),
                table -> true,
                new PartitionOffset(Map.of("stream", "conversations"), () -> Map.of("cursor", 1L)),
                new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    @Test
    void a_worker_that_dies_before_the_offset_of_the_stream_is_stored_sends_everything_again() {
        Batch again = batch(Batch.Order.ACKNOWLEDGED);
        rows.send(conversation(1), again);
        // The rest of the batch never reaches Kafka.
        assertThat(again.takeLast()).isNotNull();
        assertThat(store(again)).hasSize(1);
        restarts();

        Batch afterCrash = batch(Batch.Order.ATOMIC);
        rows.send(conversation(1), afterCrash);

        assertThat(store(afterCrash)).hasSize(2);
    }

    @Test
    void an_entity_that_is_new_meanwhile_is_remembered() {
        Batch again = batch(Batch.Order.ATOMIC);
        rows.send(entity(1), again);
        rows.send(entity(2), again);
        store(again);
        restarts();

        assertThat(memory.rows().rowsOf("2")).containsOnlyKeys("conversations/2");
    }

    @Test
    void an_entity_that_is_read_after_the_resend_is_sent_with_changed_rows_alone() {
        memory.readBy(() -> NOW.plusSeconds(1));

        Batch after = batch(Batch.Order.ATOMIC);
        rows.send(conversation(1), after);

        assertThat(store(after)).isEmpty();
    }

    private static Batch batch(Batch.Order order) {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
    }

    @SuppressWarnings("unchecked") // Connect declares no more than a map.
    private List<SourceRecord> store(Batch batch) {
        List<SourceRecord> records = batch.toRecords();
        for (SourceRecord record : records) {
            if (record.sourcePartition().get("shard") instanceof String shard) {
                stored.put(Integer.parseInt(shard), (Map<String, Object>) record.sourceOffset());
            }
        }
        return records;
    }

    private static ObjectNode json(int id) {
        return JSON.createObjectNode().put("id", "" + id).put("updated_at", 1);
    }

    private static Entity entity(int id) {
        return new Entity(json(id), false, Instant.EPOCH);
    }

    private static Entity conversation(int id) {
        ObjectNode json = json(id);
        json.putObject("tags").putArray("tags").addObject().put("id", "1");
        return new Entity(json, false, Instant.EPOCH);
    }
}
