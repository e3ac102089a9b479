package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.IntercomException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Reads a list that can only be read whole, pass after pass. The next part is asked for as soon as one came, whatever the task does
 * meanwhile, so that a scroll does not expire; only far ahead of the task it waits.
 *
 * <p>{@link Step.PassDone} comes only after every part was read. A pass that breaks is begun anew, after a growing wait.
 */
public final class SnapshotReader implements Reader {
    /** Entities read ahead of the task. */
    private static final int MOST_AHEAD = 20_000;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Supplier<Pass> passes;
    private final Duration interval;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final Queue<ObjectNode> ahead = new ArrayDeque<>();
    private Instant due = Instant.MIN;
    private Pass pass;
    private CompletableFuture<Pass.Part> part;
    private boolean complete;
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
        while (true) {
            if (pass == null) {
                Instant now = clock.instant();
                if (now.isBefore(due)) {
                    return new Step.Waiting(due, false);
                }
                due = now.plus(interval);
                pass = passes.get();
                ask();
                return new Step.PassBegun();
            }
            if (part != null && part.isDone()) {
                accept();
            } else if (part == null && !complete && ahead.size() < MOST_AHEAD) {
                ask();
            } else if (!ahead.isEmpty()) {
                return new Step.Next(new Entity(ahead.remove(), false));
            } else if (complete) {
                end();
                return new Step.PassDone();
            } else {
                return new Step.Waiting(Instant.MAX, true);
            }
        }
    }

    private void ask() {
        part = pass.next();
        var unused = part.whenComplete((done, thrown) -> signal.run());
    }

    private void accept() {
        try {
            Pass.Part read = part.join();
            part = null;
            ahead.addAll(read.entities());
            complete = read.last();
        } catch (CompletionException failed) {
            abandon();
            if (failed.getCause() instanceof Pass.RestartException broken) {
                listener.passRestarted(broken.getMessage());
                due = clock.instant().plus(wait(restarts++));
            } else if (failed.getCause() instanceof IntercomException stuck) {
                throw stuck;
            } else {
                throw failed;
            }
        }
    }

    private void end() {
        restarts = 0;
        abandon();
    }

    private void abandon() {
        ahead.clear();
        pass = null;
        part = null;
        complete = false;
    }

    private static Duration wait(int restarts) {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(restarts, 10));
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }
}
