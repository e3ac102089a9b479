package io.kafkaconnect.intercom.client.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long to wait before the next request, from what Intercom's {@code X-RateLimit-*} headers say: a pure computation over the times
 * it is told, it never waits itself. Not thread-safe; {@link IntercomClient} guards it.
 *
 * <p>Intercom counts in windows of ten seconds and the headers describe the window, not the minute. They count everybody: other tasks,
 * on whatever worker, and other programs of the workspace. So all tasks see one number fall, and share it without talking to each other:
 * each takes that part of what is left which it had of what was taken (see {@link FairShare}). The parts of all add up to about one,
 * whoever is busy and whoever is not, and what is left runs out when the window ends.
 *
 * <p>What an answer tells is as old as the answer. It is set off against our own requests sent since the one that it answers, and
 * smoothed, since requests overtake each other on the way.
 */
public final class RateLimiter {
    /** Intercom's window; also the longest a wrong clock or header can make us wait. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** How long it takes until a changed answer counts for the most part. */
    private static final double SMOOTHING = 0.5e9;

    /** A window is spent by its end less the latency, but never faster than if this were left of it. */
    private static final Duration LEAST_LEFT = Duration.ofMillis(200);

    private static final Duration MOST_LATENCY = Duration.ofSeconds(2);

    /** By this much later windows are taken to end whenever one went on after its end. */
    private static final Duration A_LITTLE = Duration.ofMillis(250);

    private static final Duration MOST_LATE = Duration.ofSeconds(3);

    private final double share;
    private final SafetyMargin margin = new SafetyMargin();

    private boolean known;
    private int limit;

    private Instant window = Instant.MIN;
    private Instant windowEnd = Instant.MIN;
    /** Whether the window named above is over by our clock, and none of the next was heard of. */
    private boolean ahead;
    /** How much later windows end than reset and date say. */
    private Duration late = Duration.ZERO;

    private WindowTally current = new WindowTally(0, FairShare.NONE);
    private WindowTally before = current;

    private long sent;
    private int underWay;
    /** The number of the request up to which we may go in this window. */
    private double upTo;

    private Instant heard = Instant.MIN;
    private Duration latency = Duration.ZERO;
    private Instant next = Instant.MIN;
    /** Where no limit is known, nothing is sent before this. */
    private Instant heldUntil = Instant.MIN;

    /** What was counted of one window. */
    private static final class WindowTally {
        /** The number of the first request that was sent in it. */
        final long first;

        FairShare fraction;
        /** Our own requests that it counted, as their answers say. */
        int answered;
        /** Everybody's requests that it counted, by the answer that tells the most. */
        int taken;

        WindowTally(long first, FairShare fraction) {
            this.first = first;
            this.fraction = fraction;
        }
    }

    /** A request on its way: how many were sent before it, and when it was. */
    record SentRequest(long number, Instant at) {}

    /** What everybody took of a window, and what we together were allowed of it. */
    record Use(int taken, int allowed) {}

    /**
     * Nothing is known yet.
     *
     * @param share the part of the announced limit to use, above 0 and at most 1
     */
    public RateLimiter(double share) {
        this.share = share;
    }

    /** Whether only the answer to the request under way can tell when the next may be sent: it brings the limit. */
    boolean awaitsFirstAnswer() {
        return !known && underWay > 0;
    }

    /** Zero when a request may be sent now, else how long to wait and ask again, unless an answer comes before. */
    Duration delay(Instant now) {
        roll(now);
        if (limit == 0) {
            return now.isBefore(heldUntil) ? Duration.between(now, heldUntil) : Duration.ZERO;
        }
        Instant due = available() > 0 ? next : windowEnd;
        return now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
    }

    /** A request is sent now; to be handed back with its answer. */
    SentRequest sent(Instant now) {
        roll(now);
        if (limit > 0) {
            Duration left = Duration.between(now, windowEnd).minus(latency);
            Duration gap = (left.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : left).dividedBy(Math.max(1, available()));
            // From the slot, not from now: a late wake-up must not cost the window a request.
            Instant slot = next.isBefore(now.minus(gap.multipliedBy(2))) ? now : next;
            next = slot.plus(gap);
        }
        underWay++;
        return new SentRequest(sent++, now);
    }

    /** An exchange ended without rate headers; {@code hasAnswer} is false when no answer came at all. */
    void ended(boolean hasAnswer) {
        underWay--;
        // Intercom may have counted it all the same.
        current.answered++;
        known |= hasAnswer;
    }

