package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Pages;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

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
 * <p>Where Intercom cannot filter precisely, a caught-up stream reads newest first and stops at the first entity older than the mark:
 * an idle poll costs one request. If that turns out to be much, it reads oldest first instead, which needs no memory.
 */
public final class IncrementalReader implements Reader {
    /** See the class: how long an update must be over, by Intercom's clock, before the entity is taken. */
    static final Duration SECOND_IS_OVER = Duration.ofSeconds(2);

    /** A mark further back than this is read oldest first at once. */
    private static final Duration CAUGHT_UP = Duration.ofDays(2);

    /** Entities gathered newest first before it is given up in favour of oldest first. */
    private static final int MOST_GATHERED = 3_000;

    /** The update time of an entity that has none: only a pass over everything takes it. */
    private static final long NO_TIME = 0;

    private final Intercom intercom;
    private final Listing listing;
    private final Details details;
    private final Pace pace;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;
    private final boolean deletions;
    /** Entities updated at or after this are not this reader's. */
    private final long until;

    private final PageSize pageSize;
    private final SentMemory memory;
    private final Deque<InFlight> window = new ArrayDeque<>();

    private Instant due = Instant.MIN;
    private Scan scan;
    private boolean torn;
    /** Whether a page that follows another was refused, and nothing was released since. */
    private boolean refused;

    /** An entity on its way to completion. */
    private record InFlight(String id, long listedAs, CompletableFuture<Details.Completed> completed) {}

    /** An entity as a newest-first pass found it. */
    private record Gathered(ObjectNode json, Instant asOf) {}

    /** One pass over the list. */
    private static final class Scan {
        final boolean newestFirst;
        final List<Gathered> gathered = new ArrayList<>();
        Request page;
        CompletableFuture<Reply> reply;
        Instant begun;
        /** Whether it ended before its list did: what was not read is left for the next pass. */
        boolean torn;
        /** The latest settled update time on a page read oldest first: all that was updated before it has been met. */
        Instant reached = Instant.EPOCH;

        Scan(boolean newestFirst) {
            this.newestFirst = newestFirst;
        }

