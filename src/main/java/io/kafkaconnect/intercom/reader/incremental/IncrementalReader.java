package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
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
 * <p>Where Intercom cannot filter precisely, a caught-up stream reads {@link DescendingScan}: an idle poll costs one request. If that turns
 * out to be much, it reads {@link AscendingScan} instead.
 */
public final class IncrementalReader implements StreamReader {
    /** After a mark that is older than this, almost always something was updated. */
    private static final Duration FAR = Duration.ofHours(1);

    /** A mark further back than this is read oldest first at once. */
    private static final Duration CAUGHT_UP = Duration.ofDays(2);

    /**
     * What was sent is known so long after its update: a pass that looks back finds what was shown later than it should. After a restart,
     * an entity that the search shows later still counts as sent.
     */
    private static final Duration LATE = Duration.ofMinutes(10);

    /** From one pass that looks back to the next: each finds all that is shown late between two of them. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    /**
     * Entities whose completion has begun. Far more than requests under way: all that are complete wait for the first, and one request that
     * is slow, or repeated, must not stop the others for long.
     */
    private static final int MOST_UNDER_WAY = 2_000;

    /** A list that counts more than it shows is whole when it ended alike in so many passes: counts may include what is long gone. */
    private static final int ENOUGH_ALIKE = 10;

    private final PageAccess access;
    private final Listing listing;
    private final Enricher details;
    private final ReadPace pace;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final AdaptivePageSize pageSize;
    private final CursorTracker memory;
    private final long until;
    private final CompletionPipeline window;
    private final ReleaseControl releases;
    private final ParkedRetries looks;
    private final ScanListener found = new ScanEvents();

    private Instant due = Instant.MIN;
    private Scan scan;
    private Instant passBegun;
    /** Whether a page of the pass, and so what lies behind it, did not come. */
    private boolean isPageWithheld;
    /** Whether that has been told, and no pass was given all pages since. */
    private boolean wasPageWithheld;

    private ReadFilter wanted;
    /** When a pass looks back again. */
    private Instant looksBack = Instant.MIN;
    /** Up to where the last pass met everything; null where it did not end. */
    private Instant met;

    private Scan.ScanEnd lastEnd = Scan.ScanEnd.NOTHING;
    private int alike;
    /** Whether the last pass read newest first and ended at a page that does not come: the next one reads what is below it. */
    private boolean endedAbove;
    /** Whether the last pass was shown nothing at all. */
    private boolean empty;

    private boolean confirmed;
    /** Whether the pass under way was told to be held by what is parked. */
    private boolean held;

    private int decisions;

    /**
     * Begins at the cursor, at once.
     *
     * @param deletions whether the list names what is gone
     * @param until leaves out entities updated at that second or later
     * @param signal run, on any thread, when a reply came that may let {@link #next()} go on
     */
    public IncrementalReader(
            IntercomApi intercom,
            Listing listing,
            Enricher details,
            Cursor cursor,
            ReadPace pace,
            boolean deletions,
            Instant until,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.access = PageAccess.of(intercom, listing);
        this.listing = listing;
        this.details = details;
        this.pace = pace;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        this.pageSize = new AdaptivePageSize(pace.pageSize());
        this.memory = new CursorTracker(cursor);
        this.until = until.getEpochSecond();
        this.wanted = new ReadFilter(memory, this.until, true);
        this.window = new CompletionPipeline(details, MOST_UNDER_WAY, signal);
        this.releases = new ReleaseControl(
                memory, wanted, listing.timeField(), deletions, pace, details::decisions, clock, listener);
        SpanListing spans = new SpanListing(access, listing, pageSize, clock);
        this.looks = new ParkedRetries(
                name -> ParkedSpan.named(name).map(spans::read).orElseGet(() -> details.again(name)), memory, signal);
    }

