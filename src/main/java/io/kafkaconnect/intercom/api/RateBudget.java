package io.kafkaconnect.intercom.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long to wait before the next request, from what Intercom's {@code X-RateLimit-*} headers say: a pure computation over the times
 * it is told, it never waits itself. Not thread-safe; {@link IntercomClient} guards it.
 *
 * <p>Intercom counts in windows of ten seconds and the headers describe the window, not the minute. They count everybody: other tasks,
 * on whatever worker, and other programs of the workspace. So all tasks see one number fall, and share it without a word to each other:
 * each takes that part of what is left which it had of what was taken (see {@link Fraction}). The parts of all add up to about one,
 * whoever is busy and whoever is not, and what is left runs out when the window ends.
 *
 * <p>What an answer tells is as old as the answer. It is set off against our own requests sent since the one that it answers, and
 * smoothed, since requests overtake each other on the way.
 */
public final class RateBudget {
    /** Intercom's window; also the longest a wrong clock or header can make us wait. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** How long it takes until a changed answer counts for the most part. */
    private static final double SMOOTHING = 0.5e9;

    /** A window is spent by its end less the latency, but never faster than if this were left of it. */
    private static final Duration LEAST_LEFT = Duration.ofMillis(200);

    private static final Duration MOST_LATENCY = Duration.ofSeconds(2);

    private final double share;
    private final Fraction fraction = new Fraction();
    private final Margin margin = new Margin();

    private boolean known;
    private int limit;

    private Instant window = Instant.MIN;
    private Instant windowEnd = Instant.MIN;
    /** Whether the window named above is over by our clock, and none of the next was heard of. */
    private boolean ahead;
    /** What everybody took of the window named above, once it is over. */
    private int tookInAll;

    /** The number of the first request that was sent in this window. */
    private long first;

    private long sent;
    private int underWay;
    /** Our own requests that the window counted, as their answers say. */
    private int answered;
    /** Everybody's requests that it counted, by the answer that tells the most. */
    private int taken;
    /** The number of the request up to which we may go in this window. */
    private double upTo;

    private Instant heard = Instant.MIN;
    private Duration latency = Duration.ZERO;
    private Instant next = Instant.MIN;

    /** A request on its way: how many were sent before it, and when it was. */
    record Sent(long number, Instant at) {}

    /** What everybody took of a window, and what we together were allowed of it. */
    record Use(int taken, int allowed) {}

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

    /** A request is sent now; to be handed back with its answer. */
    Sent sent(Instant now) {
        roll(now);
        if (limit > 0) {
            Duration left = Duration.between(now, windowEnd).minus(latency);
            Duration gap = (left.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : left).dividedBy(Math.max(1, available()));
            // From the slot, not from now: a late wake-up must not cost the window a request.
            Instant slot = next.isBefore(now.minus(gap.multipliedBy(2))) ? now : next;
            next = slot.plus(gap);
        }
        underWay++;
        return new Sent(sent++, now);
    }

    /** An exchange ended without rate headers; {@code hasAnswer} is false when no answer came at all. */
    void ended(boolean hasAnswer) {
        underWay--;
        // Intercom may have counted it all the same.
        answered++;
        known |= hasAnswer;
    }

    /**
     * An exchange ended with the rate headers.
     *
     * @param date Intercom's clock at the answer, cut to seconds: the end of the window must not depend on ours
     * @return the window heard of before, when this is the first answer of another
     */
    Optional<Use> ended(Sent request, RateHeaders told, Instant date, Instant now) {
        roll(now);
        underWay--;
        known = true;
        limit = Math.max(0, told.limit());
        Optional<Use> over = Optional.empty();
        Instant end = now.plus(clamp(Duration.between(date, told.reset())));
        if (told.reset().isAfter(window)) {
            if (!ahead) {
                begin(request.number(), now);
                first = request.number();
            }
            margin.learn(fraction.isWhole() ? 0 : tookInAll, allowed());
            over = window.equals(Instant.MIN) ? Optional.empty() : Optional.of(new Use(tookInAll, allowed()));
            window = told.reset();
            windowEnd = end;
            ahead = false;
            hear(request, told, now);
        } else if (told.reset().equals(window) && !ahead) {
            // The date is cut to seconds and old on arrival, so each puts the end too late: the earliest is the
            // nearest.
            windowEnd = end.isBefore(windowEnd) ? end : windowEnd;
            hear(request, told, now);
        } else if (told.reset().equals(window)) {
            tookInAll = Math.max(tookInAll, limit - told.remaining());
        }
        // Else of a window that is over: it says nothing about this one, but that the request was not counted in it.
        return over;
    }

    /** It was a 429 without rate headers: the window is used up, unless the request belongs to the one before. */
    void exhausted(Sent request) {
        if (request.number() >= first) {
            taken = limit;
        }
    }

    /** The limit of the current window, or 0 when none is known. */
    int limit() {
        return limit;
    }

    /** What remained of it by the last header of the window. */
    int remaining() {
        return Math.max(0, limit - taken);
    }

    /** Requests sent and not yet answered. */
    int underWay() {
        return underWay;
    }

    private void begin(long from, Instant now) {
        fraction.windowOver();
        tookInAll = taken;
        answered = 0;
        taken = 0;
        upTo = from + fraction.of(allowed()) * margin.of(allowed());
        heard = now;
        next = now;
    }

    private void hear(Sent request, RateHeaders told, Instant now) {
        answered++;
        int counted = limit - told.remaining();
        taken = Math.max(taken, counted);
        fraction.see(answered, taken);
        double passed = Math.max(0, Duration.between(heard, now).toNanos());
        heard = now;
        double latest = request.number() + 1 + fraction.of(allowed()) * (margin.of(allowed()) - counted);
        upTo += (latest - upTo) * (underWay == 0 ? 1 : 1 - Math.exp(-passed / SMOOTHING));
        latency =
                latency.plus(Duration.between(request.at(), now).minus(latency).dividedBy(8));
        latency = latency.isNegative() ? Duration.ZERO : latency.compareTo(MOST_LATENCY) > 0 ? MOST_LATENCY : latency;
    }

    /** Whatever the share, one request of a window is ours, or nothing would ever move. */
    private int allowed() {
        return Math.max(1, (int) Math.floor(limit * share + 1e-6));
    }

    private int available() {
        int allowed = allowed();
        long ours = Math.min((long) Math.ceil(upTo - sent - 1e-6), allowed - answered - underWay);
        return (int) Math.min(ours, allowed - taken);
    }

    /** Past the end of the window all of it is there again, until a header of the new window says otherwise. */
    private void roll(Instant now) {
        if (limit > 0 && !now.isBefore(windowEnd)) {
            windowEnd = now.plus(WINDOW);
            begin(sent - underWay, now);
            first = sent;
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
