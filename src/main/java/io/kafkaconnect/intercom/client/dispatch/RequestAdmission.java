package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
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
    private final FlightBound flights;
    private final SlowFlights slow = new SlowFlights();
    private int detailsInFlight;

    /** The request to send now, or how long the next one waits for the rate limit, or neither. */
    record NextRequest(Optional<Flight> request, Duration delay) {
        private static final NextRequest NONE = new NextRequest(Optional.empty(), Duration.ZERO);
    }

    RequestAdmission(OpenRequests requests, RateLimiter limiter, FaultAttribution attribution, FlightBound flights) {
        this.requests = requests;
        this.limiter = limiter;
        this.attribution = attribution;
        this.flights = flights;
    }

    /** Takes the next request out of the queue and counts it as sent, if one may be sent now. */
    NextRequest next(Instant now) {
        int bound = flights.requests(limiter.perSecond());
        // In the first two cases, the response to a request in flight triggers the next call.
        if (limiter.inFlight() >= bound || limiter.awaitsFirstAnswer() || requests.isClosed()) {
            return NextRequest.NONE;
        }
        Optional<Flight> hanging = slow.first(now)
                .filter(SlowFlights.SlowFlight::hangs)
                .map(SlowFlights.SlowFlight::flight)
                .filter(flight -> flights.hasRoom(flight.request()));
        if (hanging.isPresent() && limiter.delay(now).isZero()) {
            return send(hanging.get().pending(), true, now);
        }
        Optional<Request.Priority> kind = requests.next(detailsInFlight < bound - reservedForLists(bound));
        Duration delay = limiter.delay(now);
        if (kind.isEmpty() && hanging.isPresent()) {
            return new NextRequest(Optional.empty(), delay);
        }
        if (kind.isEmpty() || !flights.hasRoom(requests.peek(kind.get()).request)) {
            return NextRequest.NONE;
        }
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
        attribution.sent(next.request, next.failures);
        return send(next, false, now);
    }

    private NextRequest send(PendingRequest next, boolean isAgain, Instant now) {
        Flight flight = new Flight(next, next.request, limiter.sent(now), flights.sent(next.request), isAgain);
        next.inFlight++;
        slow.sent(flight);
        detailsInFlight += next.isDetail() ? 1 : 0;
        return new NextRequest(Optional.of(flight), Duration.ZERO);
    }

    /** After which time a request in flight may hang; empty if none can. */
    Optional<Duration> nextLook(Instant now) {
        return slow.first(now).filter(next -> !next.hangs()).map(SlowFlights.SlowFlight::left);
    }

    /**
     * Number of requests in flight that only lists may use, so that slow detail requests cannot starve them (an idle companies scroll
     * expires after a minute).
     */
    private static int reservedForLists(int bound) {
        return Math.min(4, bound / 4);
    }

    /** Counts the request as no longer in flight. Returns the use of the previous window, if the response is the first of a new one. */
    Optional<WindowUse> ended(Flight flight, RequestExchange.ReceivedReply received, Instant now) {
        Duration took = Duration.between(flight.sent().at(), now);
        detailsInFlight -= flight.pending().isDetail() ? 1 : 0;
        flight.pending().inFlight--;
        slow.ended(flight, received.isAnswer(), took);
        flights.ended(flight.bytes());
        if (received.isAnswer()) {
            flights.answered(flight.request(), took, received.bytes());
        }
        if (received.rates().isPresent()) {
            RateLimitHeaders headers = received.rates().get();
            return limiter.ended(
                    flight.sent(), received.isRateLimited() ? headers.usedUp() : headers, received.date(), now);
        }
        limiter.ended(received.isAnswer());
        if (received.isRateLimited()) {
            limiter.exhausted(flight.sent(), now);
        }
        return Optional.empty();
    }
}
