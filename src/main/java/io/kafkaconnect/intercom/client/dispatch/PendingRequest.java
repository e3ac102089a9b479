package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import java.util.concurrent.CompletableFuture;

/**
 * A request on its way to its final reply. A retried request keeps its original position in the queue. Results are released in order, so
 * requests behind it would otherwise pile up.
 */
final class PendingRequest implements Comparable<PendingRequest> {
    final long number;
    /** Whether the request checks the token itself. A 401 is then the final reply. */
    final boolean aboutToken;

    final UnauthorizedStreak.RefusalCount refusals = new UnauthorizedStreak.RefusalCount();
    final FaultAttribution.FailureHistory failures = new FaultAttribution.FailureHistory();
    final CompletableFuture<Reply> promise = new CompletableFuture<>();
    Request request;
    RetryPolicy.Attempts attempts = RetryPolicy.Attempts.NONE;
    /** The number of its exchanges that are not over: two if it hangs. The client's lock guards it. */
    int inFlight;
    /** Null before the first failure. The client's lock guards it. */
    RetriedRequest failing;

    PendingRequest(long number, Request request, boolean aboutToken) {
        this.number = number;
        this.request = request;
        this.aboutToken = aboutToken;
    }

    @Override
    public int compareTo(PendingRequest other) {
        return Long.compare(number, other.number);
    }

    boolean isDetail() {
        return request.priority().isDetail();
    }

    boolean isUntilBlamed() {
        return request.retryMode() == Request.RetryMode.UNTIL_BLAMED;
    }
}
