package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.http.Transport;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The rate headers of one answer. They are sent on authenticated answers only, and describe the ten-second window.
 *
 * @param reset the end of the window by Intercom's clock; names the window
 */
record RateLimitHeaders(int limit, int remaining, Instant reset) {

    /** No window ends later than this after the date of the answer, and none that ended longer ago is told of. */
    private static final Duration FARTHEST = RateLimiter.WINDOW.multipliedBy(2);

    /** Empty where there are none to be believed: one end far ahead would make all that follow look old. */
    static Optional<RateLimitHeaders> of(Transport.RawResponse answer, Instant date) {
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
                            .filter(told -> told.limit > 0 && told.isOf(date));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isOf(Instant date) {
        return Duration.between(date, reset).abs().compareTo(FARTHEST) <= 0;
    }

    /** What a 429 makes of them: whatever they say, their window is used up. */
    RateLimitHeaders usedUp() {
        return new RateLimitHeaders(limit, 0, reset);
    }
}
