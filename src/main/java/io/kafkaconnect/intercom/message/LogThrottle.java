package io.kafkaconnect.intercom.message;

import io.kafkaconnect.intercom.reader.BoundedMaps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Suppresses log lines about the same thing, for a while or for good. It knows the 10,000 things that were asked about last. Thread-safe. */
public final class LogThrottle {
    /** The pause between two lines about the same thing. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int MAX_THINGS = 10_000;

    private final Clock clock;
    private final Duration pause;
    private final Map<String, Instant> last = BoundedMaps.map(MAX_THINGS);

    /** A throttle that lets one line a minute pass. */
    public LogThrottle(Clock clock) {
        this(clock, PAUSE);
    }

    /** A throttle that lets one line pass, and the next one after a pause. */
    public LogThrottle(Clock clock, Duration pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** The pause between two lines about the same thing. */
    public Duration pause() {
        return pause;
    }

    /** Whether a line about this thing is due. If so, its next pause begins. */
    public synchronized boolean isDue(String thing) {
        Instant now = clock.instant();
        Instant before = last.get(thing);
        boolean isPaused = before != null && !now.isAfter(before.plus(pause)) && !now.isBefore(before);
        if (!isPaused) {
            last.put(thing, now);
        }
        return !isPaused;
    }

    /** Whether no line about this thing was due before. */
    public synchronized boolean isFirst(String thing) {
        return last.putIfAbsent(thing, clock.instant()) == null;
    }
}