    /** Begins at the cursor, at once, and takes everything from there on. */
    IncrementalReader(
            IntercomApi intercom,
            Listing listing,
            Enricher details,
            Cursor cursor,
            ReadPace pace,
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

    /** How many entities are parked because Intercom refuses them, or something of them. To be had from any thread. */
    public int refused() {
        return memory.refused();
    }

    /** Whether the last pass, or the pass under way, was given all pages of its list. */
    public boolean isGivenAll() {
        return !isPageWithheld && !endedAbove;
    }

    /** An entity was updated at that second and may never have been listed: it is asked for by its id. */
    public void missed(String id, long updated) {
        releases.missed(id, updated);
    }

    /** Reads the past beside that reader: each entity comes from one of the two. */
    public void beside(IncrementalReader present) {
        releases.leavesTo(present.memory);
        present.memory.tells(memory, until);
    }

    @Override
    public ReadStep next() {
        try {
            return advance();
        } catch (ListPass.RestartException broken) {
            abandon();
            listener.passRestarted(broken.getMessage());
        } catch (IntercomException stuck) {
            abandon();
            throw stuck;
        }
        return new ReadStep.Idle(due, false);
    }

    /** Whatever was read ahead is read again by the next pass. */
    private void abandon() {
        window.clear();
        scan = null;
        met = null;
        empty = false;
        due = clock.instant().plus(pace.interval());
    }

    private ReadStep advance() {
        while (true) {
            Entity looked = look();
            if (looked != null) {
                return new ReadStep.Item(looked);
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
            CompletionPipeline.InFlight first = mayPark() ? window.poll() : null;
            if (first != null) {
                Entity released = release(first);
                if (released != null) {
                    return new ReadStep.Item(released);
                }
            } else if (window.isEmpty() && scan.isDone()) {
                end();
                return new ReadStep.PassFinished();
            } else {
                tellIfHeld();
                return waiting(Instant.MAX, true);
            }
        }
    }

    private ReadStep.Idle waiting(Instant until, boolean asking) {
        Instant next = looks.due();
        return new ReadStep.Idle(next.isBefore(until) ? next : until, asking || looks.isAsking());
    }

    private void begin(Instant now) {
        details.passBegins();
        due = now.plus(pace.interval());
        releases.passBegins();
        passBegun = now;
        isPageWithheld = false;
        wanted = new ReadFilter(memory, until, !now.isBefore(looksBack));
        // The past is read once: each of its pages twice, as only oldest first does.
        boolean isPast = until != Instant.MAX.getEpochSecond();
        boolean caughtUp = !isPast && memory.mark().isAfter(now.minus(CAUGHT_UP).minus(pace.settle()));
        scan = listing.newestFirst() && caughtUp && !endedAbove
                ? new DescendingScan(access, listing, wanted, found, pageSize, clock, signal, listener)
                : oldestFirst();
    }

    private Scan oldestFirst() {
        // What was updated since is read by some passes more before the mark passes it.
        Instant readTwice = settled(passBegun).minus(pace.interval().multipliedBy(3));
        return new AscendingScan(
                access,
                listing,
                wanted,
                this::settled,
                readTwice,
                isBehind(),
                found,
                pageSize,
                clock,
                signal,
                listener);
    }

    /** The first pass of a reader that begins far back. */
    private boolean isBehind() {
        return met == null && !empty && memory.mark().isBefore(passBegun.minus(FAR));
    }

    private void read() {
        while (scan.goOn(window.backlog())) {
            if (scan instanceof DescendingScan newestFirst && newestFirst.isHopeless()) {
                scan = oldestFirst();
            }
            takeOver();
        }
        takeOver();
    }

    private void takeOver() {
        for (List<ListedEntity> page = scan.take(); !page.isEmpty(); page = scan.take()) {
            window.add(page);
        }
    }

    /** Whether two passes, one behind the other, met everything up to the end of their list. */
    boolean isConfirmed() {
        return confirmed;
    }

    /**
     * The mark moves to where the last two passes both met everything: what one wrong answer hides from one of them, the other one meets. A pass
     * that was shown nothing at all moves nothing.
     */
    private void end() {
        held = false;
        wasPageWithheld &= isPageWithheld;
        looksBack = wanted.late() ? passBegun.plus(LOOK_BACK) : looksBack;
        endedAbove = scan instanceof DescendingScan && scan.isTorn();
        if (endedAbove) {
            // It tells nothing of what the next pass reads from the mark on.
            scan = null;
            return;
        }
        Scan.ScanEnd end = scan.end();
        if (end.equals(Scan.ScanEnd.NOTHING) && !scan.isTorn()) {
            confirmed = empty;
            empty = true;
            scan = null;
            return;
        }
        empty = false;
        alike = end.equals(lastEnd) ? alike + 1 : 1;
        lastEnd = end;
        boolean whole =
                !scan.isTorn() && (end.equals(Scan.ScanEnd.PROVEN) || (end.mayBeWhole() && alike >= ENOUGH_ALIKE));
        Instant reached = scan instanceof AscendingScan ? scan.reached() : memory.mark();
        Instant settled = settled(begun());
        Instant now = whole || settled.isBefore(reached) ? settled : reached;
        confirmed = whole && met != null;
        if (met != null) {
            moveTo(met.isBefore(now) ? met : now);
        }
        met = now;
        scan = null;
    }

    /**
     * Nothing that was updated before this can still turn up for a reading that began then. The mark never passes what the worker's own clock
     * vouches for: a date of Intercom's may be wrong.
     */
    private Instant settled(Instant begun) {
        Duration back =
                pace.settle().compareTo(ReadFilter.SECOND_IS_OVER) < 0 ? ReadFilter.SECOND_IS_OVER : pace.settle();
        Instant vouched = begun.isBefore(passBegun) ? begun : passBegun;
        return Instant.ofEpochSecond(vouched.minus(back).getEpochSecond());
    }

    /** When the pass under way began, by Intercom's clock where it has answered. */
    private Instant begun() {
        return scan.begun() == null ? passBegun : scan.begun();
    }

    /** What is shown late, or as it was, is compared with what was sent: of the latest, that stays known. */
    private void moveTo(Instant time) {
        boolean isLatest = time.isAfter(settled(begun()).minus(LATE.multipliedBy(2)));
        memory.moveTo(time, isLatest ? LATE : Duration.ZERO);
    }

    /** Many that wait are asked for first: each takes a place in the offset. */
    private boolean mayPark() {
        return !memory.isFull();
    }

    /** Once a pass: looks make room for a few now and then, and the next few that are parked take it. */
    private void tellIfHeld() {
        if (!mayPark() && !window.isEmpty() && !held) {
            held = true;
            listener.held(memory.parked().size());
        }
    }

    /** The entity to be sent, or null where there is nothing to send. Moves the memory either way. */
    private Entity release(CompletionPipeline.InFlight inFlight) {
        Enricher.Enriched completed = inFlight.outcome();
        if (completed instanceof Enricher.Enriched.Incomplete incomplete) {
            throw new ListPass.RestartException(incomplete.reason());
        }
        ListedEntity listed = inFlight.listed();
        Instant settled = settled(begun());
        Entity entity = releases.listed(completed, listed, settled);
        if (listed.isInPlace() && Instant.ofEpochSecond(listed.place()).isBefore(settled)) {
            moveTo(Instant.ofEpochSecond(listed.place()));
        }
        return entity;
    }

    /** What a look at a parked entity brought to be sent; null where there is nothing. */
    private Entity look() {
        if (details.decisions() != decisions) {
            decisions = details.decisions();
            releases.lookAgainAtRefused();
        }
        looks.begin(clock.instant());
        for (ParkedRetries.PendingRetry look = looks.poll(); look != null; look = looks.poll()) {
            if (look.outcome() instanceof Enricher.Enriched.ListedAgain shown) {
                shown.pages().forEach(found::malformed);
            }
            Entity entity = releases.lookedAt(look);
            if (entity != null) {
                return entity;
            }
        }
        return null;
    }

    private final class ScanEvents implements ScanListener {
        @Override
        public void outOfPlace(ListedEntity entity) {
            releases.outOfPlace(entity);
        }

        @Override
        public void withheld(ParkedSpan span, Failure failure) {
            releases.withheld(span, failure);
        }

        @Override
        public void withheld(Failure failure) {
            isPageWithheld = true;
            if (!wasPageWithheld) {
                wasPageWithheld = true;
                listener.pageWithheld(failure);
            }
        }

        @Override
        public void malformed(ListPage page) {
            for (int i = 0; i < page.malformed(); i++) {
                listener.malformed("an entry without a usable id in the response to " + page.asked());
            }
        }

        @Override
        public ObjectNode kept(ObjectNode listed) {
            return details.kept(listed);
        }
    }
}
