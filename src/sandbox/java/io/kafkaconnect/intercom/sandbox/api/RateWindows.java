package io.kafkaconnect.intercom.sandbox.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Limits the requests per minute, counted in windows of ten seconds; 0 means no limit. */
public final class RateWindows {

    private static final int SECONDS = 10;

    /** How much later than the true end the headers say a window ends. */
    private static final int LATE = 6;

    /** Whether a request was accepted, and the headers for the window. */
    record Admission(boolean admitted, int limit, Map<String, String> headers) {}

    private final InstantSource clock;
    private int perMinute;
    private long window;
    private int used;
    private long refused;
    private final SortedMap<Instant, Integer> admitted = new TreeMap<>();

    public RateWindows(InstantSource clock, int perMinute) {
        this.clock = clock;
        this.perMinute = perMinute;
    }

    public synchronized void perMinute(int limit) {
        perMinute = limit;
    }

    /** The number of 429 responses. */
    public synchronized long refused() {
        return refused;
    }

    /** The number of accepted requests per window, by its start; empty without a limit. */
    public synchronized SortedMap<Instant, Integer> admitted() {
        return new TreeMap<>(admitted);
    }

    synchronized Admission admit() {
        if (perMinute == 0) {
            return new Admission(true, 0, Map.of());
        }
        long current = Math.floorDiv(clock.instant().getEpochSecond(), SECONDS);
        if (current != window) {
            window = current;
            used = 0;
        }
        int limit = (perMinute + 5) / 6;
        boolean admitted = used < limit;
        // A response does not count its own request.
        int remaining = limit - used;
        used += admitted ? 1 : 0;
        this.admitted.put(Instant.ofEpochSecond(current * SECONDS), used);
        refused += admitted ? 0 : 1;
        return new Admission(
                admitted,
                limit,
                Map.of(
                        "X-RateLimit-Limit", Integer.toString(limit),
                        "X-RateLimit-Remaining", Integer.toString(remaining),
                        "X-RateLimit-Reset", Long.toString((current + 1) * SECONDS + LATE)));
    }
}
