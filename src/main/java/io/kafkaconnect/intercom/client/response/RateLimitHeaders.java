package io.kafkaconnect.intercom.client.response;

import io.kafkaconnect.intercom.client.http.Transport;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rate limit headers of one response. Only authenticated responses have them. They describe the ten-second window.
 *
 * @param reset the end of the window by Intercom's clock; it identifies the window
 */
public record RateLimitHeaders(int limit, int remaining, Instant reset) {

    /** The length of Intercom's windows. */
    public static final Duration WINDOW = Duration.ofSeconds(10);

    /** Maximum time between the date of the response and the end of its window, in either direction. */
    private static final Duration MAX_DISTANCE = WINDOW.multipliedBy(2);

    /** Reads the headers; empty if they are absent or implausible. A window that ends far ahead would make all later windows look old. */
    public static Optional<RateLimitHeaders> of(Transport.RawResponse answer, Instant date) {
        try {
            String limit = answer.header().apply("X-RateLimit-Limit");
            String remaining = answer.header().apply("X-RateLimit-Remaining");
            String reset = answer.header().apply("X-RateLimit-Reset");
            return limit == null || remaining == null || reset == null
                    ? Optional.empty()
                    : Optional.of(new RateLimitHeaders(
                                    Integer.parseInt(limit.trim()),
                                    Integer.parseInt(remaining.trim()),
                                    Instant.ofEpochSecond(Long.parseLong(reset.trim()))))
                            .filter(headers -> headers.limit > 0 && headers.isNear(date));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isNear(Instant date) {
        return Duration.between(date, reset).abs().compareTo(MAX_DISTANCE) <= 0;
    }

    /** The headers of a 429: whatever number they name, the window is used up. */
    public RateLimitHeaders usedUp() {
        return new RateLimitHeaders(limit, 0, reset);
    }
}
