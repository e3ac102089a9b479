package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.offset.Coverage;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.Goal;
import io.kafkaconnect.intercom.offset.Position;
import io.kafkaconnect.intercom.reader.Step;
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
public final class CoveredFeed implements Feed {
    private static final Logger log = LoggerFactory.getLogger(CoveredFeed.class);

    private final Stream stream;
    private final Goal goal;
    private final Beginning beginning;
    private final Duration patience;
    private final Clock clock;
    private final Position position;

    private Coverage begunFrom;
    private LeftOut leftOut;
    private Begun begun;
    private Instant again;
    private Set<String> missed = Set.of();
    private int first;

    /** Makes the feeds that go on from a coverage. */
    @FunctionalInterface
    public interface Beginning {
        Begun from(Coverage coverage, Position position, LeftOut leftOut);
    }

    /**
     * The feeds, and how far they are.
     *
     * @param cursor of the stream
     * @param remaining of the past
     * @param isPastRead whether nothing remains of it but what is parked
     */
    public record Begun(
            List<Feed> feeds,
            Supplier<Cursor> cursor,
            Supplier<Optional<Coverage.Backfill>> remaining,
            BooleanSupplier isPastRead) {}

    /**
     * Goes on from what was covered, once it has begun.
     *
     * @param patience from one attempt to read what was left out to the next
     */
    public CoveredFeed(
            Stream stream,
            Map<String, String> partition,
            Coverage covered,
            Goal goal,
            Beginning beginning,
            Duration patience,
            Clock clock) {
        this.stream = stream;
        this.goal = goal;
        this.beginning = beginning;
        this.patience = patience;
        this.clock = clock;
        this.begunFrom = covered.under(goal);
        this.position = new Position(partition, () -> stream.codec().encode(coverage()));
    }

    /** Begins; or begins again from where it is, as after a restart. */
    public Feed begin() {
        if (begun == null) {
            begin(begunFrom);
            begunFrom
                    .backfill()
                    .ifPresent(past -> log.info(
                            "Stream {} also reads the past up to {} for {}, which was not sent so before",
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
    public Step.Waiting fill(Batch batch) {
        tellOfSuccess();
        if (isToBeginAgain()) {
            beginAgain();
        }
        List<Feed> feeds = begun.feeds();
        first = (first + 1) % feeds.size();
        Instant until = Instant.MAX;
        boolean asking = false;
        for (int i = 0; i < feeds.size(); i++) {
            Step.Waiting waiting = feeds.get((first + i) % feeds.size()).fill(batch);
            if (waiting == null) {
                return null;
            }
            asking |= waiting.asking();
            until = waiting.until().isBefore(until) ? waiting.until() : until;
        }
        return new Step.Waiting(until, asking);
    }

    /** What is covered by everything put into batches so far. */
    private Coverage coverage() {
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
            log.info(
                    "Stream {} may read again what was not permitted, and reads the past of {}",
                    stream.name(),
                    leftOut.tables());
        }
        missed = leftOut.tables();
        begin(coverage().handedOver().under(goal));
    }

    /** Logs that what was not permitted has been read. An attempt that finds it still refused logs nothing. */
    private void tellOfSuccess() {
        if (!missed.isEmpty() && isPastRead()) {
            if (Collections.disjoint(missed, leftOut.tables())) {
                log.info("Stream {} has read all of {}, which was not permitted before", stream.name(), missed);
            }
            missed = Set.of();
        }
    }

    private void begin(Coverage from) {
        LeftOut stillLeftOut = new LeftOut(goal.tables(), from.leftOut());
        begun = beginning.from(from, position, stillLeftOut);
        begunFrom = from;
        leftOut = stillLeftOut;
        // What waits only for the past that is under way is next as soon as that has been read.
        again = from.leftOut().isEmpty() ? clock.instant().plus(patience) : Instant.MIN;
    }
}
