package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of a request. If the response is Intercom's own, the HTTP status decides first and Intercom's code refines it, because new
 * codes may appear at any time. Any other response without data is {@link Unavailable}: it says nothing about the requested data.
 */
public sealed interface Reply {

    /** Returns the failure if the reader can continue without this response: Intercom fails at this request alone, or it allows no retry. */
    default Optional<Failure> withheld() {
        if (!(this instanceof Failed failed)) {
            return Optional.empty();
        }
        boolean isOverAtOnce =
                RetryPolicy.isPassing(failed) && failed.failure().request().retryMode() == Request.RetryMode.NEVER;
        return this instanceof Withheld || isOverAtOnce ? Optional.of(failed.failure()) : Optional.empty();
    }

    /**
     * Returns the data.
     *
     * @throws IntercomException if the request failed
     */
    default Success orThrow() {
        if (this instanceof Failed failed) {
            throw new IntercomException(failed);
        }
        return (Success) this;
    }

    /**
     * The data.
     *
     * @param body the parsed response; the caller may change it
     * @param asOf Intercom's time at the request, from its {@code Date} header, else our time; the body may lack later changes
     * @param request the request as finally sent; its page may be smaller than requested
     * @param leftOut number of values that no row can hold; they are null in the body
     * @param bytes the length of the response; 0 if the body is not that of one response
     */
    record Success(ObjectNode body, Instant asOf, Request request, int leftOut, int bytes) implements Reply {

        /** No value is left out. */
        public Success(ObjectNode body, Instant asOf, Request request) {
            this(body, asOf, request, 0, 0);
        }
    }

    /** A reply without data. */
    sealed interface Failed extends Reply {
        Failure failure();
    }

    /** 404 or 410: the entity is deleted or merged, or the scroll has ended. */
    record NotFound(Failure failure) implements Failed {}

    /** 402, 403, or a 401 although Intercom knows the token: the plan of the workspace or a permission is missing. */
    record Forbidden(Failure failure) implements Failed {}

    /** 401: Intercom refuses the token itself. */
    record Unauthorized(Failure failure) implements Failed {}

    /** Any other 4xx: Intercom refuses the request itself, and a retry does not help. */
    record Rejected(Failure failure) implements Failed {}

    /** Intercom fails at this request while it answers others of the same kind. The reader can continue without it. */
    record Withheld(Failure failure) implements Failed {}

    /**
     * Throttled by the rate limit, by another client's scroll, or by an overloaded resource. Only the last one counts as a retry.
     *
     * @param atLeast minimum delay before the retry; zero if the response names none, or if the rate limiter knows it
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

        /** Whether the requested resource is overloaded. Else the rate limit or another client's scroll is the reason. */
        boolean isAboutResource() {
            return !isRateLimit() && (failure.status() == 429 || failure.code().equals("retry_after"));
        }
    }

    /**
     * A timeout, a broken connection, a 5xx, a response without the expected content, or a response that is not Intercom's: a retry may
     * help.
     *
     * @param retryWithSmallerPage whether the request reached Intercom and was possibly too large
     * @param atLeast minimum delay before the retry; zero if the response names none
     */
    record Unavailable(Failure failure, boolean retryWithSmallerPage, Duration atLeast) implements Failed {

        /** The status decides whether a smaller page may help. */
        public Unavailable(Failure failure) {
            this(failure, failure.status() == 408 || failure.status() >= 500);
        }

        /** The response names no delay. */
        public Unavailable(Failure failure, boolean retryWithSmallerPage) {
            this(failure, retryWithSmallerPage, Duration.ZERO);
        }
    }
}
