package io.kafkaconnect.intercom.message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Suppresses log lines about the same thing for a while. Thread-safe. */
public final class LogThrottle {
    /** The pause between two lines about the same thing. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    private static final int MAX_THINGS = 10_000;

    private final Clock clock;
    private final Duration pause;
    private final Map<String, Instant> last = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_THINGS;
        }
    };

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
        if (before != null && !now.isAfter(before.plus(pause)) && !now.isBefore(before)) {
            return false;
        }
        // The eldest entry is that of the line that was logged longest ago.
        last.remove(thing);
        last.put(thing, now);
        return true;
    }
}
