package io.kafkaconnect.intercom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A clock that never goes back: where the other is set back, it goes on from the latest time told. Whatever is due at some time would
 * otherwise be due an hour later when the worker's clock is set back by an hour, the end of a poll included. Thread-safe.
 */
final class ForwardClock extends Clock {
    private final Clock clock;
    private Duration ahead = Duration.ZERO;
    private Instant latest = Instant.MIN;

    ForwardClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = clock.instant().plus(ahead);
        if (now.isBefore(latest)) {
            ahead = ahead.plus(Duration.between(now, latest));
        } else {
            latest = now;
        }
        return latest;
    }

    @Override
    public ZoneId getZone() {
        return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new ForwardClock(clock.withZone(zone));
    }
}
