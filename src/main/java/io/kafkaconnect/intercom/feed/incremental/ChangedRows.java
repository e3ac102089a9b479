package io.kafkaconnect.intercom.feed.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.RowComparison;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.table.Row;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sends the own row of each entity, and those rows below it that have changed. Sends tombstones for rows that it no longer has. Example: after a
 * reply to a conversation of 300 parts, it sends two records, the conversation and the new part.
 *
 * <p>A row below an entity carries the offset of the shard that remembers it. The entity's own row carries the stream's offset. A new
 * entity without rows below it must be remembered too: if no other record carries the offset of its shard, its own row does, and the shard
 * stores the fingerprint of that row.
 */
public final class ChangedRows implements EntityRows {
    private final EntityMemory memory;
    private final RowMapper rows;
    private final Predicate<String> isWanted;
    private final RowCarrier carrier;
    private final boolean movesStream;
    private final Function<ObjectNode, Map<String, Long>> marks;

    /**
     * A sender of changed rows.
     *
     * @param rows maps entities to the tables of the stream
     * @param isWanted whether the rows of a table are sent, by the table's name
     * @param movesStream whether the rows must carry the offset of the stream
     */
    private ChangedRows(
            EntityMemory memory,
            RowMapper rows,
            Predicate<String> isWanted,
            RowCarrier carrier,
            boolean movesStream,
            Function<ObjectNode, Map<String, Long>> marks) {
        this.memory = memory;
        this.rows = rows;
        this.isWanted = isWanted;
        this.carrier = carrier;
        this.movesStream = movesStream;
        this.marks = marks;
    }

    /**
     * A sender of a stream of entities that alone stores the memory.
     *
     * @param position the offset of the stream
     */
    public static ChangedRows of(
            EntityMemory memory,
            RowMapper rows,
            Predicate<String> isWanted,
            PartitionOffset position,
            StreamMetrics metrics) {
        RowCarrier carrier = RowCarrier.ofEntities(memory, position, metrics);
        return new ChangedRows(memory, rows, isWanted, carrier, true, entity -> Map.of());
    }

    /** A sender of rows below entities beside the stream, which moves its own offset. */
    public static ChangedRows beside(
            EntityMemory memory, RowMapper rows, PartitionOffset position, StreamMetrics metrics) {
        RowCarrier carrier = RowCarrier.ofEntities(memory, position, metrics);
        return new ChangedRows(memory, rows, table -> true, carrier, false, entity -> Map.of());
    }

    /**
     * A sender of a stream whose group stores the memory with other rows as well, at any time. So each row is sent with the shard that remembers it,
     * in every order. The other stream finds out what is gone, and what was lost by a crash.
     *
     * @param marks what to remember of an entity besides its rows, by name
     */
    public static ChangedRows shared(
            EntityMemory memory,
            RowMapper rows,
            Predicate<String> isWanted,
            PartitionOffset position,
            StreamMetrics metrics,
            Function<ObjectNode, Map<String, Long>> marks) {
        RowCarrier carrier = RowCarrier.ofSharedEntities(memory, position, metrics);
        return new ChangedRows(memory, rows, isWanted, carrier, true, marks);
    }

    @Override
    public void send(Entity entity, Batch batch) {
        carrier.idOf(entity, rows, batch).ifPresent(id -> sendChanges(id, entity, batch));
    }

    private void sendChanges(String id, Entity entity, Batch batch) {
        SortedMap<String, Long> sent = memory.rows().rowsOf(id);
        boolean isAgain = memory.isSentAgain(updatedAt(entity));
        List<Row> own = new ArrayList<>();
        RowComparison comparison = new RowComparison(id, comparable(sent, entity, isAgain), rows::tombstone);
        for (RowReader reader : rows.readers()) {
            if (isWanted.test(reader.table().name()) && reader.isToldBy(entity.json())) {
                RowMapper.Read read = rows.read(reader, entity.json());
                rows.count(read);
                if (reader.table().lists().isEmpty()) {
                    own.addAll(read.rows());
                } else {
                    // A malformed row may be one of the rows that seem to be gone.
                    boolean isComplete = !carrier.isShared()
                            && read.malformed().isEmpty()
                            && VisibleParts.isWhole(reader, entity.json());
                    comparison.compare(reader.table().name(), changes(id, read.rows()), isComplete);
                }
            }
        }
        send(id, sent, own, updatedAt(entity), comparison.changes(), marks.apply(entity.json()), batch);
    }

    private static List<RowChange> changes(String id, List<Row> rows) {
        return rows.stream()
                .map(row -> new RowChange(id, RowMapper.name(row), row, row.digest()))
                .toList();
    }

