package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.reader.ReadStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The started task: takes from its feeds what is ready and makes batches of it. It never waits longer than about a second, since the
 * worker can pause or stop a task only between polls (KAFKA-15090), and never for one particular reply.
 */
public final class PollLoop {
    /** The longest a poll waits for something to send. */
    public static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The longest a batch that has begun is filled: each is a transaction, and crumbs are dear. */
    static final Duration FILLING = Duration.ofMillis(300);

    private final List<Feed> feeds;
    private final Supplier<Batch> batches;
    private final Wakeup signal;
    private final Clock clock;
    private int first;

    PollLoop(List<Feed> feeds, Supplier<Batch> batches, Wakeup signal, Clock clock) {
        this.feeds = feeds;
        this.batches = batches;
        this.signal = signal;
        this.clock = clock;
    }

    /** The next batch, or null when there is nothing to send within about a second. */
    @SuppressWarnings("ReturnsNullCollection")
    public // So does Connect's contract say "nothing".
    List<SourceRecord> poll() throws InterruptedException {
        Batch batch = batches.get();
        Instant until = clock.instant().plus(PATIENCE);
        boolean begun = false;
        while (true) {
            ReadStep.Idle waiting = fill(batch);
            Instant now = clock.instant();
            if (!batch.isEmpty() && !begun) {
                begun = true;
                until = now.plus(FILLING);
            }
            boolean moreMayCome = waiting.asking() && !batch.isFull();
            Duration left = Duration.between(now, waiting.until().isBefore(until) ? waiting.until() : until);
            if (batch.isFull() || !now.isBefore(until) || (begun && !moreMayCome)) {
                return batch.isEmpty() ? null : batch.close();
            }
            signal.await(left.isNegative() ? Duration.ZERO : left);
        }
    }

    /** One round over the feeds, each time beginning with another, so that none starves the rest. */
    private ReadStep.Idle fill(Batch batch) {
        Instant until = Instant.MAX;
        boolean asking = false;
        for (int i = 0; i < feeds.size() && !batch.isFull(); i++) {
            Feed feed = feeds.get((first + i) % feeds.size());
            ReadStep.Idle waiting = feed.fill(batch);
            if (waiting != null) {
                asking |= waiting.asking();
                until = waiting.until().isBefore(until) ? waiting.until() : until;
            }
        }
        first = (first + 1) % feeds.size();
        return new ReadStep.Idle(until, asking);
    }
}
