package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.IntercomException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Reads a list that can only be read whole, pass after pass. The next part is asked for as soon as one came, whatever the task does
 * meanwhile, so that a scroll does not expire; only far ahead of the task it waits. See {@link ReadAhead}.
 *
 * <p>{@link Step.PassDone} comes only after every part was read. A pass that breaks is begun anew, after a growing wait.
 */
public final class SnapshotReader implements Reader {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Supplier<Pass> passes;
    private final Duration interval;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private Instant due = Instant.MIN;
    private ReadAhead pass;
    private int restarts;

    /** The first pass begins at once, later ones an interval after the beginning of the one before. */
    SnapshotReader(Supplier<Pass> passes, Duration interval, Clock clock, Runnable signal, StreamListener listener) {
        this.passes = passes;
        this.interval = interval;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
    }

    @Override
    public Step next() {
        return pass == null ? begin() : goOn();
    }

    private Step begin() {
        Instant now = clock.instant();
        if (now.isBefore(due)) {
            return new Step.Waiting(due, false);
        }
        due = now.plus(interval);
        pass = new ReadAhead(passes.get(), signal);
        pass.goOn();
        return new Step.PassBegun();
    }

    private Step goOn() {
        try {
            ObjectNode entity = pass.take();
            if (entity != null) {
                return new Step.Next(new Entity(entity, false, Instant.EPOCH));
            }
        } catch (CompletionException failed) {
            pass = null;
            recover(failed);
            return begin();
        }
        if (!pass.isOver()) {
            return new Step.Waiting(Instant.MAX, true);
        }
        pass = null;
        restarts = 0;
        return new Step.PassDone();
    }

    private void recover(CompletionException failed) {
        if (failed.getCause() instanceof Pass.RestartException broken) {
            listener.passRestarted(broken.getMessage());
            due = clock.instant().plus(wait(restarts++));
        } else if (failed.getCause() instanceof IntercomException stuck) {
            throw stuck;
        } else {
            throw failed;
        }
    }

    private static Duration wait(int restarts) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(restarts, 10));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
