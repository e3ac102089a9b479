package io.kafkaconnect.intercom.feed.change;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Changes that wait for a batch. They are staged first and then flushed shard by shard: each batch stores the fingerprints of every shard
 * that it touches, so it should touch few.
 */
public final class PendingChanges {
    private final SentRows memory;
    private final ShardOffsets shards;
    private final StreamMetrics metrics;
    private final Predicate<String> mayBecomeObsolete;
    private final Predicate<RowChange> mayBeSent;

    private final Map<String, Collection<RowChange>> staged = new LinkedHashMap<>();
    private final Queue<ReadyChange> ready = new ArrayDeque<>();
    private int size;

    /** The owners of ready changes that are obsolete. */
    private final Set<String> obsolete = new HashSet<>();

    private record ReadyChange(int shard, RowChange change) {}

    /**
     * An empty set of changes.
     *
     * @param memory the fingerprints of the rows that were sent; it is updated when a change is drained
     * @param shards the offsets of the memory's shards
     */
    public PendingChanges(SentRows memory, ShardOffsets shards, StreamMetrics metrics) {
        this(memory, shards, metrics, row -> false, change -> true);
    }

    /**
     * An empty set of changes.
     *
     * @param mayBecomeObsolete whether another feed sends a row as well, by the row's name
     * @param mayBeSent whether a row that is about to be sent may be: another stream may have sent a later version
     */
    public PendingChanges(
            SentRows memory,
            ShardOffsets shards,
            StreamMetrics metrics,
            Predicate<String> mayBecomeObsolete,
            Predicate<RowChange> mayBeSent) {
        this.memory = memory;
        this.shards = shards;
        this.metrics = metrics;
        this.mayBecomeObsolete = mayBecomeObsolete;
        this.mayBeSent = mayBeSent;
    }

    /** Stages changes. They replace the changes staged under this key before. */
    public void stage(String key, Collection<RowChange> changes) {
        // The latest reading comes last.
        Collection<RowChange> before = staged.remove(key);
        if (!changes.isEmpty()) {
            staged.put(key, changes);
        }
        size += changes.size() - (before == null ? 0 : before.size());
    }

    /** The number of staged changes. */
    public int size() {
        return size;
    }

    /** Drops the staged changes. */
    public void clear() {
        staged.clear();
        size = 0;
    }

    /** Makes the staged changes ready to be drained. */
    public void flush() {
        List<ReadyChange> changes = new ArrayList<>(size);
        // New owners get their shards in the order of arrival, before the changes are sorted by shard.
        staged.values()
                .forEach(some -> some.forEach(
                        change -> changes.add(new ReadyChange(memory.shardOf(change.owner(), some.size()), change))));
        changes.sort(Comparator.comparingInt(ReadyChange::shard));
        ready.addAll(changes);
        clear();
    }

    /** Whether no change is ready. */
    public boolean isEmpty() {
        return ready.isEmpty();
    }

    /**
     * Adds the next ready change to the batch. Changes without a record that follow it are applied at once: the offset stored with this batch
     * would otherwise still contain their fingerprints.
     */
    public void drainTo(Batch batch) {
        put(ready.remove(), batch);
        while (!ready.isEmpty() && ready.element().change().row() == null) {
            put(ready.remove(), batch);
        }
        if (ready.isEmpty()) {
            obsolete.clear();
        }
    }

    /** Another feed has sent newer versions of an owner's rows: ready changes of them are dropped. */
    public void dropReady(String owner) {
        if (!ready.isEmpty()) {
            obsolete.add(owner);
        }
    }

    private void put(ReadyChange next, Batch batch) {
        RowChange change = next.change();
        if (isObsolete(change) || isSent(change) || !mayBeSent.test(change)) {
            return;
        }
        PartitionOffset shard = shards.of(memory.shardOf(change.owner(), 1), batch);
        if (change.row() != null && batch.isWaiting(change.name())) {
            change.storeWhenSent(memory, batch);
        } else {
            change.storeIn(memory);
        }
        if (change.row() != null) {
            metrics.add(StreamCounter.RECORDS, 1);
            metrics.add(StreamCounter.TOMBSTONES, change.isGone() ? 1 : 0);
            batch.add(shard, change.row());
        }
    }

    private boolean isObsolete(RowChange change) {
        return obsolete.contains(change.owner()) && mayBecomeObsolete.test(change.name());
    }

    /** Whether the row was sent since the change was staged. */
    private boolean isSent(RowChange change) {
        return change.row() != null
                && !change.isGone()
                && change.fingerprint() != 0
                && memory.isSent(change.owner(), change.name(), change.fingerprint());
    }
}
