package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.Outbox.Change;
import io.kafkaconnect.intercom.stream.SnapshotReader;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.table.Row;
import java.time.Instant;
import java.util.List;

/**
 * A stream read whole: sends the rows that differ from what was sent before and, once a pass is complete, tombstones for those that are
 * gone.
 */
final class SnapshotFeed implements Feed {
    private static final int MOST_GATHERED = 10_000;

    /** Entities looked at in one go: a long list without changes fills no batch, and must not keep the task from its other duties. */
    private static final int MOST_AT_ONCE = 500;

    private static final Step.Waiting GO_ON = new Step.Waiting(Instant.MIN, true);

    private final String stream;
    private final SnapshotReader reader;
    private final RowMemory memory;
    private final Rows rows;
    private final StreamMetrics metrics;
    private final Outbox outbox;

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
        this.rows = rows;
        this.metrics = metrics;
        this.outbox = new Outbox(memory, shards, metrics);
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
            if (!outbox.isEmpty()) {
                outbox.send(batch);
                continue;
            }
            Step step = reader.next();
            if (step instanceof Step.Waiting waiting) {
                return waiting;
            } else if (step instanceof Step.Next next) {
                looked++;
                rows.of(next.entity(), this::gather);
                if (outbox.size() >= MOST_GATHERED) {
                    outbox.makeReady();
                }
            } else if (step instanceof Step.PassBegun) {
                metrics.passBegins(0);
                memory.passBegins();
                // What only a broken try saw may be gone by now; what is still there is met again.
                outbox.clear();
            } else {
                memory.gone().forEach(this::gatherTombstone);
                outbox.makeReady();
                metrics.add(Count.PASSES, 1);
            }
        }
        return null;
    }

    private void gather(Row row) {
        String name = Rows.name(row);
        long digest = row.digest();
        // Met twice in a pass, the last time counts, also when the row is again as it was sent.
        outbox.gather(name, memory.meets(name, digest) ? List.of(new Change(name, row, digest)) : List.of());
    }

    private void gatherTombstone(String name) {
        Row tombstone = rows.tombstone(name);
        if (tombstone != null) {
            outbox.gather(name, List.of(Change.gone(name, tombstone)));
        }
    }
}
