package io.kafkaconnect.intercom.offset;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides whether a time is in the future. A stream reads nothing until the time of its offset. */
public record FutureTime(Clock clock) {
    /** The tolerated difference between clocks. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    /** Whether the time is more than a minute ahead of the clock. */
    public boolean isAhead(Instant time) {
        return time.isAfter(clock.instant().plus(TOLERATED));
    }
}
