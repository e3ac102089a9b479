package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadPace;
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
 * Reads a list that can only be read whole, pass after pass. Each page is requested as soon as the page before has come, even while the task is
 * busy, so that a scroll does not expire. It waits only if it is far ahead of the task, see {@link Prefetcher}.
 *
 * <p>{@link ReadStep.PassFinished} comes only after every page was read. A pass that breaks restarts after a growing wait. {@link #look} finds
 * out whether a row that the pass did not find exists. {@link #again} starts a pass before its regular time.
 */
public final class SnapshotReader implements StreamReader {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MAX_WAIT = Duration.ofMinutes(5);

    /** Time without a page after which the reader counts as idle, so that rows which are ready are not delayed further. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** Time without a page after which late pages are given up. It is longer than a short outage. */
    private static final Duration GIVEN_UP = Duration.ofMinutes(10);

    private final Supplier<ListPass> passes;
    private final Duration interval;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;
    private final Optional<ChangesReader> changes;

    private Instant due = Instant.MIN;
    private ListPass current;
    private Prefetcher pass;
    private ListPass repetition;
    private Instant repetitionDue;
    private Instant lastEntity = Instant.MAX;
    private Instant lastGivenUp = Instant.MAX;
    private int repetitions;
    private int restarts;

    /** The first pass starts at once. Each later pass starts an interval after the start of the one before. */
    public SnapshotReader(
            Supplier<ListPass> passes, Duration interval, Clock clock, Runnable signal, StreamListener listener) {
        this(passes, interval, Optional.empty(), clock, signal, listener);
    }

    private SnapshotReader(
            Supplier<ListPass> passes,
            Duration interval,
            Optional<ChangesReader> changes,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.passes = passes;
        this.interval = interval;
        this.changes = changes;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
    }

    /**
     * The same reader, which also reads what changed between two passes.
     *
     * @param since a pass over what changed since a time
     * @param pace how often, and how far the search for changes may lag
     */
    public SnapshotReader withChanges(Function<Instant, ListPass> since, ReadPace pace) {
        ChangesReader between = new ChangesReader(since, pace, clock, signal, listener);
        return new SnapshotReader(passes, interval, Optional.of(between), clock, signal, listener);
    }

    @Override
    public ReadStep next() {
        return pass == null ? begin() : advance();
    }

    /** Whether the reader reads nothing now: no pass is running, or its next page is late. */
    public boolean isIdle() {
        return pass == null || clock.instant().isAfter(lastEntity.plus(LATE));
    }

    /** The subject of the request that shows whether an unseen row exists, see {@link ListPass#subject}. */
    public Optional<String> subject(String owner, String row) {
        return current.subject(owner, row);
    }

    /**
     * Finds out whether rows exist that the last pass did not find.
     *
     * @param rows names of rows with that subject
     * @return completes exceptionally with {@link IntercomException} if the stream cannot continue after Intercom's reply
     */
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return WakeupFutures.by(signal, current.look(subject, rows));
    }

    /**
     * Returns the unseen rows for which another pass costs less than a request for each.
     *
     * @param unseen names of rows that the last pass did not find
     * @param remembered number of rows that the list had before
     */
    public Set<String> mass(Set<String> unseen, int remembered) {
        return current.mass(unseen, remembered);
    }

    /** Starts a pass before its regular time, over the part of the list in which these rows may be. */
    public void again(Set<String> rows) {
        again(current.again(rows).orElseGet(passes));
    }

    /** Starts a pass over the whole list before its regular time. */
    public void again() {
        again(passes.get());
    }

    private void again(ListPass again) {
        repetition = again;
        repetitionDue = clock.instant().plus(wait(FIRST_WAIT, repetitions++));
    }

    private ReadStep begin() {
        Instant now = clock.instant();
        Instant next = repetition == null ? due : repetitionDue;
        if (now.isBefore(next)) {
            return changed(next);
        }
        if (repetition == null) {
            due = now.plus(interval);
            current = passes.get();
            repetitions = 0;
        } else {
            current = repetition;
            repetition = null;
        }
        lastEntity = now;
        lastGivenUp = now;
        pass = new Prefetcher(current, signal);
        pass.advance();
        changes.ifPresent(ChangesReader::listBegins);
        return new ReadStep.PassStarted();
    }

    /** What changed since the last pass, until the next one. */
    private ReadStep changed(Instant next) {
        Optional<Entity> changed = changes.map(ChangesReader::next);
        if (changed.isPresent()) {
            return new ReadStep.Item(changed.get());
        }
        Instant until = changes.map(ChangesReader::due).filter(next::isAfter).orElse(next);
        return new ReadStep.Idle(until, changes.filter(ChangesReader::isReading).isPresent());
    }

    private ReadStep advance() {
        try {
            reportFlaws();
            Entity entity = pass.take();
            if (entity != null) {
                lastEntity = clock.instant();
                lastGivenUp = lastEntity;
                changes.ifPresent(between -> between.listed(entity));
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
        changes.ifPresent(ChangesReader::listEnds);
        return new ReadStep.PassFinished();
    }

    private void giveUpLate() {
        Instant now = clock.instant();
        if (now.isAfter(lastGivenUp.plus(GIVEN_UP))) {
            lastGivenUp = now;
            current.giveUpLate();
        }
    }

    private void reportFlaws() {
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
