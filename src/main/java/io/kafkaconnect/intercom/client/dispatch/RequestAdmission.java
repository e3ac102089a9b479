package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides which request may be sent and when, and counts those in flight. Not thread-safe; the lock of {@link IntercomClient} guards it.
 */
final class RequestAdmission {
    private final OpenRequests requests;
    private final RateLimiter limiter;
    private final FaultAttribution attribution;
    private final int maxInFlight;
    private int detailsInFlight;

    /** Either the request that is sent now, or how long the next one waits for the rate limit, or neither. */
    record NextRequest(Optional<PendingRequest> request, Duration delay) {
        private static final NextRequest NONE = new NextRequest(Optional.empty(), Duration.ZERO);
    }

    RequestAdmission(OpenRequests requests, RateLimiter limiter, FaultAttribution attribution, int maxInFlight) {
        this.requests = requests;
        this.limiter = limiter;
        this.attribution = attribution;
        this.maxInFlight = maxInFlight;
    }

    /** Takes the next request out of the queue and counts it as sent, if one may be sent now. */
    NextRequest next(Instant now) {
        // In the first two cases, the response to a request in flight calls this again.
        if (limiter.underWay() >= maxInFlight || limiter.awaitsFirstAnswer() || requests.isClosed()) {
            return NextRequest.NONE;
        }
        Optional<Request.Priority> kind = requests.next(detailsInFlight < maxInFlight - reservedForLists());
        if (kind.isEmpty()) {
            return NextRequest.NONE;
        }
        Duration delay = limiter.delay(now);
        if (!delay.isZero()) {
            return new NextRequest(Optional.empty(), delay);
        }
        PendingRequest next = requests.take(kind.get());
        next.sent = limiter.sent(now);
        attribution.sent(next.request, next.failures);
        detailsInFlight += next.isDetail() ? 1 : 0;
        return new NextRequest(Optional.of(next), Duration.ZERO);
    }

    /**
     * Number of requests in flight that only lists may use, so that slow detail requests cannot starve them (an idle companies scroll
     * expires after a minute).
     */
    private int reservedForLists() {
        return Math.min(4, maxInFlight / 4);
    }

    /** Counts the request as no longer in flight; returns the use of the window before, if the response is the first of a new window. */
    Optional<RateLimiter.Use> ended(PendingRequest pending, RequestExchange.ReceivedReply received, Instant now) {
        detailsInFlight -= pending.isDetail() ? 1 : 0;
        if (received.rates().isPresent()) {
            RateLimitHeaders headers = received.rates().get();
            return limiter.ended(
                    pending.sent, received.isRateLimited() ? headers.usedUp() : headers, received.date(), now);
        }
        limiter.ended(received.isAnswer());
        if (received.isRateLimited()) {
            limiter.exhausted(pending.sent, now);
        }
        return Optional.empty();
    }
}
