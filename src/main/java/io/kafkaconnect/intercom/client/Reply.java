package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a request. Where Intercom answers in its own words, the HTTP status decides first and Intercom's code refines, since new
 * codes may appear at any time. Any other answer without data is {@link Unavailable}: it tells nothing about what was asked for.
 */
public sealed interface Reply {

    /** Why the request failed, if its reader can go on without it: Intercom fails at this request alone, or it was to be asked once. */
    default Optional<Failure> withheld() {
        if (!(this instanceof Failed failed)) {
            return Optional.empty();
        }
        boolean isOverAtOnce =
                RetryPolicy.isPassing(failed) && failed.failure().request().patience() == Request.RetryMode.ONCE;
        return this instanceof Withheld || isOverAtOnce ? Optional.of(failed.failure()) : Optional.empty();
    }

    /**
     * The data.
     *
     * @param body the parsed answer; belongs to the caller
     * @param asOf Intercom's clock (its {@code Date} header, else ours) when it was asked: what changed after it may be missing
     * @param asked the request as finally sent; its page may be smaller than wished
     * @param leftOut values that no row could hold, and that are null in the body
     */
    record Success(ObjectNode body, Instant asOf, Request asked, int leftOut) implements Reply {

        /** With all its values. */
        public Success(ObjectNode body, Instant asOf, Request asked) {
            this(body, asOf, asked, 0);
        }
    }

    /** Anything but data. */
    sealed interface Failed extends Reply {
        Failure failure();
    }

    /** 404 or 410: the thing is deleted, merged, or its scroll is over. */
    record NotFound(Failure failure) implements Failed {}

    /** 402 or 403, or a 401 while Intercom knows the token: the plan or a permission. */
    record Forbidden(Failure failure) implements Failed {}

    /** 401: Intercom refuses the token itself. */
    record Unauthorized(Failure failure) implements Failed {}

    /** Any other 4xx: the request itself is refused, asking again will not help. */
    record Rejected(Failure failure) implements Failed {}

    /**
     * Intercom does not give what was asked for, whatever is wrong with it, and gives others of its kind meanwhile: nobody needs to wait for
     * it.
     */
    record Withheld(Failure failure) implements Failed {}

    /**
     * Not now: the rate limit or somebody else's scroll, which never count as a retry; or an overloaded resource.
     *
     * @param atLeast how long to wait before asking again; zero when Intercom does not say, or the rate budget knows
     */
    record Throttled(Failure failure, Duration atLeast) implements Failed {

        /**
         * Whether the rate limit of the workspace is used up. Intercom's other 429, too_many_requests, is about one overloaded
         * resource. A gateway's 429 is about the gateway.
         */
        public boolean isRateLimit() {
            return failure.isIntercoms()
                    && failure.status() == 429
                    && !failure.code().equals("too_many_requests");
        }

        /** Whether it is about what was asked for, and neither the rate limit nor somebody else's scroll. */
        boolean isAboutResource() {
            return !isRateLimit() && (failure.status() == 429 || failure.code().equals("retry_after"));
        }
    }

    /**
     * A time-out, a broken connection, a 5xx, an answer that does not hold what it must, or one that is not Intercom's: asking again
     * may help.
     *
     * @param maybeTooMuch whether Intercom was reached and may have failed at what was asked: a smaller page may help
     * @param atLeast how long to wait before asking again; zero where the answer does not say
     */
    record Unavailable(Failure failure, boolean maybeTooMuch, Duration atLeast) implements Failed {

        /** As the status says. */
        public Unavailable(Failure failure) {
            this(failure, failure.status() == 408 || failure.status() >= 500);
        }

        /** The answer does not say when to ask again. */
        public Unavailable(Failure failure, boolean maybeTooMuch) {
            this(failure, maybeTooMuch, Duration.ZERO);
        }
    }
}