        void ask(Request request, Intercom intercom, Runnable signal) {
            page = request;
            reply = intercom.ask(request);
            var unused = reply.whenComplete((done, thrown) -> signal.run());
        }
    }

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
        this.until = until.getEpochSecond();
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        this.pageSize = new PageSize(pace.pageSize());
        this.memory = new SentMemory(cursor);
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
        } catch (IntercomException stuck) {
            abandon();
            throw stuck;
        }
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
            if (scan.reply != null && scan.reply.isDone()) {
                accept(scan.reply.join());
            } else if (scan.reply == null && scan.page != null && hasRoom()) {
                scan.ask(scan.page, intercom, signal);
            } else if (!window.isEmpty() && window.element().completed().isDone()) {
                Entity released = release(window.remove());
                if (released != null) {
                    return new Step.Next(released);
                }
            } else if (window.isEmpty() && scan.reply == null) {
                end();
                return new Step.PassDone();
            } else {
                return new Step.Waiting(Instant.MAX, true);
            }
        }
    }

    /** The next page is asked for while the details of this one and the one before are under way. */
    private boolean hasRoom() {
        return window.size() < 2 * pageSize.get();
    }

    private void begin(Instant now) {
        details.passBegins();
        due = now.plus(pace.interval());
        boolean newestFirst = listing.newestFirst()
                && memory.mark().isAfter(now.minus(CAUGHT_UP).minus(pace.settle()));
        begin(newestFirst);
    }

    private void begin(boolean newestFirst) {
        scan = new Scan(newestFirst);
        scan.page =
                newestFirst ? listing.newestFirst(pageSize.get()) : listing.oldestFirst(memory.mark(), pageSize.get());
    }

    /** Whether the last pass ended before its list did. */
    boolean isTorn() {
        return torn;
    }

    private void end() {
        torn = scan.torn;
        memory.moveTo(scan.torn ? scan.reached : settled(scan.begun));
        scan = null;
    }

    /** Nothing that was updated before this can still turn up. */
    private Instant settled(Instant begun) {
        Duration back = pace.settle().compareTo(SECOND_IS_OVER) < 0 ? SECOND_IS_OVER : pace.settle();
        return Instant.ofEpochSecond(begun.minus(back).getEpochSecond());
    }

    private void accept(Reply reply) {
        if (reply instanceof Reply.Rejected rejected && scan.begun != null && !refused) {
            // Nobody knows how long Intercom understands a cursor, and a paused task may hold one for days.
            refused = true;
            restart(rejected.failure().describe());
            return;
        }
        if (!(reply instanceof Reply.Found found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        if (!found.body().path(listing.array()).isArray()) {
            // Taken for an empty list it would move the mark past what was not read.
            restart("no list '" + listing.array() + "' in the answer to " + found.asked());
            return;
        }
        if (scan.begun == null) {
            scan.begun = found.asOf();
            listener.passBegins(found.body().path("total_count").asLong());
        } else if (found.asOf().isBefore(scan.begun)) {
            // The worker stood still while this page was under way: what is left out by its time must stay beyond the
            // mark.
            scan.begun = found.asOf();
        }
        pageSize.answered(found.asked().pageSize());
        List<ObjectNode> entities = entities(found);
        List<Request.Param> next = Pages.next(found.body());
        boolean empty = found.body().path(listing.array()).isEmpty();
        if (empty && !next.isEmpty()) {
            // Following it might never end; taken for the end, it would move the mark past what was not read.
            listener.passRestarted("an empty page names a next one in the answer to " + found.asked());
            if (scan.newestFirst) {
                begin(false);
                return;
            }
            scan.torn = true;
        }
        scan.page = next.isEmpty() || empty ? null : listing.after(found.asked(), next, pageSize.get());
        if (found.asked().equals(scan.page)) {
            restart("a page of " + found.asked() + " is its own next");
            return;
        }
        scan.reply = null;
        if (scan.newestFirst) {
            gather(entities, found.asOf());
        } else {
            takeInOrder(entities, found.asOf());
        }
    }

    private void restart(String reason) {
        listener.passRestarted(reason);
        abandon();
    }

    private List<ObjectNode> entities(Reply.Found found) {
        List<ObjectNode> entities = new ArrayList<>();
        for (JsonNode entity : found.body().path(listing.array())) {
            if (entity instanceof ObjectNode object && object.hasNonNull("id")) {
                entities.add(object);
            } else {
                listener.malformed("an entity without id in " + found.asked());
            }
        }
        return entities;
    }

    private void takeInOrder(List<ObjectNode> entities, Instant asOf) {
        List<ObjectNode> fresh = new ArrayList<>();
        int unsettled = 0;
        int anothers = 0;
        for (ObjectNode entity : entities) {
            long time = time(entity);
            if (time >= until) {
                anothers++;
                continue;
            }
            if (isUnsettled(time, asOf)) {
                unsettled++;
                continue;
            }
            Instant listed = Instant.ofEpochSecond(time);
            if (isInPlace(listed) && listed.isAfter(scan.reached)) {
                scan.reached = listed;
            }
            if (time >= memory.mark().getEpochSecond() && !memory.has(id(entity), time)) {
                fresh.add(entity);
            }
        }
        if (!entities.isEmpty() && unsettled + anothers == entities.size() && scan.page != null) {
            // The end of the list moves on as fast as it is read; or all that follow are another reader's.
            scan.page = null;
            scan.torn = unsettled > 0;
        }
        complete(fresh, asOf);
    }

    /** Whether an entity of this update time stands in the list where its time says. */
    private boolean isInPlace(Instant listed) {
        return listed.isBefore(settled(scan.begun));
    }

    private void gather(List<ObjectNode> entities, Instant asOf) {
        long mark = memory.mark().getEpochSecond();
        for (ObjectNode entity : entities) {
            long time = time(entity);
            if (time == NO_TIME) {
                // Where it stands among the others says nothing about them.
                continue;
            }
            if (time < mark) {
                scan.page = null;
                break;
            }
            if (!isLeft(time, asOf) && !memory.has(id(entity), time)) {
                scan.gathered.add(new Gathered(entity, asOf));
            }
        }
        if (scan.gathered.size() > MOST_GATHERED) {
            begin(false);
        } else if (scan.page == null) {
            Collections.reverse(scan.gathered);
            // Equal times keep any order; a moved entity may come twice, the newer version last.
            scan.gathered.sort((one, other) -> Long.compare(time(one.json()), time(other.json())));
            details.page(scan.gathered.stream().map(Gathered::json).toList());
            scan.gathered.forEach(entity -> complete(entity.json(), entity.asOf()));
            scan.gathered.clear();
        }
    }

    private void complete(List<ObjectNode> entities, Instant asOf) {
        details.page(entities);
        entities.forEach(entity -> complete(entity, asOf));
    }

    private void complete(ObjectNode entity, Instant asOf) {
        CompletableFuture<Details.Completed> completed = details.complete(entity, asOf);
        window.add(new InFlight(id(entity), time(entity), completed));
        var unused = completed.whenComplete((done, thrown) -> signal.run());
    }

    /** The entity to be sent, or null where there is nothing to send. Moves the memory either way. */
    private Entity release(InFlight inFlight) {
        Details.Completed completed = joined(inFlight.completed());
        Entity entity = null;
        if (completed instanceof Details.Completed.Entity whole) {
            long time = Math.max(time(whole.json()), inFlight.listedAs());
            boolean movedOn = time > inFlight.listedAs() && isLeft(time, whole.asOf());
            if (!movedOn && !memory.has(inFlight.id(), time)) {
                memory.sent(inFlight.id(), time);
                refused = false;
                entity = new Entity(whole.json(), deletions);
            }
        }
        Instant listed = Instant.ofEpochSecond(inFlight.listedAs());
        if (isInPlace(listed)) {
            memory.moveTo(listed);
        }
        return entity;
    }

    private static Details.Completed joined(CompletableFuture<Details.Completed> completed) {
        try {
            return completed.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException stuck) {
                throw stuck;
            }
            throw failed;
        }
    }

    private static boolean isUnsettled(long time, Instant asOf) {
        return time > asOf.minus(SECOND_IS_OVER).getEpochSecond();
    }

    /** Whether the entity is left for another pass or another reader. */
    private boolean isLeft(long time, Instant asOf) {
        return time >= until || isUnsettled(time, asOf);
    }

    private static String id(ObjectNode entity) {
        return entity.path("id").asText();
    }

    private long time(ObjectNode entity) {
        return EpochSeconds.of(entity.path(listing.timeField()), NO_TIME);
    }
}
