package io.kafkaconnect.intercom.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Decides whether and when a failed request is retried. It only computes, and never waits itself.
 *
 * @param backoff wait before the first retry; doubles with each further retry
 * @param maxWait maximum wait, jitter included, unless a reply requires a longer one
 * @param maxRetries maximum number of retries while Intercom is unavailable; -1 for no maximum. Waits for the rate limit do not count
 * @param random jitter in [0, 1)
 */
public record RetryPolicy(Duration backoff, Duration maxWait, int maxRetries, DoubleSupplier random) {

    /** Jitter after the rate limit. The rate limiter itself waits for the next window, so this only spreads the requests. */
    private static final Duration AFTER_LIMIT = Duration.ofSeconds(1);

    /** Maximum number of retries of a request that Intercom refuses. */
    private static final int MAX_REFUSALS = 2;

    /** A request may fail this often in a row by chance if half of all responses are failures. */
    public static final int MAX_BY_CHANCE = 10;

    /** How often a request has failed so far, by the kind of failure. */
    public record Attempts(int unavailable, int limited, int unauthorized, int refused) {
        public static final Attempts NONE = new Attempts(0, 0, 0, 0);

        public int total() {
            return unavailable + limited + unauthorized + refused;
        }

        public Attempts after(Reply.Failed reply) {
            if (reply instanceof Reply.Throttled throttled && !throttled.isAboutResource()) {
                return new Attempts(unavailable, limited + 1, unauthorized, refused);
            }
            if (reply instanceof Reply.Forbidden
                    || reply instanceof Reply.Rejected
                    || reply instanceof Reply.NotFound) {
                return new Attempts(unavailable, limited, unauthorized, refused + 1);
            }
            return reply instanceof Reply.Unauthorized
                    ? new Attempts(unavailable, limited, unauthorized + 1, refused)
                    : new Attempts(unavailable + 1, limited, unauthorized, refused);
        }
    }

    /**
     * Returns the wait before the retry; empty if the reply is final.
     *
     * @param inRow number of failures of requests of this kind since the last answer to one. While others are answered, a long wait is
     *     useless, unless the request has failed more often than by chance
     */
    public Optional<Duration> waitAfter(Reply.Failed reply, Request request, Attempts before, int inRow) {
        if (reply instanceof Reply.Throttled throttled && !throttled.isAboutResource()) {
            return Optional.of(
                    throttled.isRateLimit()
                            ? throttled.atLeast().plus(jitterOf(AFTER_LIMIT))
                            : noLessThan(throttled.atLeast(), jittered(before.limited())));
        }
        if (isPassing(reply) && mayRepeat(reply, request)) {
            int own = before.unavailable();
            int earlier = Math.min(own, Math.max(Math.max(0, inRow - 1), own - MAX_BY_CHANCE));
            return maxRetries >= 0 && before.unavailable() >= maxRetries
                    ? Optional.empty()
                    : Optional.of(noLessThan(atLeast(reply), jittered(earlier)));
        }
        return isDoubted(reply, request, before) ? Optional.of(jittered(before.refused())) : Optional.empty();
    }

    /** Whether the failure may pass by itself, and the rate limit is not the reason. */
    public static boolean isPassing(Reply.Failed reply) {
        return reply instanceof Reply.Unavailable
                || (reply instanceof Reply.Throttled throttled && throttled.isAboutResource());
    }

    /** Intercom does not execute a throttled request, so any such request may be retried. */
    private static boolean mayRepeat(Reply.Failed reply, Request request) {
        return reply instanceof Reply.Throttled || request.retryMode() != Request.RetryMode.NEVER;
    }

    private static Duration atLeast(Reply.Failed reply) {
        if (reply instanceof Reply.Throttled throttled) {
            return throttled.atLeast();
        }
        return reply instanceof Reply.Unavailable unavailable ? unavailable.atLeast() : Duration.ZERO;
    }

    /** A single refusal may be a mistake of Intercom. Without retries it is final. */
    private boolean isDoubted(Reply.Failed reply, Request request, Attempts before) {
        boolean refuses = (reply instanceof Reply.Forbidden && reply.failure().status() != 401)
                || reply instanceof Reply.Rejected
                || (reply instanceof Reply.NotFound && request.isPageOfList());
        return refuses
                && maxRetries != 0
                && before.refused() < MAX_REFUSALS
                && request.retryMode() != Request.RetryMode.NEVER;
    }

    /** The wait after a 401 that follows {@code earlier} others. {@code UnauthorizedCheck} decides whether the request is retried. */
    public Duration afterRefusal(int earlier) {
        return jittered(earlier);
    }

    private Duration noLessThan(Duration floor, Duration wait) {
        return floor.compareTo(wait) < 0 ? wait : floor.plus(jitterOf(backoff));
    }

    /** Exponential backoff with equal jitter: between half of the doubled backoff and all of it. */
    private Duration jittered(int earlier) {
        Duration doubled = backoff.multipliedBy(1L << Math.min(earlier, 20));
        Duration capped = doubled.compareTo(maxWait) > 0 ? maxWait : doubled;
        Duration half = capped.dividedBy(2);
        return half.plus(jitterOf(half));
    }

    private Duration jitterOf(Duration range) {
        return Duration.ofNanos((long) (range.toNanos() * random.getAsDouble()));
    }
}
