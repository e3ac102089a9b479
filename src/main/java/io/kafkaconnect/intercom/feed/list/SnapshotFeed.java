package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.PendingChanges;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream that is read whole: sends the rows that differ from what was sent before, and tombstones for the rows that are gone. A row that a
 * pass did not show is {@linkplain UnseenRows looked up by its id}, and is gone only if Intercom confirms it. If many of these rows exist after
 * all, the list was short, and the feed reads it again soon.
 */
public final class SnapshotFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(SnapshotFeed.class);

    private static final int MAX_STAGED = 10_000;

    /** Entities in one call: a long list without changes fills no batch, and must not keep the task from its other streams. */
    private static final int MAX_ITEMS = 500;

    private static final ReadStep.Idle CONTINUE = new ReadStep.Idle(Instant.MIN, true);

    /** The passes of one round, at most. */
    private static final int MAX_PASSES = 3;

    /** A row that is not listed though its lookup answers is deleted only after this many passes. */
    private static final int MIN_PASSES = 2;

    /** A list is short if it lacks more than a tenth of its rows. */
    private static final long SHORT_LIST_FACTOR = 10;

    private final String stream;
    private final SnapshotReader reader;
    private final SentRows memory;
    private final ListedRows listed;
    private final StreamMetrics metrics;
    private final PendingChanges changes;

    private final UnseenRows unseen;

    /** What follows once all ready changes are drained; null for nothing. */
    private Runnable afterDrain;

    /** The rows that no pass of the round has shown, while they are looked up; null if none are. */
    private Set<String> lookedUp;

    private int passes;
    private boolean readsAgain;
    private boolean hasLoggedShortList;

    /**
     * A feed.
     *
     * @param memory the fingerprints of what was sent
     * @param shards the offsets of the memory's shards, in order
     */
    public SnapshotFeed(
            String stream,
            SnapshotReader reader,
            SentRows memory,
            ShardOffsets shards,
            RowMapper rows,
            Clock clock,
            StreamMetrics metrics) {
        this.stream = stream;
        this.reader = reader;
        this.memory = memory;
        this.metrics = metrics;
        this.changes = new PendingChanges(memory, shards, metrics);
        this.listed = new ListedRows(memory, rows, changes);
        this.unseen = new UnseenRows(reader, clock);
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        int items = 0;
        while (!batch.isFull()) {
            if (!changes.isEmpty()) {
                changes.drainTo(batch);
            } else if (afterDrain != null) {
                Runnable next = afterDrain;
                afterDrain = null;
                next.run();
            } else if (items == MAX_ITEMS) {
                return CONTINUE;
            } else if (lookedUp != null) {
                ReadStep.Idle waiting = unseen.advance();
                if (waiting != null) {
                    return waiting;
                }
                judge();
            } else {
                ReadStep step = reader.next();
                if (step instanceof ReadStep.Item next) {
                    items++;
                    take(next);
                } else if (step instanceof ReadStep.PassStarted) {
                    changes.flush();
                    afterDrain = this::startPass;
                } else if (step instanceof ReadStep.PassFinished) {
                    changes.flush();
                    afterDrain = this::finishPass;
                } else if (reader.isIdle() && changes.size() > 0) {
                    // An interrupted pass sends what it has seen. The next complete pass corrects what is wrong of it.
                    changes.flush();
                } else {
                    return (ReadStep.Idle) step;
                }
            }
        }
        return null;
    }

    private void take(ReadStep.Item next) {
        metrics.add(StreamCounter.ENTITIES, 1);
        listed.take(next.entity().json());
        if (changes.size() >= MAX_STAGED) {
            changes.flush();
        }
    }

    private void startPass() {
        metrics.passBegins(0);
        if (!readsAgain) {
            memory.passStarted();
            unseen.begin();
            passes = 0;
            hasLoggedShortList = false;
        }
        readsAgain = false;
        passes++;
    }

    /** Looks up the rows that no pass of the round has shown, or starts another pass if they are too many. */
    private void finishPass() {
        Set<String> missing = new HashSet<>(memory.unseenRows());
        missing.removeIf(name -> listed.tombstone(name) == null);
        Set<String> mass = passes == 1 ? reader.mass(missing, memory.size().rows()) : Set.of();
        if (missing.isEmpty()) {
            end();
        } else if (mass.isEmpty()) {
            lookedUp = missing;
            unseen.add(missing);
        } else {
            readsAgain = true;
            reader.again(mass);
        }
    }

    private void judge() {
        Set<String> missing = lookedUp;
        lookedUp = null;
        unseen.of(Existence.GONE, missing).forEach(listed::end);
        Set<String> unlisted = unseen.of(Existence.UNLISTED, missing);
        Set<String> there = unseen.of(Existence.THERE, missing);
        Set<String> doubted = new HashSet<>();
        if (passes >= MIN_PASSES) {
            unlisted.forEach(listed::end);
        } else {
            doubted.addAll(unlisted);
        }
        changes.flush();
        if (there.size() * SHORT_LIST_FACTOR > memory.size().rows()) {
            logShortList(there.size());
            doubted.addAll(there);
        }
        if (!doubted.isEmpty() && passes < MAX_PASSES) {
            readsAgain = true;
            reader.again(doubted);
            return;
        }
        int unknown = unseen.of(Existence.UNKNOWN, missing).size();
        if (unknown > 0) {
            log.warn(
                    "Stream {} keeps {} rows that its list did not contain, because Intercom does not confirm that they are"
                            + " deleted. The connector checks them again at the next interval",
                    stream,
                    unknown);
        }
        end();
    }

    private void logShortList(int there) {
        if (!hasLoggedShortList) {
            hasLoggedShortList = true;
            log.warn(
                    "The list of stream {} lacked {} rows that exist, as single requests show. The rows stay, and the"
                            + " connector reads the list again soon",
                    stream,
                    there);
        }
    }

    private void end() {
        metrics.add(StreamCounter.PASSES, 1);
        metrics.passCompletes();
    }
}