    /**
     * An exchange ended with the rate headers.
     *
     * @param date Intercom's clock at the answer, cut to seconds: the end of the window must not depend on ours
     * @return the window heard of before, when this is the first answer of another
     */
    Optional<Use> ended(SentRequest request, RateLimitHeaders told, Instant date, Instant now) {
        roll(now);
        underWay--;
        known = true;
        limit = told.limit();
        Optional<Use> over = Optional.empty();
        if (told.reset().isAfter(window)) {
            if (!ahead) {
                begin(request.number(), request.number(), now);
            }
            margin.learn(current.fraction.isWhole() ? 0 : before.taken, allowed());
            over = window.equals(Instant.MIN) ? Optional.empty() : Optional.of(new Use(before.taken, allowed()));
            late = late.minus(late.dividedBy(32));
            window = told.reset();
            windowEnd = end(told, date, now);
            ahead = false;
            hear(request, told, now);
        } else if (told.reset().equals(window) && ahead && request.number() >= current.first) {
            takeBack();
            hear(request, told, now);
            upTo = latest(request, told);
            windowEnd = later(end(told, date, now), now.plus(A_LITTLE));
        } else if (told.reset().equals(window) && ahead) {
            before.answered++;
            before.taken = Math.max(before.taken, counted(told));
        } else if (told.reset().equals(window)) {
            // The date is cut to seconds and old on arrival, so each puts the end too late: the earliest is the
            // nearest.
            Instant end = end(told, date, now);
            windowEnd = end.isBefore(windowEnd) ? end : windowEnd;
            hear(request, told, now);
        }
        // Else of a window that is over: it says nothing about this one, but that the request was not counted in it.
        return over;
    }

    /** It was a 429 without rate headers: the window is used up, unless the request belongs to the one before. */
    void exhausted(SentRequest request, Instant now) {
        if (limit == 0) {
            // Whoever takes the headers away leaves nothing to go by but that.
            heldUntil = now.plus(WINDOW);
        } else if (request.number() >= current.first) {
            current.taken = limit;
        }
    }

    /** The limit of the current window, or 0 when none is known. */
    int limit() {
        return limit;
    }

    /** What remained of it by the last header of the window. */
    int remaining() {
        return Math.max(0, limit - current.taken);
    }

    /** Requests sent and not yet answered. */
    int underWay() {
        return underWay;
    }

    /** The first that it may have counted is not that which was sent first in it: others were under way. */
    private void begin(long firstCounted, long firstSent, Instant now) {
        before = current;
        current = new WindowTally(firstSent, before.fraction.windowOver());
        upTo = firstCounted + current.fraction.of(allowed()) * margin.of(allowed());
        heard = now;
        next = now;
    }

    /** The window that was over by our reckoning is not: our clock was set forward, or the dates run ahead of the windows. */
    private void takeBack() {
        before.answered += current.answered;
        current = before;
        ahead = false;
        late = late.plus(A_LITTLE).compareTo(MOST_LATE) > 0 ? MOST_LATE : late.plus(A_LITTLE);
    }

    private void hear(SentRequest request, RateLimitHeaders told, Instant now) {
        current.answered++;
        current.taken = Math.max(current.taken, counted(told));
        current.fraction = current.fraction.see(current.answered, current.taken);
        double passed = Math.max(0, Duration.between(heard, now).toNanos());
        heard = now;
        upTo += (latest(request, told) - upTo) * (underWay == 0 ? 1 : 1 - Math.exp(-passed / SMOOTHING));
        latency =
                latency.plus(Duration.between(request.at(), now).minus(latency).dividedBy(8));
        latency = latency.isNegative() ? Duration.ZERO : latency.compareTo(MOST_LATENCY) > 0 ? MOST_LATENCY : latency;
    }

    /** How far we may go as this answer alone tells it. */
    private double latest(SentRequest request, RateLimitHeaders told) {
        return request.number() + 1 + current.fraction.of(allowed()) * (margin.of(allowed()) - counted(told));
    }

    private int counted(RateLimitHeaders told) {
        return limit - told.remaining();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private Instant end(RateLimitHeaders told, Instant date, Instant now) {
        return now.plus(clamp(Duration.between(date, told.reset()).plus(late)));
    }

    /** Whatever the share, one request of a window is ours, or nothing would ever move. */
    private int allowed() {
        return Math.max(1, (int) Math.floor(limit * share + 1e-6));
    }

    private int available() {
        int allowed = allowed();
        long ours = Math.min((long) Math.ceil(upTo - sent - 1e-6), allowed - current.answered - underWay);
        return (int) Math.min(ours, allowed - current.taken);
    }

    /** Past the end of the window all of it is there again, until a header of the new window says otherwise. */
    private void roll(Instant now) {
        if (limit > 0 && !now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            begin(sent - underWay, sent, now);
            ahead = true;
        } else if (windowEnd.isAfter(now.plus(WINDOW))) {
            // Our clock was set back.
            windowEnd = now.plus(WINDOW);
            next = now;
        }
    }

    private static Duration clamp(Duration left) {
        if (left.compareTo(WINDOW) > 0) {
            return WINDOW;
        }
        return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
    }
}
