package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.Feed;
import io.kafkaconnect.intercom.reader.ReadStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The started task: lets its feeds fill a batch, and returns the batch as records. A poll never waits longer than about a second, because
 * the worker pauses or stops a task only between polls (KAFKA-15090). It never waits for one particular response.
 */
public final class PollLoop {
    /** The maximum time that a poll waits for the first row. */
    public static final Duration MAX_POLL_WAIT = Duration.ofSeconds(1);

    /** The maximum time to fill a batch after its first row. Each batch may be a transaction, so small batches are expensive. */
    static final Duration BATCH_LINGER = Duration.ofMillis(300);

    /** With so many actions, a poll waits until Kafka has acknowledged everything, so that they run. */
    private static final int MAX_ACTIONS = 10_000;

    private final List<Feed> feeds;
    private final Supplier<Batch> batches;
    private final Wakeup signal;
    private final Clock clock;
    private final Acknowledgements acknowledgements;
    private int first;

    /** The rows that the task may send after Kafka has acknowledged the batch before; null if there are none. */
    private Batch rest;

    /** What runs once Kafka has acknowledged all that was sent. */
    private final List<Runnable> whenAcknowledged = new ArrayList<>();

    private boolean isByPartition;

    PollLoop(List<Feed> feeds, Supplier<Batch> batches, Acknowledgements acknowledgements, Wakeup signal, Clock clock) {
        this.feeds = feeds;
        this.batches = batches;
        this.acknowledgements = acknowledgements;
        this.signal = signal;
        this.clock = clock;
    }

    /** The next batch; null if no row is ready within about a second. */
    @SuppressWarnings("ReturnsNullCollection") // Null means "no records" in Connect's contract.
    public List<SourceRecord> poll() throws InterruptedException {
        boolean mustWait = rest != null || whenAcknowledged.size() >= MAX_ACTIONS;
        if (mustWait && !isAcknowledged()) {
            return null;
        }
        if (acknowledgements.areComplete()) {
            whenAcknowledged.forEach(Runnable::run);
            whenAcknowledged.clear();
        }
        if (rest != null) {
            Batch next = rest;
            rest = null;
            return sent(next);
        }
        Batch batch = batches.get();
        // The offset of a shard would also cover earlier batches that Kafka has not acknowledged yet.
        if (isByPartition && batch.order() == Batch.Order.ACKNOWLEDGED && !isAcknowledged()) {
            return null;
        }
        Instant until = clock.instant().plus(MAX_POLL_WAIT);
        boolean begun = false;
        while (true) {
            ReadStep.Idle waiting = fill(batch);
            Instant now = clock.instant();
            if (!batch.isEmpty() && !begun) {
                begun = true;
                until = now.plus(BATCH_LINGER);
            }
            boolean moreMayCome = waiting.asking() && !batch.isFull();
            Duration left = Duration.between(now, waiting.until().isBefore(until) ? waiting.until() : until);
            if (batch.isFull() || !now.isBefore(until) || (begun && !moreMayCome)) {
                return batch.isEmpty() ? null : records(batch);
            }
            signal.await(left.isNegative() ? Duration.ZERO : left);
        }
    }

    private List<SourceRecord> records(Batch batch) {
        isByPartition = batch.order() == Batch.Order.BY_PARTITION;
        rest = batch.takeLast();
        return sent(batch);
    }

    private List<SourceRecord> sent(Batch batch) {
        List<SourceRecord> records = batch.toRecords();
        acknowledgements.sent(records);
        whenAcknowledged.addAll(batch.whenAcknowledged());
        return records;
    }

    /** Waits about a second at most for Kafka's acknowledgements. Returns whether the task may continue. */
    private boolean isAcknowledged() throws InterruptedException {
        Instant until = clock.instant().plus(MAX_POLL_WAIT);
        while (!acknowledgements.areComplete()) {
            Duration left = Duration.between(clock.instant(), until);
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            signal.await(left);
        }
        return true;
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
