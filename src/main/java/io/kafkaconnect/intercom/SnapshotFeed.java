package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.Outbox.Change;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.stream.Proof;
import io.kafkaconnect.intercom.stream.SnapshotReader;
import io.kafkaconnect.intercom.stream.Step;
import io.kafkaconnect.intercom.table.Row;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream read whole: sends the rows that differ from what was sent before and tombstones for those that are gone. A row that a reading did
 * not meet is gone once it is {@linkplain Unmet proven} that the reading was whole; until then the list is read again, right away.
 */
final class SnapshotFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(SnapshotFeed.class);

    private static final int MOST_GATHERED = 10_000;

    /** Entities looked at in one go: a long list without changes fills no batch, and must not keep the task from its other duties. */
    private static final int MOST_AT_ONCE = 500;

    private static final Step.Waiting GO_ON = new Step.Waiting(Instant.MIN, true);
    private static final Step.Waiting REPLY = new Step.Waiting(Instant.MAX, true);

    private final String stream;
    private final SnapshotReader reader;
    private final RowMemory memory;
    private final Rows rows;
    private final StreamMetrics metrics;
    private final Outbox outbox;

    /** What is to be done once all that is ready was sent; null for nothing. */
    private Runnable then;

    private Unmet unmet;
    private boolean readsAgain;
    private long malformedBefore;

    /** Asked of the last reading, about these rows; null for nothing. */
    private Asked asked;

    private record Asked(Set<String> rows, CompletableFuture<Proof> proof) {}

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
            if (!outbox.isEmpty()) {
                outbox.send(batch);
            } else if (then != null) {
                Runnable now = then;
                then = null;
                now.run();
            } else if (looked == MOST_AT_ONCE) {
                return GO_ON;
            } else if (asked != null) {
                if (!asked.proof().isDone()) {
                    return REPLY;
                }
                judge();
            } else {
                Step step = reader.next();
                if (step instanceof Step.Next next) {
                    looked++;
                    take(next);
                } else if (step instanceof Step.PassBegun) {
                    outbox.makeReady();
                    then = this::begin;
                } else if (step instanceof Step.PassDone) {
                    outbox.makeReady();
                    then = this::look;
                } else if (reader.isIdle() && outbox.size() > 0) {
                    // What a broken pass saw is sent; what of it is wrong, the next complete one corrects.
                    outbox.makeReady();
                } else {
                    return (Step.Waiting) step;
                }
            }
        }
        return null;
    }

    private void take(Step.Next next) {
        rows.of(next.entity(), this::gather);
        if (outbox.size() >= MOST_GATHERED) {
            outbox.makeReady();
        }
    }

    private void gather(Row row) {
        String name = Rows.name(row);
        long digest = row.digest();
        // Met twice in a pass, the last time counts, also when the row is again as it was sent.
        outbox.gather(name, memory.meets(name, digest) ? List.of(new Change(name, row, digest)) : List.of());
    }

    private void begin() {
        metrics.passBegins(0);
        memory.passBegins();
        malformedBefore = rows.malformed();
        if (!readsAgain) {
            unmet = new Unmet(memory.owners());
        }
        readsAgain = false;
    }

    /** The reading is over: who was not met? */
    private void look() {
        Set<String> missing = unmet.stillUnmet(memory.gone("", name -> rows.tombstone(name) != null));
        if (missing.isEmpty()) {
            end();
        } else if (reader.isFlawed() || rows.malformed() != malformedBefore) {
            keep(missing.size(), "entries of the list have no usable id or key, and may be theirs");
        } else {
            asked = new Asked(missing, reader.proof(missing));
        }
    }

    private void judge() {
        Asked answered = asked;
        asked = null;
        unmet.gone(answered.rows(), proof(answered)).forEach(this::gatherTombstone);
        outbox.makeReady();
        Set<String> doubted = unmet.doubted();
        if (doubted.isEmpty()) {
            end();
        } else if (!unmet.mayReadAgain()) {
            keep(doubted.size(), unmet.doubt());
        } else {
            readsAgain = true;
            if (unmet.isMass()) {
                reader.again();
            } else {
                reader.again(doubted);
            }
        }
    }

    private static Proof proof(Asked answered) {
        try {
            return answered.proof().join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException stuck) {
                throw stuck;
            }
            throw failed;
        }
    }

    private void keep(int number, String why) {
        log.warn(
                "Stream {} keeps {} rows that were not in its list: {}. They are looked for again at the next interval",
                stream,
                number,
                why);
        end();
    }

    private void end() {
        metrics.add(Count.PASSES, 1);
    }

    private void gatherTombstone(String name) {
        outbox.gather(name, List.of(Change.gone(name, rows.tombstone(name))));
    }
}
