package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Sends a tombstone for each row that was sent of a deleted entity. */
public final class EndedEntities implements EntityRows {
    private final EntityMemory memory;
    private final RowMapper rows;
    private final boolean endsUnknown;
    private final RowCarrier carrier;

    /**
     * A sender of tombstones.
     *
     * @param endsUnknown whether an entity that is not remembered ends as well, where not all are remembered
     * @param position the offset of the stream of deletions
     */
    public EndedEntities(
            EntityMemory memory, RowMapper rows, boolean endsUnknown, PartitionOffset position, StreamMetrics metrics) {
        this.memory = memory;
        this.rows = rows;
        this.endsUnknown = endsUnknown;
        this.carrier = RowCarrier.ofDeletions(memory, position, metrics);
    }

    @Override
    public void send(Entity entity, Batch batch) {
        carrier.idOf(entity, rows, batch).ifPresent(id -> end(id, batch));
    }

    private void end(String id, Batch batch) {
        SortedMap<String, Long> sent = memory.rows().rowsOf(id);
        if (sent.isEmpty()) {
            endUnknown(id, batch);
            return;
        }
        OptionalInt number = OptionalInt.of(memory.rows().shardOf(id, sent.size()));
        Map<String, Long> ended = new HashMap<>();
        List<Row> own = new ArrayList<>();
        for (String name : sent.keySet()) {
            Row tombstone = rows.tombstone(id, name);
            if (tombstone != null && tombstone.table().lists().isEmpty()) {
                own.add(tombstone);
                ended.put(name, batch.order() == Batch.Order.ATOMIC ? null : memory.unconfirmedEnd(id, name, batch));
            } else if (tombstone != null) {
                carrier.add(carrier.shard(number, batch), tombstone, batch);
                if (batch.isWaiting(name)) {
                    RowChange.gone(id, name, tombstone).storeWhenSent(memory.rows(), batch);
                } else {
                    ended.put(name, null);
                }
            }
        }
        own.forEach(tombstone -> carrier.add(carrier.position(), tombstone, batch));
        memory.rows().put(id, ended);
        carrier.note(number.getAsInt(), batch);
    }

    /** An entity that is not remembered was never sent; or its rows are not remembered, or some of its tombstones were sent before a crash. */
    private void endUnknown(String id, Batch batch) {
        if (endsUnknown && !memory.isComplete()) {
            rows.readers().stream()
                    .filter(reader -> reader.table().lists().isEmpty())
                    .forEach(reader -> carrier.add(carrier.position(), reader.tombstone(List.of(id)), batch));
        }
    }
}
