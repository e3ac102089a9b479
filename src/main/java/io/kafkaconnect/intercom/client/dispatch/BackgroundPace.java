package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.limit.RateLimiter;
import java.time.Duration;
import java.time.Instant;

/**
 * Spaces background requests, so that they take at most a tenth of the limit. Example: at 1,600 requests in ten seconds, one is sent every
 * 62 ms. Not thread-safe; {@link IntercomClient} guards it.
 */
final class BackgroundPace {
    private static final int PART = 10;

    /** While Intercom names no limit. */
    private static final Duration USUAL_GAP = Duration.ofMillis(100);

    private Instant next = Instant.MIN;

    /** How long the next background request waits; zero if it may be sent now. */
    Duration delay(Instant now, int limit) {
        Instant latest = now.plus(gap(limit));
        // A clock that was set back must not stop the requests.
        next = next.isAfter(latest) ? latest : next;
        return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** A background request is sent now. */
    void sent(Instant now, int limit) {
        next = now.plus(gap(limit));
    }

    private static Duration gap(int limit) {
        return limit > 0 ? RateLimiter.WINDOW.multipliedBy(PART).dividedBy(limit) : USUAL_GAP;
    }
}
