package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.PartitionOffset;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.stream.Stream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed of an incremental stream and of its backfill, side by side under one offset.
 *
 * <p>A missing permission leaves tables out. The feed restarts from its present offset to read their past. It does so as soon as Intercom
 * permits one of their details again, and otherwise at intervals.
 */
public final class CombinedFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(CombinedFeed.class);

    private final Stream stream;
    private final ReadScope goal;
    private final FeedStart beginning;
    private final Duration patience;
    private final Clock clock;
    private final PartitionOffset position;
    private final IncrementalOffsetTracker progress;

    private StartedFeeds begun;
    private OmittedTables leftOut;
    private Instant again;
    private Set<String> missed = Set.of();
    private int first;

    /** Creates the feeds that continue from an offset. */
    @FunctionalInterface
    public interface FeedStart {
        StartedFeeds from(IncrementalOffset coverage, PartitionOffset position, OmittedTables leftOut);
    }

    /**
     * The running feeds and their progress.
     *
     * @param cursor the cursor of the stream
     * @param remaining the rest of the backfill
     * @param isPastRead whether the backfill waits only for parked entities
     */
    public record StartedFeeds(
            List<Feed> feeds,
            Supplier<Cursor> cursor,
            Supplier<Optional<IncrementalOffset.Backfill>> remaining,
            BooleanSupplier isPastRead) {}

    /**
     * A feed that continues from a stored offset once {@link #begin} is called.
     *
     * @param memory the memory of the stream's rows, whose state is stored with the offset; empty if the offset does not say
     * @param patience the time between two attempts to read left-out tables
     */
    public CombinedFeed(
            Stream stream,
            Map<String, String> partition,
            IncrementalOffset covered,
            ReadScope goal,
            Optional<EntityMemory> memory,
            FeedStart beginning,
            Duration patience,
            Clock clock) {
        this.stream = stream;
        this.goal = goal;
        this.beginning = beginning;
        this.patience = patience;
        this.clock = clock;
        this.progress = new IncrementalOffsetTracker(stream.codec(), covered.reconcile(goal), memory);
        this.position = new PartitionOffset(partition, progress::toMap);
    }

    /** Starts the feeds. A further call restarts them from the present offset, as after a restart of the task. */
    public Feed begin() {
        if (begun == null) {
            IncrementalOffset from = progress.offset();
            begin(from);
            from.backfill()
                    .ifPresent(past -> log.info(
                            "Stream {} also reads the past up to {} for {}: these tables, columns or times were not covered"
                                    + " before",
                            stream.name(),
                            past.until(),
                            past.tables()));
        } else {
            begin(progress.offset().reconcile(goal));
        }
        return this;
    }

    @Override
    public String stream() {
        return stream.name();
    }

    @Override
    public ReadStep.Idle fill(Batch batch) {
        tellOfSuccess();
        if (isToBeginAgain()) {
            beginAgain();
        }
        List<Feed> feeds = begun.feeds();
        first = (first + 1) % feeds.size();
        Instant until = Instant.MAX;
        boolean asking = false;
        for (int i = 0; i < feeds.size(); i++) {
            ReadStep.Idle waiting = feeds.get((first + i) % feeds.size()).fill(batch);
            if (waiting == null) {
                return null;
            }
            asking |= waiting.asking();
            until = waiting.until().isBefore(until) ? waiting.until() : until;
        }
        return new ReadStep.Idle(until, asking);
    }

    /**
     * Whether to restart the feeds now. A running backfill is read to its end first. It does not wait for parked entities, which could take
     * forever.
     */
    private boolean isToBeginAgain() {
        return !leftOut.tables().isEmpty()
                && (leftOut.isPermitted() || !clock.instant().isBefore(again))
                && isPastRead();
    }

    private boolean isPastRead() {
        return begun.isPastRead().getAsBoolean()
                || begun.remaining()
                        .get()
                        .flatMap(past -> past.without(leftOut.tables()))
                        .isEmpty();
    }

    private void beginAgain() {
        if (leftOut.isPermitted()) {
            log.info("Stream {} has regained a permission and reads the past of {}", stream.name(), leftOut.tables());
        }
        missed = leftOut.tables();
        begin(progress.offset().handedOver().reconcile(goal));
    }

    /** Logs that the past of left-out tables has been read. A failed attempt logs nothing. */
    private void tellOfSuccess() {
        if (!missed.isEmpty() && isPastRead()) {
            if (Collections.disjoint(missed, leftOut.tables())) {
                log.info("Stream {} has read the past of {}, which was not permitted before", stream.name(), missed);
            }
            missed = Set.of();
        }
    }

    private void begin(IncrementalOffset from) {
        OmittedTables stillLeftOut = new OmittedTables(goal.tables(), from.leftOut());
        begun = beginning.from(from, position, stillLeftOut);
        leftOut = stillLeftOut;
        progress.begins(from, begun, leftOut);
        // Left-out tables that wait only for the running backfill are next as soon as it has been read.
        again = from.leftOut().isEmpty() ? clock.instant().plus(patience) : Instant.MIN;
    }
}
