package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.Optional;
import java.util.OptionalInt;

/** Chooses the offset that each row of an entity carries: that of the stream, or that of the shard that remembers the entity. */
final class RowCarrier {
    /** Each shard of a large memory takes about five kilobytes. */
    private static final int MAX_SHARDS = 64;

    private final EntityMemory memory;
    private final PartitionOffset position;
    private final boolean isShared;
    private final StreamMetrics metrics;
    private final boolean isOfEntities;

    /** Without transactions: the batch that has carried the offset of the stream, until that offset is stored. */
    private Batch carrying;

    private RowCarrier(
            EntityMemory memory,
            PartitionOffset position,
            boolean isShared,
            boolean isOfEntities,
            StreamMetrics metrics) {
        this.memory = memory;
        this.position = position;
        this.isShared = isShared;
        this.metrics = metrics;
        this.isOfEntities = isOfEntities;
    }

    /**
     * The carrier of a stream of entities that alone stores the shards.
     *
     * @param position the offset of the stream
     */
    static RowCarrier ofEntities(EntityMemory memory, PartitionOffset position, StreamMetrics metrics) {
        return new RowCarrier(memory, position, false, true, metrics);
    }

    /** The carrier of a stream of entities whose shards another stream stores as well. */
    static RowCarrier ofSharedEntities(EntityMemory memory, PartitionOffset position, StreamMetrics metrics) {
        return new RowCarrier(memory, position, true, true, metrics);
    }

    /** The carrier of a stream that sends only the deletion of entities. */
    static RowCarrier ofDeletions(EntityMemory memory, PartitionOffset position, StreamMetrics metrics) {
        return new RowCarrier(memory, position, false, false, metrics);
    }

    /** Counts an entity and returns its id; empty if it has none. The mapper then logs what is wrong with the entity, or fails. */
    Optional<String> idOf(Entity entity, RowMapper rows, Batch batch) {
        Optional<String> id = EntityId.of(entity.json().path("id"));
        if (id.isPresent()) {
            metrics.add(StreamCounter.ENTITIES, 1);
        } else {
            rows.map(entity, row -> add(position, row, batch));
        }
        return id;
    }

    /** Whether another stream stores the shards as well. */
    boolean isShared() {
        return isShared;
    }

    /** The offset of the stream. */
    PartitionOffset position() {
        return position;
    }

    /** The offset that the rows below an entity are stored with. */
    PartitionOffset shard(OptionalInt number, Batch batch) {
        return maySpread(batch) ? memory.shards().of(number.orElseThrow(), batch) : position;
    }

    /**
     * Whether the own row of a new entity may carry the offset of its shard. The row is then sent and remembered, or neither: if the worker
     * dies, the end of the entity is noticed all the same. The stored offset of the stream stays behind; what it reads again is remembered as
     * sent.
     */
    private boolean mayCarryShard(OptionalInt number, Batch batch) {
        return batch.maySpread() && !batch.isCarrying(shard(number, batch));
    }

    /**
     * Whether the own row of an entity that was sent before should carry the offset of its shard, which then stores the version. The first such row
     * of a batch carries the offset of the stream.
     */
    private boolean prefersShard(Batch batch) {
        return isShared
                && batch.maySpread()
                && batch.isCarrying(position)
                && memory.shards().count(batch) < MAX_SHARDS;
    }

    /** Whether the own row of an entity carries the offset of its shard. */
    boolean carriesShard(boolean isKnown, OptionalInt number, Batch batch) {
        return isKnown ? prefersShard(batch) : mayCarryShard(number, batch);
    }

    /** Whether a row in the batch carries the shard. */
    boolean isStored(OptionalInt number, Batch batch) {
        return number.isPresent() && maySpread(batch) && memory.shards().isCarried(number.getAsInt(), batch);
    }

    /** Whether a row below an entity may carry the stream's offset, if the entity's own table is not selected: another row carries its shard. */
    boolean mayCarryStream(OptionalInt number, Batch batch) {
        return batch.isCarrying(shard(number, batch));
    }

    /** Whether the rows of an entity may carry several offsets. */
    boolean maySpread(Batch batch) {
        return isShared || batch.maySpread();
    }

    /** Notes whether a shard that has changed is stored with the batch. */
    void note(int number, Batch batch) {
        if (isShared) {
            // The own row of a new entity goes with its shard. The other stream finds out what else is missing.
            return;
        }
        if (maySpread(batch) && batch.isCarrying(memory.shards().of(number, batch))) {
            memory.storing(number);
        } else {
            memory.notStoring(number);
        }
    }

    /** The offset of the stream; or now and then that of a shard that is to be stored, where another row carries that of the stream. */
    PartitionOffset stream(Batch batch) {
        // The other stream stores a shared memory often enough.
        if (isShared || !batch.maySpread() || !batch.isCarrying(position)) {
            return position;
        }
        OptionalInt number = memory.nextUnstored();
        return number.isEmpty() ? position : memory.shards().of(number.getAsInt(), batch);
    }

    private void count(Row row) {
        metrics.add(StreamCounter.RECORDS, 1);
        metrics.add(StreamCounter.TOMBSTONES, row.value() == null ? 1 : 0);
    }

    /** Adds a row. The stream's offset covers the whole entity: a row that carries it follows the rows of the shards. */
    void add(PartitionOffset to, Row row, Batch batch) {
        count(row);
        if (to == position) {
            batch.addLast(to, row);
        } else {
            batch.add(to, row);
        }
        noteCursor(to == position, batch);
    }

    /** Notes that the offset of the stream is stored: in the same transaction, or with a batch before this one. */
    private void noteCursor(boolean isCarried, Batch batch) {
        if (!isOfEntities || memory.shards().isCursorStored()) {
            return;
        }
        boolean isStored = batch.order() == Batch.Order.ATOMIC ? isCarried : carrying != null && carrying != batch;
        if (isStored) {
            memory.shards().setCursorStored(true);
            carrying = null;
        } else if (isCarried) {
            carrying = batch;
        }
    }
}
