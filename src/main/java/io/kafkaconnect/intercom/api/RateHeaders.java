package io.kafkaconnect.intercom.api;

import java.util.Optional;

/**
 * The rate headers of one answer. They are sent on authenticated answers only, and describe the ten-second window.
 *
 * @param reset epoch seconds of Intercom's clock
 */
record RateHeaders(int limit, int remaining, long reset) {

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
                            Long.parseLong(reset.trim())));
        } catch (NumberFormatException unreadable) {
            return Optional.empty();
        }
    }
}
