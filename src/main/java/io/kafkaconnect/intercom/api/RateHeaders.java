package io.kafkaconnect.intercom.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The rate headers of one answer. They are sent on authenticated answers only, and describe the ten-second window.
 *
 * @param reset the end of the window by Intercom's clock; names the window
 */
record RateHeaders(int limit, int remaining, Instant reset) {

    static Optional<RateHeaders> of(Transport.Answer answer) {
        try {
            String limit = answer.header().apply("X-RateLimit-Limit");
            String remaining = answer.header().apply("X-RateLimit-Remaining");
            String reset = answer.header().apply("X-RateLimit-Reset");
            return limit == null || remaining == null || reset == null
                    ? Optional.empty()
                    : Optional.of(new RateHeaders(
                            Integer.parseInt(limit.trim()),
                            Integer.parseInt(remaining.trim()),
                            Instant.ofEpochSecond(Long.parseLong(reset.trim()))));
        } catch (NumberFormatException | DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** What a 429 makes of them: whatever they say, their window is used up. */
    RateHeaders usedUp() {
        return new RateHeaders(limit, 0, reset);
    }
}
