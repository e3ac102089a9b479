package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.limit.RateLimiter;

/**
 * A request in flight, from its sending to the end of its exchange.
 *
 * @param request what was sent
 * @param sent its number and time, for the rate limit
 * @param bytes the bytes that its response is likely to have
 * @param isAgain whether it was sent in place of one that hangs
 */
record Flight(PendingRequest pending, Request request, RateLimiter.SentRequest sent, long bytes, boolean isAgain) {

    /** Whether the request may be sent once more, beside this flight: it only reads, and someone waits for the reply. */
    boolean mayRepeat() {
        return pending.inFlight == 1 && !pending.promise.isDone() && changesNothing() && isUrgent();
    }

    /** A page of a scroll moves the scroll. A POST with a page size is a search. */
    private boolean changesNothing() {
        return (request.method() == Request.Method.GET || request.pageSize() > 0)
                && request.priority() != Request.Priority.SCROLL
                && request.retryMode() != Request.RetryMode.NEVER
                && request.retryMode() != Request.RetryMode.RETRY_ALONE;
    }

    private boolean isUrgent() {
        return request.priority() != Request.Priority.BACKGROUND;
    }
}