    /** The sent rows that the entity would show if it still had them. */
    private static Map<String, Long> comparable(SortedMap<String, Long> sent, Entity entity, boolean isAgain) {
        Map<String, Long> comparable = new TreeMap<>(sent);
        comparable.keySet().removeIf(VisibleParts.of(entity.json()).negate());
        if (isAgain) {
            comparable.replaceAll((name, fingerprint) -> 0L);
        }
        return comparable;
    }

    private static Instant updatedAt(Entity entity) {
        long seconds = IntercomTime.seconds(entity.json().path("updated_at"), IntercomTime.NO_TIME);
        return Instant.ofEpochSecond(seconds);
    }

    private void send(
            String id,
            SortedMap<String, Long> sent,
            List<Row> own,
            Instant updatedAt,
            Collection<RowChange> changes,
            Map<String, Long> marked,
            Batch batch) {
        boolean isAgain = memory.isSentAgain(updatedAt);
        Map<String, Long> noted = new HashMap<>(marked);
        long below = changes.stream().filter(change -> change.row() != null).count();
        List<Row> sending =
                own.stream().filter(row -> isAgain || !isSent(row, sent)).toList();
        OptionalInt number = below > 0 || isNew(own, sent) || (carrier.isShared() && !sending.isEmpty())
                ? OptionalInt.of(memory.rows().shardOf(id, own.size() + changes.size()))
                : OptionalInt.empty();
        boolean isCarried = below > 0;
        for (Row row : sending) {
            String name = RowMapper.name(row);
            // While rows are sent again, the stream's offset tells how far: one row of the batch must carry it.
            boolean isSpare = !isAgain || batch.isCarrying(carrier.position());
            // A row that waits is sent after everything else that its shard holds, and the shard must not claim it.
            boolean carriesShard = isSpare
                    && !isCarried
                    && !batch.isWaiting(name)
                    && carrier.carriesShard(sent.containsKey(name), number, batch);
            // With its own shard, a row is stored as sent or not at all. In transactions, whatever a later offset of
            // the shard holds was sent.
            boolean isKnownAsSent = carriesShard || batch.order() == Batch.Order.ATOMIC;
            long fingerprint = SentRows.fingerprint(row.digest());
            noted.put(name, isKnownAsSent ? fingerprint : memory.unconfirmed(id, name, fingerprint, batch));
            carrier.add(carriesShard ? carrier.shard(number, batch) : carrier.stream(batch), row, batch);
            isCarried |= carriesShard;
            if (carrier.isShared()) {
                noteVersion(id, sent, updatedAt, isKnownAsSent, isCarried || carrier.isStored(number, batch), noted);
            }
        }
        boolean needsCarrier =
                movesStream && own.isEmpty() && carrier.maySpread(batch) && !batch.isCarrying(carrier.position());
        for (RowChange change : changes) {
            noted.put(change.name(), change.isGone() ? null : change.fingerprint());
            if (change.row() != null) {
                below--;
                // While rows are sent again, the stream's offset tells how far.
                boolean isStored = !change.isGone() && Objects.equals(sent.get(change.name()), change.fingerprint());
                boolean carriesStream =
                        needsCarrier && below == 0 && (isAgain || carrier.mayCarryStream(number, batch));
                carrier.add(carriesStream ? carrier.position() : carrier.shard(number, batch), change.row(), batch);
                boolean mayBeLost = carriesStream && batch.order() != Batch.Order.ATOMIC;
                if (!isStored && (mayBeLost || batch.isWaiting(change.name()))) {
                    // The shard may be stored and the row lost: it then differs when it is read again. The row is
                    // then sent with its shard.
                    noted.put(change.name(), 0L);
                    if (!mayBeLost) {
                        change.storeWhenSent(memory.rows(), batch);
                    }
                }
            }
        }
        memory.rows().put(id, noted);
        if (number.isPresent()) {
            carrier.note(number.getAsInt(), batch);
        }
    }

    private void noteVersion(
            String id,
            Map<String, Long> sent,
            Instant updatedAt,
            boolean isKnownAsSent,
            boolean isStored,
            Map<String, Long> noted) {
        long time = updatedAt.getEpochSecond();
        if (!VersionMark.isTime(time)) {
            return;
        }
        if (isKnownAsSent) {
            noted.put(VersionMark.name(id), Math.max(time, VersionMark.of(sent, id)));
        }
        memory.sent(id, time, isKnownAsSent && isStored);
    }

    private static boolean isSent(Row row, SortedMap<String, Long> sent) {
        long fingerprint = SentRows.fingerprint(row.digest());
        return fingerprint != 0 && Objects.equals(sent.get(RowMapper.name(row)), fingerprint);
    }

    private static boolean isNew(List<Row> own, SortedMap<String, Long> sent) {
        return own.stream().anyMatch(row -> !sent.containsKey(RowMapper.name(row)));
    }
}
