package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Reads a stream whose entities carry the time of their last update, from a {@link Cursor} on.
 *
 * <p>Pages are asked for ahead and entities are completed side by side, but released in the order of their update times, so that the
 * cursor never claims an entity whose predecessor was not released. A pass reads from the mark; when it ends, the mark moves to where
 * the pass began less the settling time, and what was sent beyond it is remembered.
 *
 * <p>An entity updated within the last two seconds is left for the next pass: it may change again within the second that its update
 * time names, and the two versions could not be told apart. Nothing is lost by that, since the mark stays behind it.
 *
 * <p>Lists are ordered by an index that lags, while their entities may be shown as they are by now: until it has settled, an entity may
 * stand among older ones. So its time says nothing of those behind it, neither to the mark nor about where to stop.
 *
 * <p>Where Intercom cannot filter precisely, a caught-up stream reads {@link NewestFirst}: an idle poll costs one request. If that turns
 * out to be much, it reads {@link OldestFirst} instead.
 */
public final class IncrementalReader implements Reader {
    /** A mark further back than this is read oldest first at once. */
    private static final Duration CAUGHT_UP = Duration.ofDays(2);

    /**
     * Entities whose completion has begun. Far more than requests under way: all that are complete wait for the first, and one request that
     * is slow, or repeated, must not stop the others for long.
     */
    private static final int MOST_UNDER_WAY = 2_000;

    private final Intercom intercom;
    private final Listing listing;
    private final Details details;
    private final Pace pace;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;
    private final boolean deletions;

    private final PageSize pageSize;
    private final SentMemory memory;
    private final Wanted wanted;
    private final Window window;

    private Instant due = Instant.MIN;
    private Scan scan;
    private boolean torn;
    /** Whether a page that follows another was refused, and nothing was released since. */
    private boolean refused;

    /**
     * Begins at the cursor, at once.
     *
     * @param deletions whether the list names what is gone
     * @param until leaves out entities updated at that second or later
     * @param signal run, on any thread, when a reply came that may let {@link #next()} go on
     */
    IncrementalReader(
            Intercom intercom,
            Listing listing,
            Details details,
            Cursor cursor,
            Pace pace,
            boolean deletions,
            Instant until,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.intercom = intercom;
        this.listing = listing;
        this.details = details;
        this.pace = pace;
        this.deletions = deletions;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        this.pageSize = new PageSize(pace.pageSize());
        this.memory = new SentMemory(cursor);
        this.wanted = new Wanted(memory, until.getEpochSecond());
        this.window = new Window(details, MOST_UNDER_WAY, signal);
    }

    /** Begins at the cursor, at once, and takes everything from there on. */
    IncrementalReader(
            Intercom intercom,
            Listing listing,
            Details details,
            Cursor cursor,
            Pace pace,
            boolean deletions,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this(intercom, listing, details, cursor, pace, deletions, Instant.MAX, clock, signal, listener);
    }

    /** What has been released so far; to be stored with the last record of the last entity released. */
    public Cursor cursor() {
        return memory.cursor();
    }

    @Override
    public Step next() {
        try {
            return advance();
        } catch (Scan.CursorRefusedException refusal) {
            abandon();
            if (refused) {
                throw new IntercomException(refusal.reply());
            }
            refused = true;
            listener.passRestarted(refusal.getMessage());
        } catch (Pass.RestartException broken) {
            abandon();
            listener.passRestarted(broken.getMessage());
        } catch (IntercomException stuck) {
            abandon();
            throw stuck;
        }
        return new Step.Waiting(due, false);
    }

    /** Whatever was read ahead is read again by the next pass. */
    private void abandon() {
        window.clear();
        scan = null;
        due = clock.instant().plus(pace.interval());
    }

    private Step advance() {
        while (true) {
            if (scan == null) {
                Instant now = clock.instant();
                if (now.isBefore(due)) {
                    return new Step.Waiting(due, false);
                }
                begin(now);
            }
            read();
            window.begin();
            Window.InFlight first = window.poll();
            if (first != null) {
                Entity released = release(first);
                if (released != null) {
                    return new Step.Next(released);
                }
            } else if (window.isEmpty() && scan.isDone()) {
                end();
                return new Step.PassDone();
            } else {
                return new Step.Waiting(Instant.MAX, true);
            }
        }
    }

    private void begin(Instant now) {
        details.passBegins();
        due = now.plus(pace.interval());
        boolean caughtUp = memory.mark().isAfter(now.minus(CAUGHT_UP).minus(pace.settle()));
        scan = listing.newestFirst() && caughtUp
                ? new NewestFirst(intercom, listing, wanted, details::kept, pageSize, signal, listener)
                : oldestFirst();
    }

    private Scan oldestFirst() {
        return new OldestFirst(
                intercom, listing, wanted, this::settled, details::kept, pageSize, clock, signal, listener);
    }

    private void read() {
        while (scan.goOn(window.backlog())) {
            if (scan instanceof NewestFirst newestFirst && newestFirst.isHopeless()) {
                scan = oldestFirst();
            }
            takeOver();
        }
        takeOver();
    }

    private void takeOver() {
        for (List<Listed> page = scan.take(); !page.isEmpty(); page = scan.take()) {
            window.add(page);
        }
    }

    /** Whether the last pass ended before its list did. */
    boolean isTorn() {
        return torn;
    }

    private void end() {
        torn = scan.isTorn();
        memory.moveTo(torn ? scan.reached() : settled(scan.begun()));
        scan = null;
    }

    /** Nothing that was updated before this can still turn up. */
    private Instant settled(Instant begun) {
        Duration back = pace.settle().compareTo(Wanted.SECOND_IS_OVER) < 0 ? Wanted.SECOND_IS_OVER : pace.settle();
        return Instant.ofEpochSecond(begun.minus(back).getEpochSecond());
    }

    /** The entity to be sent, or null where there is nothing to send. Moves the memory either way. */
    private Entity release(Window.InFlight inFlight) {
        Details.Completed completed = inFlight.outcome();
        if (completed instanceof Details.Completed.Incomplete incomplete) {
            throw new Pass.RestartException(incomplete.reason());
        }
        boolean settled = inFlight.listed().isInPlace()
                && Instant.ofEpochSecond(inFlight.listed().place()).isBefore(settled(scan.begun()));
        Entity entity =
                completed instanceof Details.Completed.Entity whole ? unsent(whole, inFlight.listed(), settled) : null;
        if (settled) {
            memory.moveTo(Instant.ofEpochSecond(inFlight.listed().place()));
        }
        return entity;
    }

    /**
     * The entity, unless this version of it was sent or is left for another pass. It may be newer than it was listed; or older, where the
     * answer comes from a copy of Intercom's data that lags: then it is listed again and asked for again, as long as the list may lag too.
     */
    private Entity unsent(Details.Completed.Entity whole, Listed listed, boolean settled) {
        long time = EpochSeconds.of(whole.json().path(listing.timeField()), listed.time());
        boolean lags = time < listed.time();
        boolean movedOn = time > listed.time() && wanted.isLeft(time, whole.asOf());
        boolean known =
                memory.has(listed.id(), time) || (lags && time < memory.mark().getEpochSecond());
        if (movedOn || known) {
            return null;
        }
        memory.sent(listed.id(), lags && settled ? listed.time() : time);
        refused = false;
        return new Entity(whole.json(), deletions, whole.asOf());
    }
}
