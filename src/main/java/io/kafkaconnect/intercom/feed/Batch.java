package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.table.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The rows that one {@code poll} returns, limited in number and bytes. With exactly-once support it is one transaction.
 *
 * <p>Only the last record of a source partition carries the new offset; the records before it carry the old one. The worker commits the offset
 * of the last acknowledged record, so a crash in the middle of a batch must not skip the rest. If a batch is atomic, every record carries the
 * new offset: the worker stores no offset for a record that a transformation drops.
 */
public final class Batch {
    /** The task waits for the end of each transaction; with this many rows, that wait costs little. */
    private static final int MAX_ROWS = 5_000;

    private static final long MAX_BYTES = 8L << 20;

    private final SourceRecordFactory records;
    private final Order order;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> last = new ArrayList<>();
    private final Set<String> lastNames = new HashSet<>();
    private final List<Runnable> beforeLast = new ArrayList<>();
    private final List<Runnable> whenAcknowledged = new ArrayList<>();
    private final Set<PartitionOffset> carried = new HashSet<>();
    private long bytes;

    private record Entry(PartitionOffset position, Row row) {}

    /** The order in which rows reach Kafka, as far as the task knows it. */
    public enum Order {
        /** The worker sends the batch whole or not at all. */
        ATOMIC,
        /** Rows of one source partition stay in order. A row that must follow rows of other partitions is sent after Kafka has acknowledged those. */
        ACKNOWLEDGED,
        /** Rows of one source partition stay in order. The order between source partitions is unknown. */
        BY_PARTITION
    }

    /** An empty batch of order {@link Order#BY_PARTITION}. */
    public Batch(SourceRecordFactory records) {
        this(records, Order.BY_PARTITION);
    }

    /** An empty batch. */
    public Batch(SourceRecordFactory records, Order order) {
        this.records = records;
        this.order = order;
    }

    /** Adds a row of a source partition. A later version of a row follows the earlier one. */
    public void add(PartitionOffset position, Row row) {
        add(!last.isEmpty() && isWaiting(RowMapper.name(row)) ? last : entries, position, row);
    }

    /** Whether a row with this name is sent after Kafka has acknowledged others. */
    public boolean isWaiting(String name) {
        return lastNames.contains(name);
    }

    /** Adds an action that runs when the rows that wait become records. Kafka has acknowledged the others of the batch by then. */
    public void beforeLast(Runnable action) {
        beforeLast.add(action);
    }

    /** Adds an action that runs on the task's thread after Kafka has acknowledged all rows of the batch; never, if Kafka's acknowledgements are not awaited. */
    public void whenAcknowledged(Runnable action) {
        if (order == Order.ACKNOWLEDGED) {
            whenAcknowledged.add(action);
        }
    }

    /** The actions that {@link #whenAcknowledged(Runnable)} has added. */
    public List<Runnable> whenAcknowledged() {
        return List.copyOf(whenAcknowledged);
    }

    private void add(List<Entry> to, PartitionOffset position, Row row) {
        to.add(new Entry(position, row));
        carried.add(position);
        bytes += size(row);
    }

    /**
     * Adds a row whose offset also covers rows of other source partitions in this batch. With {@link Order#ACKNOWLEDGED}, the row is sent
     * after those.
     */
    public void addLast(PartitionOffset position, Row row) {
        if (order == Order.ACKNOWLEDGED) {
            lastNames.add(RowMapper.name(row));
            add(last, position, row);
        } else {
            add(entries, position, row);
        }
    }

    /** The order in which the rows of this batch reach Kafka. */
    public Order order() {
        return order;
    }

    /** Whether the rows that one offset covers may have several source partitions. */
    public boolean maySpread() {
        return order != Order.BY_PARTITION;
    }

    /** Whether a row in the batch has that source partition. */
    public boolean isCarrying(PartitionOffset position) {
        return carried.contains(position);
    }

    /** Whether the batch has reached its limits. */
    public boolean isFull() {
        return entries.size() + last.size() >= MAX_ROWS || bytes >= MAX_BYTES;
    }

    /** Whether the batch has no rows. */
    public boolean isEmpty() {
        return entries.isEmpty() && last.isEmpty();
    }

    /**
     * Removes the rows that may be sent only after Kafka has acknowledged the others. Returns them as a batch; null if all rows may be sent
     * at once.
     */
    public Batch takeLast() {
        if (order != Order.ACKNOWLEDGED) {
            return null;
        }
        Batch rest = new Batch(records);
        if (entries.isEmpty()) {
            entries.addAll(last);
        } else {
            rest.entries.addAll(last);
            rest.beforeLast.addAll(beforeLast);
            beforeLast.clear();
            rest.whenAcknowledged.addAll(whenAcknowledged);
            whenAcknowledged.clear();
        }
        last.clear();
        return rest.isEmpty() ? null : rest;
    }

    /** Creates the records, advances the offset of each source partition, and empties the batch. */
    public List<SourceRecord> toRecords() {
        beforeLast.forEach(Runnable::run);
        SourceRecord[] made = new SourceRecord[entries.size()];
        Set<PartitionOffset> advanced = new HashSet<>();
        List<Integer> earlier = new ArrayList<>();
        for (int i = made.length - 1; i >= 0; i--) {
            boolean last = advanced.add(entries.get(i).position());
            if (!last && order != Order.ATOMIC) {
                earlier.add(i);
            }
        }
        for (int i : earlier) {
            made[i] = record(entries.get(i));
        }
        advanced.forEach(PartitionOffset::moveToCurrent);
        for (int i = 0; i < made.length; i++) {
            if (made[i] == null) {
                made[i] = record(entries.get(i));
            }
        }
        // What asks later which offsets the batch carried must not hold its rows in memory.
        entries.clear();
        return List.of(made);
    }

    private SourceRecord record(Entry entry) {
        PartitionOffset position = entry.position();
        return records.record(position.partition(), position.offset(), entry.row());
    }

    /** An estimate: the length of all text, and eight bytes for any other value. */
    private static long size(Row row) {
        if (row.value() == null) {
            return 0;
        }
        long size = 0;
        List<Field> fields = row.value().schema().fields();
        for (int i = 0; i < fields.size(); i++) {
            size += row.value().get(fields.get(i)) instanceof String text ? text.length() : Long.BYTES;
        }
        return size;
    }
}
