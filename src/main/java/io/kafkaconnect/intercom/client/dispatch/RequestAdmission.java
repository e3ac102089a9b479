package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.WindowUse;
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
    private final BackgroundPace background = new BackgroundPace();
    private final int maxInFlight;
    private int detailsInFlight;

    /** The request to send now, or how long the next one waits for the rate limit, or neither. */
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
        // In the first two cases, the response to a request in flight triggers the next call.
        if (limiter.inFlight() >= maxInFlight || limiter.awaitsFirstAnswer() || requests.isClosed()) {
            return NextRequest.NONE;
        }
        Optional<Request.Priority> kind = requests.next(detailsInFlight < maxInFlight - reservedForLists());
        if (kind.isEmpty()) {
            return NextRequest.NONE;
        }
        Duration delay = limiter.delay(now);
        if (delay.isZero() && kind.get() == Request.Priority.BACKGROUND) {
            delay = background.delay(now, limiter.limit());
        }
        if (!delay.isZero()) {
            return new NextRequest(Optional.empty(), delay);
        }
        if (kind.get() == Request.Priority.BACKGROUND) {
            background.sent(now, limiter.limit());
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

    /** Counts the request as no longer in flight. Returns the use of the previous window, if the response is the first of a new one. */
    Optional<WindowUse> ended(PendingRequest pending, RequestExchange.ReceivedReply received, Instant now) {
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
