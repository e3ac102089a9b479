package io.kafkaconnect.intercom.client.limit;

import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Computes from Intercom's {@code X-RateLimit-*} headers how long to wait before the next request. It never waits itself, and the caller
 * passes all times. Not thread-safe; the client guards it.
 *
 * <p>Intercom counts in windows of ten seconds, and the headers describe the window. They count all requests of the workspace, including
 * those of other tasks and programs. All tasks therefore see the same number and need not communicate: each task takes its
 * {@link FairShare} of the unused rest. The shares add up to about one, so the limit is used up when the window ends.
 *
 * <p>A response is old when it arrives. The limiter therefore adds our own requests since the answered one, and smooths the result, because
 * requests overtake each other on the network.
 */
public final class RateLimiter {
    /** Intercom's window; also the maximum wait that a wrong clock or header can cause. */
    public static final Duration WINDOW = RateLimitHeaders.WINDOW;

    /** Time constant of the smoothing, in nanoseconds. */
    private static final double SMOOTHING = 0.5e9;

    /** The requests are spaced over the rest of the window less the latency, but over at least this time. */
    private static final Duration MIN_LEFT = Duration.ofMillis(200);

    private static final Duration MAX_LATENCY = Duration.ofSeconds(5);

    /** A sixth of 10,000 requests a minute. */
    private static final int USUAL_LIMIT = 1_667;

    /** The number of requests that are sent without a known limit. A task starts with two of the same, see {@code WorkspaceLookup}. */
    private static final int FIRST_REQUESTS = 2;

    private final Budget budget;
    private final SafetyMargin margin = new SafetyMargin();
    private boolean anyAnswered;
    private int limit;
    private Instant window = Instant.MIN;
    private final WindowEnd windowEnd = new WindowEnd();
    /** Whether the window is over by our clock, and no response of the next one has come. */
    private boolean clockRolledOver;

    private WindowTally current;
    private WindowTally previous;
    private long sent;
    private int inFlight;
    /** The number of the request up to which this task may send in this window. */
    private double sendUpTo;

    private Instant headersAt = Instant.MIN;
    private Duration latency = Duration.ZERO;
    private Instant next = Instant.MIN;
    /** While no limit is known, nothing is sent before this time. */
    private Instant heldUntil = Instant.MIN;

    /** A request in flight: the number of requests before it, and the time of sending. */
    public record SentRequest(long number, Instant at) {}

    /**
     * A limiter without a known limit: the first response brings it.
     *
     * @param share the part of the limit to use, above 0 and at most 1
     * @param reserve the number of requests of each window to leave to other programs
     * @param tasks the number of tasks of the connector, which may start at the same time
     */
    public RateLimiter(double share, int reserve, int tasks) {
        budget = new Budget(share, reserve);
        current = new WindowTally(0, FairShare.ofTasks(tasks));
        previous = current;
    }

    /** Whether the next request must wait for the first response, which brings the limit. */
    public boolean awaitsFirstAnswer() {
        return !anyAnswered && inFlight >= FIRST_REQUESTS;
    }

    /** Returns zero if a request may be sent now. Else it returns how long to wait; a response may shorten the wait. */
    public Duration delay(Instant now) {
        roll(now);
        if (limit == 0) {
            return now.isBefore(heldUntil) ? Duration.between(now, heldUntil) : Duration.ZERO;
        }
        Instant due = available() > 0 ? next : windowEnd.time();
        return now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
    }

    /** A request is sent now. The caller passes the result back with the response. */
    public SentRequest sent(Instant now) {
        roll(now);
        if (limit > 0) {
            Duration left = Duration.between(now, windowEnd.time()).minus(latency);
            Duration gap = (left.compareTo(MIN_LEFT) < 0 ? MIN_LEFT : left).dividedBy(Math.max(1, available()));
            // Counted from the planned time, not from now: a late wakeup must not cost a request of the window.
            Instant slot = next.isBefore(now.minus(gap.multipliedBy(2))) ? now : next;
            next = slot.plus(gap);
        }
        inFlight++;
        return new SentRequest(sent++, now);
    }

    /** An exchange ended without rate limit headers; {@code hasAnswer} is false if no response came. */
    public void ended(boolean hasAnswer) {
        inFlight--;
        // Intercom may have counted the request nevertheless.
        current.answered++;
        anyAnswered |= hasAnswer;
    }

