package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.fingerprint.RowFingerprints;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.table.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Changes on their way into batches: gathered, then sent shard by shard, since each batch stores the memory of every shard it touches. */
final class PendingChanges {
    private final RowFingerprints memory;
    private final List<OffsetTracker> shards;
    private final StreamMetrics metrics;

    private final Map<String, Collection<Change>> gathered = new LinkedHashMap<>();
    private final Queue<ReadyChange> ready = new ArrayDeque<>();
    private int size;

    /**
     * A row to be sent, or what is to be forgotten.
     *
     * @param name the row's, see {@code RowsRead.name}
     * @param row null where nothing is to be sent
     */
    record Change(String name, Row row, long digest) {
        /** With its tombstone, if there is one to be sent. */
        static Change gone(String name, Row tombstone) {
            return new Change(name, tombstone, 0);
        }

        /** Whether the row ends with it. */
        boolean isGone() {
            return row == null || row.value() == null;
        }
    }

    private record ReadyChange(int shard, Change change) {}

    /**
     * An empty one.
     *
     * @param memory of what was sent; learns what is sent from here
     * @param shards the positions of the memory's shards, in order
     */
    PendingChanges(RowFingerprints memory, List<OffsetTracker> shards, StreamMetrics metrics) {
        this.memory = memory;
        this.shards = shards;
        this.metrics = metrics;
    }

    /** Gathers changes in place of what was gathered under this key before. */
    void gather(String key, Collection<Change> changes) {
        Collection<Change> before = changes.isEmpty() ? gathered.remove(key) : gathered.put(key, changes);
        size += changes.size() - (before == null ? 0 : before.size());
    }

    /** The number of changes gathered. */
    int size() {
        return size;
    }

    /** Nothing of what was gathered is to be sent. */
    void clear() {
        gathered.clear();
        size = 0;
    }

    /** What was gathered is to be sent. */
    void makeReady() {
        List<ReadyChange> changes = new ArrayList<>(size);
        // Places are given in the order of arrival, before anything is sorted by them.
        gathered.values()
                .forEach(some ->
                        some.forEach(change -> changes.add(new ReadyChange(memory.place(change.name()), change))));
        changes.sort(Comparator.comparingInt(ReadyChange::shard));
        ready.addAll(changes);
        clear();
    }

    /** Whether nothing is to be sent. */
    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** Puts the next change into the batch; what is only to be forgotten behind it is forgotten with it, or its offset would still tell of that. */
    void send(Batch batch) {
        put(ready.remove(), batch);
        while (!ready.isEmpty() && ready.element().change().row() == null) {
            put(ready.remove(), batch);
        }
    }

    private void put(ReadyChange next, Batch batch) {
        Change change = next.change();
        if (change.isGone()) {
            memory.deleted(change.name());
        } else {
            memory.sent(change.name(), change.digest());
        }
        if (change.row() != null) {
            metrics.add(StreamCounter.RECORDS, 1);
            metrics.add(StreamCounter.TOMBSTONES, change.isGone() ? 1 : 0);
            batch.add(shards.get(next.shard()), change.row());
        }
    }
}
