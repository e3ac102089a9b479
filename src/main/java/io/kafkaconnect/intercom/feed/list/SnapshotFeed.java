package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.list.PendingChanges.Change;
import io.kafkaconnect.intercom.fingerprint.RowFingerprints;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetrics;
import io.kafkaconnect.intercom.offset.OffsetTracker;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import io.kafkaconnect.intercom.table.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream read whole: sends the rows that differ from what was sent before and tombstones for those that are gone. A row that a reading did
 * not meet is {@linkplain UnseenRows asked for by its id}, and gone only if Intercom says so. Where many are there all the same, the reading was short:
 * the list is read again soon.
 */
public final class SnapshotFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(SnapshotFeed.class);

    private static final int MAX_GATHERED = 10_000;

    /** Entities looked at in one go: a long list without changes fills no batch, and must not keep the task from its other duties. */
    private static final int MAX_AT_ONCE = 500;

    private static final ReadStep.Idle GO_ON = new ReadStep.Idle(Instant.MIN, true);

    /** So many readings are tried in a row. */
    private static final int MAX_READINGS = 3;

    /** So many readings do not show what is there and not listed. */
    private static final int MIN_READINGS = 2;

    /** A list is short that lacks more than this part of its rows. */
    private static final long SHORT = 10;

    private final String stream;
    private final SnapshotReader reader;
    private final RowFingerprints memory;
    private final RowMapper rows;
    private final StreamMetrics metrics;
    private final PendingChanges outbox;

    private final UnseenRows unmet;

    /** What is to be done once all that is ready was sent; null for nothing. */
    private Runnable then;

    /** The rows that no reading of the round has met, while they are asked for; null where none are. */
    private Set<String> asked;

    private int readings;
    private boolean readsAgain;
    private boolean wasShort;

    /**
     * A feed.
     *
     * @param shards the positions of the memory's shards, in order
     */
    public SnapshotFeed(
            String stream,
            SnapshotReader reader,
            RowFingerprints memory,
            List<OffsetTracker> shards,
            RowMapper rows,
            Clock clock,
            StreamMetrics metrics) {
        this.stream = stream;
        this.reader = reader;
        this.memory = memory;
        this.rows = rows;
        this.metrics = metrics;
        this.outbox = new PendingChanges(memory, shards, metrics);
        this.unmet = new UnseenRows(reader, clock);
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        int looked = 0;
        while (!batch.isFull()) {
            if (!outbox.isEmpty()) {
                outbox.send(batch);
            } else if (then != null) {
                Runnable now = then;
                then = null;
                now.run();
            } else if (looked == MAX_AT_ONCE) {
                return GO_ON;
            } else if (asked != null) {
                ReadStep.Idle waiting = unmet.goOn();
                if (waiting != null) {
                    return waiting;
                }
                judge();
            } else {
                ReadStep step = reader.next();
                if (step instanceof ReadStep.Item next) {
                    looked++;
                    take(next);
                } else if (step instanceof ReadStep.PassStarted) {
                    outbox.makeReady();
                    then = this::begin;
                } else if (step instanceof ReadStep.PassFinished) {
                    outbox.makeReady();
                    then = this::look;
                } else if (reader.isIdle() && outbox.size() > 0) {
                    // What a broken pass saw is sent; what of it is wrong, the next complete one corrects.
                    outbox.makeReady();
                } else {
                    return (ReadStep.Idle) step;
                }
            }
        }
        return null;
    }

    private void take(ReadStep.Item next) {
        rows.of(next.entity(), this::gather);
        if (outbox.size() >= MAX_GATHERED) {
            outbox.makeReady();
        }
    }

    private void gather(Row row) {
        String name = RowMapper.name(row);
        long digest = row.digest();
        // Met twice in a pass, the last time counts, also when the row is again as it was sent.
        outbox.gather(name, memory.meets(name, digest) ? List.of(new Change(name, row, digest)) : List.of());
    }

    private void begin() {
        metrics.passBegins(0);
        if (!readsAgain) {
            memory.passBegins();
            unmet.begin();
            readings = 0;
            wasShort = false;
        }
        readsAgain = false;
        readings++;
    }

    /** A reading is over: which rows has none of the round met? */
    private void look() {
        Set<String> missing = new HashSet<>(memory.gone("", name -> rows.tombstone(name) != null));
        Set<String> mass = readings == 1 ? reader.mass(missing, memory.owners()) : Set.of();
        if (missing.isEmpty()) {
            end();
        } else if (mass.isEmpty()) {
            asked = missing;
            unmet.add(missing);
        } else {
            readsAgain = true;
            reader.again(mass);
        }
    }

    private void judge() {
        Set<String> missing = asked;
        asked = null;
        unmet.of(Existence.GONE, missing).forEach(this::gatherTombstone);
        Set<String> unlisted = unmet.of(Existence.UNLISTED, missing);
        Set<String> there = unmet.of(Existence.THERE, missing);
        Set<String> doubted = new HashSet<>();
        if (readings >= MIN_READINGS) {
            unlisted.forEach(this::gatherTombstone);
        } else {
            doubted.addAll(unlisted);
        }
        outbox.makeReady();
        if (there.size() * SHORT > memory.owners()) {
            tellShort(there.size());
            doubted.addAll(there);
        }
        if (!doubted.isEmpty() && readings < MAX_READINGS) {
            readsAgain = true;
            reader.again(doubted);
            return;
        }
        int unknown = unmet.of(Existence.UNKNOWN, missing).size();
        if (unknown > 0) {
            log.warn(
                    "Stream {} keeps {} rows that its list did not contain, because Intercom does not confirm that they are"
                            + " deleted. The connector checks them again at the next interval",
                    stream,
                    unknown);
        }
        end();
    }

    private void tellShort(int there) {
        if (!wasShort) {
            wasShort = true;
            log.warn(
                    "The list of stream {} lacked {} rows that exist, as single requests show. The rows stay, and the"
                            + " connector reads the list again soon",
                    stream,
                    there);
        }
    }

    private void end() {
        metrics.add(StreamCounter.PASSES, 1);
    }

    private void gatherTombstone(String name) {
        outbox.gather(name, List.of(Change.gone(name, rows.tombstone(name))));
    }
}
