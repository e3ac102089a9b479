package io.kafkaconnect.intercom.feed;

import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.table.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What one {@code poll} returns: the rows of whole entities, bounded in number and bytes. Under exactly-once it is one transaction.
 *
 * <p>Only the last record of a source partition carries its new offset, those before carry the old one: the worker commits the offset of
 * the last record acknowledged, and a crash in the middle must not skip the rest. Where a batch is sent whole or not at all, every record
 * carries the new one: the worker stores no offset of a record that a transformation drops.
 */
public final class Batch {
    /** Enough for the end of a transaction, which the task waits for, to cost little beside them. */
    private static final int MAX_ROWS = 5_000;

    private static final long MAX_BYTES = 8L << 20;

    private final SourceRecordFactory records;
    private final boolean wholeOrNot;
    private final List<Entry> entries = new ArrayList<>();
    private long bytes;

    private record Entry(OffsetTracker position, Row row) {}

    /** One of which a part may be sent and the rest not. */
    public Batch(SourceRecordFactory records) {
        this(records, false);
    }

    /**
     * An empty batch.
     *
     * @param wholeOrNot whether it is sent whole or not at all
     */
    public Batch(SourceRecordFactory records, boolean wholeOrNot) {
        this.records = records;
        this.wholeOrNot = wholeOrNot;
    }

    public void add(OffsetTracker position, Row row) {
        entries.add(new Entry(position, row));
        bytes += size(row);
    }

    public boolean isFull() {
        return entries.size() >= MAX_ROWS || bytes >= MAX_BYTES;
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The records; the positions have moved on behind them. */
    public List<SourceRecord> close() {
        SourceRecord[] made = new SourceRecord[entries.size()];
        Set<OffsetTracker> advanced = new HashSet<>();
        List<Integer> earlier = new ArrayList<>();
        for (int i = made.length - 1; i >= 0; i--) {
            boolean last = advanced.add(entries.get(i).position());
            if (!last && !wholeOrNot) {
                earlier.add(i);
            }
        }
        for (int i : earlier) {
            made[i] = record(entries.get(i));
        }
        advanced.forEach(OffsetTracker::advance);
        for (int i = 0; i < made.length; i++) {
            if (made[i] == null) {
                made[i] = record(entries.get(i));
            }
        }
        return List.of(made);
    }

    private SourceRecord record(Entry entry) {
        OffsetTracker position = entry.position();
        return records.record(position.partition(), position.offset(), entry.row());
    }

    /** Text is what makes rows large; the rest is near enough by count. */
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
