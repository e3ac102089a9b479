package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a list that can only be read whole, pass after pass. The next part is asked for as soon as one came, whatever the task does
 * meanwhile, so that a scroll does not expire; only far ahead of the task it waits. See {@link Prefetcher}.
 *
 * <p>{@link ReadStep.PassFinished} comes only after every page was read. A pass that breaks starts again after a growing wait. {@link #look} tells
 * whether a row that the pass did not show exists. {@link #again} reads the list again before its next interval.
 */
public final class SnapshotReader implements StreamReader {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** What came is not kept waiting longer for a part that does not come. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** Longer than an outage that is ridden out without a trace. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(10);

    private final Supplier<ListPass> passes;
    private final Duration interval;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private Instant due = Instant.MIN;
    private ListPass present;
    private Prefetcher pass;
    private ListPass repetition;
    private Instant repetitionDue;
    private Instant lastCame = Instant.MAX;
    private Instant lastGivenUp = Instant.MAX;
    private int repetitions;
    private int restarts;

    /** The first pass begins at once, later ones an interval after the beginning of the one before. */
    public SnapshotReader(
            Supplier<ListPass> passes, Duration interval, Clock clock, Runnable signal, StreamListener listener) {
        this.passes = passes;
        this.interval = interval;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
    }

    @Override
    public ReadStep next() {
        return pass == null ? begin() : goOn();
    }

    /** Whether nothing is read just now: no pass is under way, or its next part is late. */
    public boolean isIdle() {
        return pass == null || clock.instant().isAfter(lastCame.plus(LATE));
    }

    /** What tells whether a row that the last pass did not meet is there, see {@link ListPass#subject}. */
    public Optional<String> subject(String row) {
        return present.subject(row);
    }

    /**
     * Asks whether rows are there that the last pass did not meet.
     *
     * @param rows names of rows with that subject
     * @return completes exceptionally with {@link IntercomException} when Intercom's reply leaves no way on
     */
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return WakeupFutures.by(signal, present.look(subject, rows));
    }

    /**
     * Those rows of which another reading is to be tried before they are asked for, since it costs less.
     *
     * @param unmet names of rows that the last pass did not meet
     * @param remembered how many rows the list had
     */
    public Set<String> mass(Set<String> unmet, int remembered) {
        return present.mass(unmet, remembered);
    }

    /** Reads again, though it is not due, as much of the list as these rows may be in. */
    public void again(Set<String> rows) {
        again(present.again(rows).orElseGet(passes));
    }

    /** Reads all of the list again, though it is not due. */
    public void again() {
        again(passes.get());
    }

    private void again(ListPass again) {
        repetition = again;
        repetitionDue = clock.instant().plus(wait(FIRST_WAIT, repetitions++));
    }

    private ReadStep begin() {
        Instant now = clock.instant();
        if (now.isBefore(repetition == null ? due : repetitionDue)) {
            return new ReadStep.Idle(repetition == null ? due : repetitionDue, false);
        }
        if (repetition == null) {
            due = now.plus(interval);
            present = passes.get();
            repetitions = 0;
        } else {
            present = repetition;
            repetition = null;
        }
        lastCame = now;
        lastGivenUp = now;
        pass = new Prefetcher(present, signal);
        pass.goOn();
        return new ReadStep.PassStarted();
    }

    private ReadStep goOn() {
        try {
            tellFlaws();
            Entity entity = pass.take();
            if (entity != null) {
                lastCame = clock.instant();
                lastGivenUp = lastCame;
                return new ReadStep.Item(entity);
            }
        } catch (CompletionException failed) {
            pass = null;
            recover(failed);
            return begin();
        }
        if (!pass.isOver()) {
            giveUpLate();
            return new ReadStep.Idle(Instant.MAX, true);
        }
        pass = null;
        restarts = 0;
        return new ReadStep.PassFinished();
    }

    private void giveUpLate() {
        Instant now = clock.instant();
        if (now.isAfter(lastGivenUp.plus(GIVEN_UP))) {
            lastGivenUp = now;
            present.giveUpLate();
        }
    }

    private void tellFlaws() {
        for (ListPass.EntryFlaw flaw = pass.takeFlaw(); flaw != null; flaw = pass.takeFlaw()) {
            switch (flaw.kind()) {
                case MALFORMED -> listener.malformed(flaw.what());
                case ID_TAKEN -> listener.idTaken(flaw.what());
                case WITHHELD -> listener.entryWithheld(flaw.what());
            }
        }
    }

    private void recover(CompletionException failed) {
        if (failed.getCause() instanceof ListPass.RestartException broken) {
            listener.passRestarted(broken.getMessage());
            due = clock.instant().plus(wait(FIRST_WAIT, restarts++));
        } else if (failed.getCause() instanceof IntercomException stuck) {
            throw stuck;
        } else {
            throw failed;
        }
    }

    private static Duration wait(Duration first, int restarts) {
        Duration doubled = first.multipliedBy(1L << Math.min(restarts, 10));
        return doubled.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : doubled;
    }
}
