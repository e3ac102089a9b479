package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.offset.OffsetTracker;
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
 * An incremental stream and what its goal wants of the past, side by side under one offset. It begins again where it is, as after a
 * restart, when tables that were left out may have become readable: at once when a detail is answered again, and now and then to see
 * whether it is. Their past is read then.
 */
public final class CombinedFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(CombinedFeed.class);

    private final Stream stream;
    private final ReadScope goal;
    private final FeedStart beginning;
    private final Duration patience;
    private final Clock clock;
    private final OffsetTracker position;

    private IncrementalOffset begunFrom;
    private OmittedTables leftOut;
    private StartedFeeds begun;
    private Instant again;
    private Set<String> missed = Set.of();
    private int first;

    /** Makes the feeds that go on from a coverage. */
    @FunctionalInterface
    public interface FeedStart {
        StartedFeeds from(IncrementalOffset coverage, OffsetTracker position, OmittedTables leftOut);
    }

    /**
     * The feeds, and how far they are.
     *
     * @param cursor of the stream
     * @param remaining of the past
     * @param isPastRead whether nothing remains of it but what is parked
     */
    public record StartedFeeds(
            List<Feed> feeds,
            Supplier<Cursor> cursor,
            Supplier<Optional<IncrementalOffset.Backfill>> remaining,
            BooleanSupplier isPastRead) {}

    /**
     * Goes on from what was covered, once it has begun.
     *
     * @param patience from one attempt to read what was left out to the next
     */
    public CombinedFeed(
            Stream stream,
            Map<String, String> partition,
            IncrementalOffset covered,
            ReadScope goal,
            FeedStart beginning,
            Duration patience,
            Clock clock) {
        this.stream = stream;
        this.goal = goal;
        this.beginning = beginning;
        this.patience = patience;
        this.clock = clock;
        this.begunFrom = covered.under(goal);
        this.position = new OffsetTracker(partition, () -> stream.codec().encode(coverage()));
    }

    /** Begins; or begins again from where it is, as after a restart. */
    public Feed begin() {
        if (begun == null) {
            begin(begunFrom);
            begunFrom
                    .backfill()
                    .ifPresent(past -> log.info(
                            "Stream {} also reads the past up to {} for {}: these tables, columns or times were not covered"
                                    + " before",
                            stream.name(),
                            past.until(),
                            past.tables()));
        } else {
            begin(coverage().under(goal));
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

    /** What is covered by everything put into batches so far. */
    private IncrementalOffset coverage() {
        return begun == null
                ? begunFrom
                : begunFrom.at(begun.cursor().get(), begun.remaining().get()).without(leftOut.tables());
    }

    /** A past that is under way is read to its end first; what is still parked then would keep it open for ever. */
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
        begin(coverage().handedOver().under(goal));
    }

    /** Logs that what was not permitted has been read. An attempt that finds it still refused logs nothing. */
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
        begunFrom = from;
        leftOut = stillLeftOut;
        // What waits only for the past that is under way is next as soon as that has been read.
        again = from.leftOut().isEmpty() ? clock.instant().plus(patience) : Instant.MIN;
    }
}
