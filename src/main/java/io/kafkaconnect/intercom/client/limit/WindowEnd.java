package io.kafkaconnect.intercom.client.limit;

import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of the current rate-limit window by our clock. The headers name it by Intercom's clock, and the {@code Date} header is cut to
 * seconds. Not thread-safe; {@link RateLimiter} owns it.
 */
final class WindowEnd {
    /** Each window that continues after its estimated end moves the ends of later windows by this much. */
    private static final Duration DRIFT_STEP = Duration.ofMillis(250);

    private static final Duration MAX_DRIFT = Duration.ofSeconds(3);
    private static final Duration MIN_LEFT = Duration.ofMillis(1);

    private Instant end = Instant.MIN;
    /** How much later than the headers say windows end. */
    private Duration drift = Duration.ZERO;

    Instant time() {
        return end;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    /** A window begins, and no response of it has come yet. */
    void begin(Instant now) {
        end = now.plus(RateLimiter.WINDOW);
    }

    /** The first response of a window has come. */
    void begin(RateLimitHeaders headers, Instant date, Instant now) {
        drift = drift.minus(drift.dividedBy(32));
        end = estimate(headers, date, now);
    }

    /** Another response has come. Its date is old on arrival, so every estimate is too late, and the earliest is the best. */
    void narrow(RateLimitHeaders headers, Instant date, Instant now) {
        Instant estimate = estimate(headers, date, now);
        end = estimate.isBefore(end) ? estimate : end;
    }

    /** The window has ended by our clock, but a response shows that it continues. */
    void reopen(RateLimitHeaders headers, Instant date, Instant now) {
        Duration further = drift.plus(DRIFT_STEP);
        drift = further.compareTo(MAX_DRIFT) > 0 ? MAX_DRIFT : further;
        Instant estimate = estimate(headers, date, now);
        Instant earliest = now.plus(DRIFT_STEP);
        end = estimate.isBefore(earliest) ? earliest : estimate;
    }

    /** Whether our clock was set back. The current window would then be too long. */
    boolean isClockSetBack(Instant now) {
        return end.isAfter(now.plus(RateLimiter.WINDOW));
    }

    private Instant estimate(RateLimitHeaders headers, Instant date, Instant now) {
        Duration left = Duration.between(date, headers.reset()).plus(drift);
        if (left.compareTo(RateLimiter.WINDOW) > 0) {
            return now.plus(RateLimiter.WINDOW);
        }
        return now.plus(left.compareTo(MIN_LEFT) < 0 ? MIN_LEFT : left);
    }
}
