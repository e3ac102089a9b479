package io.kafkaconnect.intercom.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Whether and when a failed request is asked again: a pure computation, it never waits itself.
 *
 * @param backoff wait before the first retry; doubles with each further one
 * @param longest no wait is longer than this, jitter included, but where a reply asks for more
 * @param most retries of an unavailable Intercom before giving up; -1 for never. The rate limit does not count
 * @param random jitter in [0, 1)
 */
public record RetryPolicy(Duration backoff, Duration longest, int most, DoubleSupplier random) {

    /** The rate budget lets nobody through before the next window, so no more than that not all come at once. */
    private static final Duration AFTER_LIMIT = Duration.ofSeconds(1);

    /** How often a request that is refused is asked again. */
    private static final int MAX_REFUSALS = 2;

    /** So many failures of a request in a row may come by chance where half of all answers fail. */
    public static final int BY_CHANCE = 10;

    /** How often a request has failed so far, by kind. */
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
     * The wait before the request is asked again, or empty when the reply is final.
     *
     * @param inRow how many requests of its kind have failed since one was answered: while others are answered there is no reason to wait long,
     *     unless the request has failed more often than by chance
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
            int earlier = Math.min(own, Math.max(Math.max(0, inRow - 1), own - BY_CHANCE));
            return most >= 0 && before.unavailable() >= most
                    ? Optional.empty()
                    : Optional.of(noLessThan(atLeast(reply), jittered(earlier)));
        }
        return isDoubted(reply, request, before) ? Optional.of(jittered(before.refused())) : Optional.empty();
    }

    /** Whether a later request may be answered, though the limit is not used up. */
    public static boolean isPassing(Reply.Failed reply) {
        return reply instanceof Reply.Unavailable
                || (reply instanceof Reply.Throttled throttled && throttled.isAboutResource());
    }

    /** What was throttled was not executed: it may be asked again in any case. */
    private static boolean mayRepeat(Reply.Failed reply, Request request) {
        return reply instanceof Reply.Throttled || request.patience() != Request.RetryMode.ONCE;
    }

    private static Duration atLeast(Reply.Failed reply) {
        if (reply instanceof Reply.Throttled throttled) {
            return throttled.atLeast();
        }
        return reply instanceof Reply.Unavailable unavailable ? unavailable.atLeast() : Duration.ZERO;
    }

    /** One refusal may be wrong. Where nothing is ever asked again, it is final. */
    private boolean isDoubted(Reply.Failed reply, Request request, Attempts before) {
        boolean refuses = (reply instanceof Reply.Forbidden && reply.failure().status() != 401)
                || reply instanceof Reply.Rejected
                || (reply instanceof Reply.NotFound && request.isPageOfList());
        return refuses && most != 0 && before.refused() < MAX_REFUSALS && request.patience() != Request.RetryMode.ONCE;
    }

    /** The wait after a 401 that came after {@code earlier} others. {@code UnauthorizedCheck} decides whether the request is asked again. */
    public Duration afterRefusal(int earlier) {
        return jittered(earlier);
    }

    private Duration noLessThan(Duration floor, Duration wait) {
        return floor.compareTo(wait) < 0 ? wait : floor.plus(jitterOf(backoff));
    }

    /** Exponential with equal jitter: between half of the doubled back-off and the whole of it. */
    private Duration jittered(int earlier) {
        Duration doubled = backoff.multipliedBy(1L << Math.min(earlier, 20));
        Duration capped = doubled.compareTo(longest) > 0 ? longest : doubled;
        Duration half = capped.dividedBy(2);
        return half.plus(jitterOf(half));
    }

    private Duration jitterOf(Duration range) {
        return Duration.ofNanos((long) (range.toNanos() * random.getAsDouble()));
    }
}