    /**
     * An exchange ended with rate limit headers.
     *
     * @param date Intercom's time at the response, cut to seconds: the end of the window must not depend on our clock
     * @return the use of the previous window, if this is the first response of a new one
     */
    public Optional<WindowUse> ended(SentRequest request, RateLimitHeaders headers, Instant date, Instant now) {
        roll(now);
        inFlight--;
        anyAnswered = true;
        limit = headers.limit();
        Optional<WindowUse> over = Optional.empty();
        if (headers.reset().isAfter(window)) {
            if (!clockRolledOver) {
                begin(request.number(), request.number(), now);
            }
            margin.adapt(current.fairShare.isAlone() ? 0 : previous.taken, allowed());
            over = window.equals(Instant.MIN)
                    ? Optional.empty()
                    : Optional.of(new WindowUse(previous.taken, previous.answered, allowed()));
            window = headers.reset();
            windowEnd.begin(headers, date, now);
            clockRolledOver = false;
            onHeaders(request, headers, now);
        } else if (headers.reset().equals(window) && clockRolledOver && request.number() >= current.first) {
            reopenPreviousWindow();
            onHeaders(request, headers, now);
            sendUpTo = sendUpToBy(request, headers);
            windowEnd.reopen(headers, date, now);
        } else if (headers.reset().equals(window) && clockRolledOver) {
            previous.answered++;
            previous.taken = Math.max(previous.taken, counted(headers));
        } else if (headers.reset().equals(window)) {
            windowEnd.narrow(headers, date, now);
            onHeaders(request, headers, now);
        }
        // Any other response belongs to an earlier window, and so does its request.
        return over;
    }

    /** A 429 without rate limit headers came: the window is used up, unless the request belongs to the previous one. */
    public void exhausted(SentRequest request, Instant now) {
        if (limit == 0) {
            // A gateway removes the headers, so the 429 is the only information about the limit.
            heldUntil = now.plus(WINDOW);
        } else if (request.number() >= current.first) {
            current.taken = limit;
        }
    }

    /** The limit of the current window, or 0 if none is known. */
    public int limit() {
        return limit;
    }

    /** The unused rest of the limit, by the latest headers of the window. */
    public int remaining() {
        return Math.max(0, limit - current.taken);
    }

    /** The number of requests that were sent and not yet answered. */
    public int inFlight() {
        return inFlight;
    }

    /** A window begins. The first request that it may count is older than the first one sent in it: requests were in flight. */
    private void begin(long firstCounted, long firstSent, Instant now) {
        previous = current;
        current = new WindowTally(firstSent, previous.fairShare.windowOver());
        sendUpTo = firstCounted + current.fairShare.shareOf(allowed()) * margin.usable(allowed());
        headersAt = now;
        next = now;
    }

    /** The window continues, though it was over by our clock: our clock was set forward, or the dates are ahead of the windows. */
    private void reopenPreviousWindow() {
        previous.answered += current.answered;
        current = previous;
        clockRolledOver = false;
    }

    private void onHeaders(SentRequest request, RateLimitHeaders headers, Instant now) {
        current.answered++;
        current.taken = Math.max(current.taken, counted(headers));
        current.fairShare = current.fairShare.observe(current.answered, current.taken);
        double passed = Math.max(0, Duration.between(headersAt, now).toNanos());
        headersAt = now;
        sendUpTo += (sendUpToBy(request, headers) - sendUpTo) * (inFlight == 0 ? 1 : 1 - Math.exp(-passed / SMOOTHING));
        latency =
                latency.plus(Duration.between(request.at(), now).minus(latency).dividedBy(8));
        latency = latency.isNegative() ? Duration.ZERO : latency.compareTo(MAX_LATENCY) > 0 ? MAX_LATENCY : latency;
    }

    /** Computes {@link #sendUpTo} from this response alone. */
    private double sendUpToBy(SentRequest request, RateLimitHeaders headers) {
        return request.number()
                + 1
                + current.fairShare.shareOf(allowed()) * (margin.usable(allowed()) - counted(headers));
    }

    private int counted(RateLimitHeaders headers) {
        return limit - headers.remaining();
    }

    /** The number of requests a second that this task may send. Without a known limit, it is that of Intercom's usual one. */
    public double perSecond() {
        double window = limit == 0 ? budget.of(USUAL_LIMIT) : current.fairShare.shareOf(allowed()) * allowed();
        return window / WINDOW.toSeconds();
    }

    /** The number of requests that all tasks together may send in a window. */
    private int allowed() {
        return budget.of(limit);
    }

    private int available() {
        int allowed = allowed();
        long ours = Math.min((long) Math.ceil(sendUpTo - sent - 1e-6), allowed - current.answered - inFlight);
        return (int) Math.min(ours, allowed - current.taken);
    }

    /** After the end of the window, all of the next one counts as unused until its first response. */
    private void roll(Instant now) {
        if (limit > 0 && windowEnd.isOver(now)) {
            windowEnd.begin(now);
            begin(sent - inFlight, sent, now);
            clockRolledOver = true;
        } else if (windowEnd.isClockSetBack(now)) {
            windowEnd.begin(now);
            next = now;
        }
    }
}
