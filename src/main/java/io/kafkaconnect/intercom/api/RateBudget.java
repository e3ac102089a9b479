package io.kafkaconnect.intercom.api;

import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait before the next request, from what Intercom's {@code X-RateLimit-*} headers say: a pure computation over the times
 * it is told, it never waits itself. Not thread-safe; {@link IntercomClient} guards it.
 *
 * <p>Intercom counts in windows of ten seconds and the headers describe the window, not the minute. What they leave is everybody's:
 * other tasks and other programs of the workspace show in {@code Remaining}. Of a window this budget takes what remains above the
 * reserve (the part not ours to use), less the requests still under way, and spreads it over the time left, so that a window is
 * neither burst nor starved.
 */
public final class RateBudget {
    /** Intercom's window; also the longest a wrong clock or header can make us wait. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    private final double share;

    private boolean known;
    private boolean limited;
    private int limit;
    private int remaining;
    private long window = Long.MIN_VALUE;
    private Instant windowEnd = Instant.MIN;
    private Instant notBefore = Instant.MIN;
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

    /** Zero when a request may be sent now, else how long to wait and ask again. */
    Duration delay(Instant now) {
        roll(now);
        if (now.isBefore(notBefore)) {
            return Duration.between(now, notBefore);
        }
        if (!known) {
            // The first answer tells the limit; until then one request at a time.
            return underWay == 0 ? Duration.ZERO : WINDOW;
        }
        if (!limited) {
            return Duration.ZERO;
        }
        if (available() <= 0) {
            return atLeastAMilli(Duration.between(now, windowEnd));
        }
        return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** A request is sent now. */
    void sent(Instant now) {
        roll(now);
        if (known && limited) {
            Duration left = Duration.between(now, windowEnd);
            Duration gap = left.isNegative() ? Duration.ZERO : left.dividedBy(Math.max(1, available()));
            // From the slot, not from now: a late wake-up must not cost the window a request.
            Instant slot = next.isBefore(now.minus(gap.multipliedBy(2))) ? now : next;
            next = slot.plus(gap);
        }
        underWay++;
    }

    /** An exchange ended without rate headers; {@code answered} is false when no answer came at all. */
    void ended(boolean answered) {
        underWay--;
        known |= answered;
    }

    /**
     * An exchange ended with the rate headers.
     *
     * @param headerReset {@code X-RateLimit-Reset}, epoch seconds of Intercom's clock; names the window
     * @param untilReset from Intercom's own clock at the answer to that reset, so that our clock does not matter
     */
    void ended(int headerLimit, int headerRemaining, long headerReset, Duration untilReset, Instant now) {
        underWay--;
        known = true;
        limited = headerLimit > 0;
        limit = headerLimit;
        if (headerReset > window) {
            window = headerReset;
            remaining = headerRemaining;
            windowEnd = now.plus(clamp(untilReset));
            next = now;
        } else if (headerReset == window) {
            remaining = Math.min(remaining, headerRemaining);
        }
    }

    /** A 429: whatever the headers said, this window is used up. */
    void exhausted(Instant now) {
        if (windowEnd.isAfter(now)) {
            notBefore = windowEnd;
        }
    }

    /** The limit of the current window, or 0 when none is known. */
    int limit() {
        return limited ? limit : 0;
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
        int reserve = Math.min(limit - 1, (int) Math.ceil(limit * (1 - share)));
        return remaining - reserve - underWay;
    }

    /** Past the end of the window all of it is there again, until a header of the new window says otherwise. */
    private void roll(Instant now) {
        if (limited && !now.isBefore(windowEnd)) {
            remaining = limit;
            windowEnd = now.plus(WINDOW);
            next = now;
        }
    }

    private static Duration clamp(Duration untilReset) {
        if (untilReset.compareTo(WINDOW) > 0) {
            return WINDOW;
        }
        return atLeastAMilli(untilReset);
    }

    private static Duration atLeastAMilli(Duration duration) {
        return duration.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : duration;
    }
}
