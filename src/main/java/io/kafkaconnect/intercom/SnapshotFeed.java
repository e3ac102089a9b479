package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.stream.SnapshotReader;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.table.Row;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A stream read whole: sends the rows that differ from what was sent before and, once a pass is complete, tombstones for those that are
 * gone.
 *
 * <p>Changed rows are gathered and sent shard by shard, since each batch stores the memory of every shard it touches.
 */
final class SnapshotFeed implements Feed {
    private static final int MOST_GATHERED = 10_000;

    /** Entities looked at in one go: a long list without changes fills no batch, and must not keep the task from its other duties. */
    private static final int MOST_AT_ONCE = 500;

    private static final Step.Waiting GO_ON = new Step.Waiting(Instant.MIN, true);

    private final String stream;
    private final SnapshotReader reader;
    private final RowMemory memory;
    private final List<Position> shards;
    private final Rows rows;
    private final StreamMetrics metrics;

    private final Map<String, Change> gathered = new LinkedHashMap<>();
    private final Queue<Change> ready = new ArrayDeque<>();

    private record Change(String name, Row row, long digest) {}

    /**
     * A feed.
     *
     * @param shards the positions of the memory's shards, in order
     */
    SnapshotFeed(
            String stream,
            SnapshotReader reader,
            RowMemory memory,
            List<Position> shards,
            Rows rows,
            StreamMetrics metrics) {
        this.stream = stream;
        this.reader = reader;
        this.memory = memory;
        this.shards = shards;
        this.rows = rows;
        this.metrics = metrics;
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public Step.Waiting fill(Batch batch) {
        int looked = 0;
        while (!batch.isFull()) {
            if (looked == MOST_AT_ONCE) {
                return GO_ON;
            }
            if (!ready.isEmpty()) {
                send(ready.remove(), batch);
                continue;
            }
            Step step = reader.next();
            if (step instanceof Step.Waiting waiting) {
                return waiting;
            } else if (step instanceof Step.Next next) {
                looked++;
                rows.of(next.entity(), this::gather);
                if (gathered.size() >= MOST_GATHERED) {
                    makeReady();
                }
            } else if (step instanceof Step.PassBegun) {
                metrics.passBegins(0);
                memory.passBegins();
                // What only a broken try saw may be gone by now; what is still there is met again.
                gathered.clear();
            } else {
                memory.gone().forEach(this::gatherTombstone);
                makeReady();
                metrics.add(Count.PASSES, 1);
            }
        }
        return null;
    }

    private void gather(Row row) {
        String name = Rows.name(row);
        long digest = row.digest();
        if (memory.meets(name, digest)) {
            gathered.put(name, new Change(name, row, digest));
        } else {
            // Met twice in a pass, and the last time as it was sent before.
            gathered.remove(name);
        }
    }

    private void gatherTombstone(String name) {
        Row tombstone = rows.tombstone(name);
        if (tombstone != null) {
            metrics.add(Count.TOMBSTONES, 1);
            gathered.put(name, new Change(name, tombstone, 0));
        }
    }

    private void makeReady() {
        List<Change> changes = new ArrayList<>(gathered.values());
        changes.sort(Comparator.comparingInt(change -> memory.shardOf(change.name())));
        ready.addAll(changes);
        gathered.clear();
    }

    private void send(Change change, Batch batch) {
        if (change.row().value() == null) {
            memory.deleted(change.name());
        } else {
            memory.sent(change.name(), change.digest());
        }
        metrics.add(Count.RECORDS, 1);
        batch.add(shards.get(memory.shardOf(change.name())), change.row());
    }
}
