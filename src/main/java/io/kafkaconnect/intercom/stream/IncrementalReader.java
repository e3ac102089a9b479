package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Failure;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

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

    /** More than that do not wait to be asked for again: each takes some forty bytes of the offset. */
    private static final int MOST_PARKED = 5_000;

    private static final int MOST_REMEMBERED = 10_000;

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
    private final ParkedLooks looks;
    private final ScanListener found = new Found();

    private Instant due = Instant.MIN;
    private Scan scan;
    private Current pass;
    /** Up to where the last pass met everything; null where it did not end. */
    private Instant met;

    private Scan.End lastEnd = Scan.End.PROVEN;
    private boolean confirmed;
    /** Whether a page that follows another was refused, and nothing was released since. */
    private boolean refused;

    /** What is out of place and brought no news, by id: as it was shown. */
    private final Map<String, Long> noNews = Recent.map(MOST_REMEMBERED);

    /**
     * A pass.
     *
     * @param begun when it began, by the worker's clock
     * @param mark where it began
     * @param released what it released, with its times
     */
    private record Current(Instant begun, Instant mark, Map<String, Long> released) {}

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
        this.looks = new ParkedLooks(details, memory, signal);
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

    /** An entity was updated at that second and may never have been listed: it is asked for by its id. */
    public void missed(String id, long updated) {
        if (memory.parked(id).isEmpty() && !memory.has(id, updated)) {
            memory.park(id, Parked.until(Parked.Reason.MISSED, updated, clock.instant()));
        }
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
        met = null;
        due = clock.instant().plus(pace.interval());
    }

    private Step advance() {
        while (true) {
            Entity looked = look();
            if (looked != null) {
                return new Step.Next(looked);
            }
            if (scan == null) {
                Instant now = clock.instant();
                if (now.isBefore(due)) {
                    return waiting(due, false);
                }
                begin(now);
            }
            read();
            window.begin();
            Window.InFlight first = mayPark() ? window.poll() : null;
            if (first != null) {
                Entity released = release(first);
                if (released != null) {
                    return new Step.Next(released);
                }
            } else if (window.isEmpty() && scan.isDone()) {
                end();
                return new Step.PassDone();
            } else {
                return waiting(Instant.MAX, true);
            }
        }
    }

    private Step.Waiting waiting(Instant until, boolean asking) {
        Instant next = looks.due();
        return new Step.Waiting(next.isBefore(until) ? next : until, asking || looks.isAsking());
    }

    private void begin(Instant now) {
        details.passBegins();
        due = now.plus(pace.interval());
        pass = new Current(now, memory.mark(), Recent.map(MOST_REMEMBERED));
        boolean caughtUp = memory.mark().isAfter(now.minus(CAUGHT_UP).minus(pace.settle()));
        scan = listing.newestFirst() && caughtUp
                ? new NewestFirst(intercom, listing, wanted, found, pageSize, signal, listener)
                : oldestFirst();
    }

    private Scan oldestFirst() {
        // What was updated since is read by some passes more before the mark passes it.
        Instant readTwice = settled(pass.begun()).minus(pace.interval().multipliedBy(2));
        return new OldestFirst(
                intercom, listing, wanted, this::settled, readTwice, found, pageSize, clock, signal, listener);
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

    /** Whether two passes, one behind the other, met everything up to the end of their list. */
    boolean isConfirmed() {
        return confirmed;
    }

    /**
     * The mark moves to where the last two passes both met everything: what one wrong answer hides from one of them, the other one meets.
     */
    private void end() {
        Instant reached = scan instanceof OldestFirst ? scan.reached() : memory.mark();
        Instant settled = settled(scan.begun());
        boolean whole = !scan.isTorn() && scan.end().isBelieved(lastEnd);
        lastEnd = scan.end();
        Instant now = whole || settled.isBefore(reached) ? settled : reached;
        confirmed = whole && met != null;
        if (met != null) {
            memory.moveTo(met.isBefore(now) ? met : now);
        }
        met = whole || scan instanceof OldestFirst ? now : null;
        scan = null;
    }

    /**
     * Nothing that was updated before this can still turn up for a reading that began then. The mark never passes what the worker's own clock
     * vouches for: a date of Intercom's may be wrong.
     */
    private Instant settled(Instant begun) {
        Duration back = pace.settle().compareTo(Wanted.SECOND_IS_OVER) < 0 ? Wanted.SECOND_IS_OVER : pace.settle();
        Instant vouched = begun.isBefore(pass.begun()) ? begun : pass.begun();
        return Instant.ofEpochSecond(vouched.minus(back).getEpochSecond());
    }

    /** Many that wait are asked for first: each takes a place in the offset. */
    private boolean mayPark() {
        return memory.parked().size() < MOST_PARKED;
    }

    /** The entity to be sent, or null where there is nothing to send. Moves the memory either way. */
    private Entity release(Window.InFlight inFlight) {
        Details.Completed completed = inFlight.outcome();
        Listed listed = inFlight.listed();
        Entity entity = null;
        if (completed instanceof Details.Completed.Incomplete incomplete) {
            throw new Pass.RestartException(incomplete.reason());
        } else if (completed instanceof Details.Completed.Entity whole) {
            entity = unsent(whole, listed);
        } else if (completed instanceof Details.Completed.Vanished) {
            parkOnce(listed.id(), Parked.until(Parked.Reason.VANISHED, listed.time(), soon()));
        } else if (completed instanceof Details.Completed.Refused denied) {
            refused(listed.id(), listed.time(), Parked.Reason.REFUSED, denied.failure());
        }
        if (listed.isInPlace() && Instant.ofEpochSecond(listed.place()).isBefore(settled(scan.begun()))) {
            memory.moveTo(Instant.ofEpochSecond(listed.place()));
        }
        return entity;
    }

    private void refused(String id, long time, Parked.Reason reason, Failure failure) {
        if (memory.parked(id).isEmpty()) {
            memory.park(
                    id, new Parked(reason, time, 0, clock.instant().getEpochSecond()).later(reason, clock.instant()));
            listener.parked(id, failure);
        }
    }

    private void parkOnce(String id, Parked entity) {
        if (memory.parked(id).isEmpty()) {
            memory.park(id, entity);
        }
    }

    /** When a copy of Intercom's data that lags will have caught up. */
    private Instant soon() {
        Duration settle = pace.settle().compareTo(Wanted.SECOND_IS_OVER) < 0 ? Wanted.SECOND_IS_OVER : pace.settle();
        return clock.instant().plus(settle);
    }

    /**
     * The entity, unless this version of it was sent or is left for another pass. It may be newer than it was listed; or older, where the
     * answer comes from a copy of Intercom's data that lags.
     */
    private Entity unsent(Details.Completed.Entity whole, Listed listed) {
        long time = time(whole, listed.time());
        if (listed.isTimed() && time < listed.time()) {
            return older(whole, time, listed);
        }
        boolean movedOn = time > listed.time() && listed.isTimed() && wanted.isLeft(time, whole.asOf());
        if (movedOn || memory.has(listed.id(), listed.isTimed() ? time : listed.time())) {
            return null;
        }
        if (!listed.isTimed()) {
            listener.untimed(listed.id());
        }
        return released(whole, listed.id(), listed.isTimed() ? time : listed.time());
    }

    /**
     * An entity older than the list shows it. As long as the list may lag as well, it is listed again; then it is asked for again by its id.
     * What no earlier pass can have sent is sent meanwhile.
     */
    private Entity older(Details.Completed.Entity whole, long time, Listed listed) {
        String id = listed.id();
        boolean settled = Instant.ofEpochSecond(listed.time()).isBefore(settled(scan.begun()));
        boolean waits =
                memory.parked(id).filter(one -> one.from() >= listed.time()).isPresent();
        if (waits || memory.has(id, listed.time())) {
            return null;
        }
        if (settled) {
            memory.park(id, Parked.until(Parked.Reason.OLDER, listed.time(), soon()));
        }
        boolean sent = memory.has(id, time) || pass.released().getOrDefault(id, Long.MIN_VALUE) >= time;
        long since = (settled ? pass.mark() : memory.mark()).getEpochSecond();
        return sent || time < since ? null : keptParked(id, () -> released(whole, id, time));
    }

    private Entity keptParked(String id, Supplier<Entity> release) {
        Optional<Parked> before = memory.parked(id);
        Entity entity = release.get();
        before.ifPresent(parked -> memory.park(id, parked));
        return entity;
    }

    private Entity released(Details.Completed.Entity whole, String id, long time) {
        memory.unpark(id);
        memory.sent(id, time);
        if (pass != null) {
            pass.released().put(id, time);
        }
        refused = false;
        whole.refused().ifPresent(failure -> refused(id, time, Parked.Reason.PARTIAL, failure));
        return new Entity(whole.json(), deletions, whole.asOf());
    }

    private long time(Details.Completed.Entity whole, long otherwise) {
        return Times.updated(whole.json(), listing.timeField(), whole.asOf(), otherwise);
    }

    /** What a look at a parked entity brought to be sent; null where there is nothing. */
    private Entity look() {
        looks.begin(clock.instant());
        for (ParkedLooks.Look look = looks.poll(); look != null; look = looks.poll()) {
            Optional<Parked> parked = memory.parked(look.id());
            Entity entity = parked.isPresent() ? lookedAt(look, parked.get()) : null;
            if (entity != null) {
                return entity;
            }
        }
        return null;
    }

    private Entity lookedAt(ParkedLooks.Look look, Parked parked) {
        String id = look.id();
        if (look.outcome() instanceof Details.Completed.Entity whole) {
            return shown(whole, id, parked);
        }
        if (look.outcome() instanceof Details.Completed.Vanished) {
            vanished(id, parked);
        } else {
            memory.park(id, parked.later(parked.reason(), clock.instant()));
        }
        return null;
    }

    /** Gone by two looks. */
    private void vanished(String id, Parked parked) {
        if (parked.reason() == Parked.Reason.VANISHED) {
            memory.unpark(id);
            listener.vanished();
        } else {
            memory.park(id, parked.settling(Parked.Reason.VANISHED, soon()));
        }
    }

    private Entity shown(Details.Completed.Entity whole, String id, Parked parked) {
        long time = time(whole, Math.max(0, parked.from()));
        if (wanted.isLeft(time, whole.asOf())) {
            // It has moved on, and is listed in its new place.
            memory.park(id, new Parked(parked.reason(), parked.from(), parked.looks(), soon().getEpochSecond()));
            return null;
        }
        boolean partialAgain =
                parked.reason() == Parked.Reason.PARTIAL && whole.refused().isPresent();
        if (partialAgain && time <= parked.from()) {
            memory.park(id, parked.later(Parked.Reason.PARTIAL, clock.instant()));
            return null;
        }
        boolean complete = parked.reason() == Parked.Reason.PARTIAL && time >= parked.from();
        if (!complete && memory.has(id, time)) {
            memory.unpark(id);
            return null;
        }
        if (time >= parked.from() || (parked.isUnsent() && parked.isLookedAtEnough())) {
            return released(whole, id, time);
        }
        if (parked.isLookedAtEnough()) {
            memory.unpark(id);
            noNews.put(id, time);
        } else {
            memory.park(id, parked.settling(parked.reason(), soon()));
        }
        return null;
    }

    private final class Found implements ScanListener {
        @Override
        public void outOfPlace(Listed entity) {
            if (!Objects.equals(noNews.get(entity.id()), entity.time())) {
                parkOnce(entity.id(), Parked.until(Parked.Reason.STALE, entity.time() + 1, clock.instant()));
            }
        }

        @Override
        public void malformed(ListPage page) {
            for (int i = 0; i < page.malformed(); i++) {
                listener.malformed("an entry without a usable id in the answer to " + page.asked());
            }
        }

        @Override
        public ObjectNode kept(ObjectNode listed) {
            return details.kept(listed);
        }
    }
}
