package io.kafkaconnect.intercom.api;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before the next request, from what Intercom's {@code X-RateLimit-*} headers say: a pure computation over the times
 * it is told, it never waits itself. Not thread-safe; {@link IntercomClient} guards it.
 *
 * <p>Intercom counts in windows of ten seconds and the headers describe the window, not the minute. What they leave is everybody's:
 * other tasks and other programs of the workspace show in {@code Remaining}. Of a window this budget takes what remains above the
 * reserve (the part not ours to use), less the requests under way that are not in it yet, but never more than its own share less its
 * own requests; and spreads that over the time left, so that a window is neither burst nor starved.
 */
public final class RateBudget {
    /** Intercom's window; also the longest a wrong clock or header can make us wait. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final double share;

    private boolean known;
    private int limit;
    private int remaining;
    /** Our requests that this window counted, or may yet count. */
    private int spent;

    private Instant window = Instant.MIN;
    private Instant windowEnd = Instant.MIN;
    /** Whether the window named above is over by our clock, and none of the next was heard of. */
    private boolean ahead;

    private Instant next = Instant.MIN;
    private int underWay;

    /**
     * Nothing is known yet.
     *
     * @param share the part of the announced limit to use, above 0 and at most 1
     */
    public RateBudget(double share) {
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
            return Duration.ZERO;
        }
        Instant due = available() > 0 ? next : windowEnd;
        return now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
    }

    /** A request is sent now. */
    void sent(Instant now) {
        roll(now);
        if (limit > 0) {
            Duration gap = Duration.between(now, windowEnd).dividedBy(Math.max(1, available()));
            // From the slot, not from now: a late wake-up must not cost the window a request.
            Instant slot = next.isBefore(now.minus(gap.multipliedBy(2))) ? now : next;
            next = slot.plus(gap);
        }
        underWay++;
        spent++;
    }

    /** An exchange ended without rate headers; {@code answered} is false when no answer came at all. */
    void ended(boolean answered) {
        underWay--;
        // Intercom may have counted it all the same.
        remaining = Math.max(0, remaining - 1);
        known |= answered;
    }

    /**
     * An exchange ended with the rate headers.
     *
     * @param date Intercom's clock at the answer, cut to seconds: the end of the window must not depend on ours
     */
    void ended(RateHeaders told, Instant date, Instant now) {
        roll(now);
        underWay--;
        known = true;
        limit = Math.max(0, told.limit());
        Instant end = now.plus(clamp(Duration.between(date, told.reset())));
        if (told.reset().isAfter(window)) {
            window = told.reset();
            windowEnd = end;
            remaining = told.remaining();
            if (!ahead) {
                spent = underWay + 1;
                next = now;
            }
            ahead = false;
        } else if (told.reset().equals(window) && !ahead) {
            remaining = Math.min(remaining, told.remaining());
            // The date is cut to seconds and old on arrival, so each puts the end too late: the earliest is the
            // nearest.
            windowEnd = end.isBefore(windowEnd) ? end : windowEnd;
        } else {
            // Of a window that is over: it says nothing about this one, but that the request was not counted in it.
            spent--;
        }
    }

    /** A 429 without headers: whatever was said before, this window is used up. */
    void exhausted() {
        remaining = 0;
    }

    /** The limit of the current window, or 0 when none is known. */
    int limit() {
        return limit;
    }

    /** What remained of it by the last header of the window. */
    int remaining() {
        return remaining;
    }

    /** Requests sent and not yet answered. */
    int underWay() {
        return underWay;
    }

    private int available() {
        // Whatever the share, one request of a window is ours, or nothing would ever move.
        int ours = Math.max(1, (int) Math.floor(limit * share + 1e-6));
        // An answer is as old as its way back, so of those under way some are in what it says and some are not.
        int notCountedYet = (underWay + 1) / 2;
        return Math.min(remaining - (limit - ours) - notCountedYet, ours - spent);
    }

    /** Past the end of the window all of it is there again, until a header of the new window says otherwise. */
    private void roll(Instant now) {
        if (limit > 0 && !now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            remaining = limit;
            spent = underWay;
            ahead = true;
            next = now;
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
