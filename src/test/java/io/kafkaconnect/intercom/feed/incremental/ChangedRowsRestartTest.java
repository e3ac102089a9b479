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
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.KeyFormat;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangedRowsRestartTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, Map<String, Object>> stored = new HashMap<>();
    private EntityMemory memory;
    private PartitionOffset position;
    private ChangedRows rows;
    private EndedEntities ended;

    ChangedRowsRestartTest() {
        restarts();
    }

    /** With what is stored of the shards. */
    private void restarts() {
        SentRows sent = new SentRows(OutputFormat.UNKNOWN, Set.of(), 1_000);
        new TreeMap<>(stored).forEach(sent::restore);
        memory = new EntityMemory(
                sent,
                new ShardOffsets(sent, shard -> Map.of("shard", "" + shard), new BitSet(), false, MemoryReach.ALL));
        position = new PartitionOffset(Map.of("stream", "conversations"), () -> Map.of("cursor", 1L));
        List<RowReader> readers = List.of("conversations", "conversations_tags", "conversation_parts").stream()
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
                position,
                new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)));
        ended = new EndedEntities(
                memory,
                new RowMapper(
                        "conversations",
                        readers,
                        true,
                        new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)),
                        new LogThrottle(Clock.systemUTC())),
                true,
                position,
                new StreamMetrics(Clock.systemUTC(), Duration.ofMinutes(1)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Batch.Order.class,
            names = {"ATOMIC", "ACKNOWLEDGED"})
    void rows_of_a_conversation_are_not_forgotten_when_it_leaves_a_shard_with_a_change_of_its_own_row_alone(
            Batch.Order order) {
        for (int size = 0; size <= 310; size += 310) {
            for (int id = 1; id <= 10; id++) {
                sends(order, conversation(id, size, size));
            }
        }
        // Now the shard is a little too large: it is not when one conversation has left it.
        sends(order, conversation(10, 480, 480));

        sends(order, conversation(7, 1_000, 310));
        sends(order, conversation(8, 1_000, 311));
        restarts();

        assertThat(memory.rows().rowsOf("7")).hasSize(312);
    }

    @ParameterizedTest
    @EnumSource(value = Batch.Order.class)
    void a_crash_between_the_tombstones_of_a_conversation_loses_none_of_them(Batch.Order order) {
        Batch first = batch(order);
        rows.send(conversation(1, 1, 2), first);
        isSent(first);

        Batch second = batch(order);
        ended.send(deleted(1), second);
        Batch last = second.takeLast();
        List<SourceRecord> sent = store(second);
        restarts();
        if (last != null) {
            Batch again = batch(order);
            ended.send(deleted(1), again);
            sent = isSent(again);
        }

        assertThat(sent.stream().map(SourceRecord::topic)).contains("conversations");
        assertThat(sent).allMatch(record -> record.value() == null);
    }

    private void sends(Batch.Order order, Entity entity) {
        Batch batch = batch(order);
        rows.send(entity, batch);
        isSent(batch);
    }

    private static Batch batch(Batch.Order order) {
        return new Batch(new SourceRecordFactory("", KeyFormat.STRUCT), order);
    }

    private List<SourceRecord> isSent(Batch batch) {
        Batch last = batch.takeLast();
        List<SourceRecord> records = new ArrayList<>(store(batch));
        if (last != null) {
            records.addAll(store(last));
        }
        return records;
    }

    private List<SourceRecord> store(Batch batch) {
        List<SourceRecord> records = batch.toRecords();
        for (SourceRecord record : records) {
            if (record.sourcePartition().get("shard") instanceof String shard) {
                stored.put(Integer.parseInt(shard), offset(record));
            }
        }
        return records;
    }

    @SuppressWarnings("unchecked") // Connect declares no more than a map.
    private static Map<String, Object> offset(SourceRecord record) {
        return (Map<String, Object>) record.sourceOffset();
    }

    private static Entity conversation(int id, int updated, int parts) {
        ObjectNode json = JSON.createObjectNode().put("id", "" + id).put("updated_at", updated);
        json.putObject("tags").putArray("tags").addObject().put("id", "1");
        ObjectNode list = json.putObject("conversation_parts").put("total_count", parts);
        list.putArray("conversation_parts");
        for (int i = 0; i < parts; i++) {
            list.withArray("conversation_parts").addObject().put("id", "" + (id * 1_000 + i));
        }
        return new Entity(json, false, Instant.EPOCH);
    }

    private static Entity deleted(int id) {
        return new Entity(JSON.createObjectNode().put("id", "" + id), true, Instant.EPOCH);
    }
}
