package io.kafkaconnect.intercom.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** What became of a request. The HTTP status decides first, Intercom's code refines, since new codes may appear at any time. */
public sealed interface Reply {

    /**
     * The data.
     *
     * @param body the parsed answer; belongs to the caller
     * @param asOf Intercom's clock (its {@code Date} header, else ours) when it was asked: what changed after it may be missing
     * @param asked the request as finally sent; its page may be smaller than wished
     */
    record Found(ObjectNode body, Instant asOf, Request asked) implements Reply {}

    /** Anything but data. */
    sealed interface Failed extends Reply {
        Failure failure();
    }

    /** 404 or 410: the thing is deleted, merged, or its scroll is over. */
    record Gone(Failure failure) implements Failed {}

    /** 401, 402 or 403: the token, the plan or a permission. */
    record Denied(Failure failure) implements Failed {}

    /** Any other 4xx: the request itself is refused, asking again will not help. */
    record Rejected(Failure failure) implements Failed {}

    /**
     * Not now: the rate limit, an overloaded resource, somebody else's scroll. Never counts as a retry.
     *
     * @param atLeast how long to wait before asking again; zero when Intercom does not say, or the rate budget knows
     */
    record Throttled(Failure failure, Duration atLeast) implements Failed {

        /** Whether the limit of all is used up; the other 429, too_many_requests, is about one overloaded resource. */
        boolean isRateLimit() {
            return failure.status() == 429 && !failure.code().equals("too_many_requests");
        }
    }

    /**
     * A time-out, a broken connection, a 5xx, or a 200 that holds no JSON: asking again may help.
     *
     * @param maybeTooMuch whether Intercom was reached and may have failed at what was asked: a smaller page may help
     */
    record Unavailable(Failure failure, boolean maybeTooMuch) implements Failed {

        /** As the status says. */
        public Unavailable(Failure failure) {
            this(failure, failure.status() == 408 || failure.status() >= 500);
        }
    }
}
