package io.kafkaconnect.intercom.client.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the request that hangs: results are released in order, so all later ones wait for it. It is sent once more, and the first answer
 * counts. Example: 99 of 100 conversations come within 0.8 s; if one takes more than 2.4 s, and a later request was answered, it is sent
 * again. Of 100 requests, one may be sent again. Not thread-safe; {@link IntercomClient} guards it.
 */
final class SlowFlights {
    /** A shorter time is never unusual. */
    static final Duration MIN_TIME = Duration.ofSeconds(2);

    /** A request hangs after this many times the time in which 99 of 100 of its kind are answered. */
    private static final int FACTOR = 3;

    /** The part of all requests that may be sent again. */
    private static final double PART = 0.01;

    /** Maximum number of requests that are sent again in a row. If Intercom becomes slow at once, many requests seem to hang. */
    private static final double MAX_SPARE = 3;

    private final NavigableMap<Long, Flight> flights = new TreeMap<>();
    private final Map<String, UsualLatency> latencies = new HashMap<>();
    private double spare = 1;
    private long lastAnswered = -1;

    /**
     * A request in flight, and how long it is until it counts as hanging.
     *
     * @param left zero if it hangs
     */
    record SlowFlight(Flight flight, Duration left) {
        boolean hangs() {
            return left.isZero();
        }
    }

    /** The request is sent. */
    void sent(Flight flight) {
        flights.put(flight.sent().number(), flight);
        spare = flight.isAgain() ? spare - 1 : Math.min(MAX_SPARE, spare + PART);
    }

    /** The exchange is over; {@code isAnswer} is false if no response came. */
    void ended(Flight flight, boolean isAnswer, Duration took) {
        flights.remove(flight.sent().number());
        if (isAnswer) {
            lastAnswered = Math.max(lastAnswered, flight.sent().number());
            latencies
                    .computeIfAbsent(flight.request().kind(), first -> new UsualLatency())
                    .add(took);
        }
    }

    /**
     * The oldest request that hangs; if there is none, the one that may hang next. Only a request counts that is overtaken by the answer to a
     * later one: if the host answers nothing, no request hangs alone.
     */
    Optional<SlowFlight> first(Instant now) {
        if (spare < 1) {
            return Optional.empty();
        }
        SlowFlight next = null;
        for (Flight flight : flights.headMap(lastAnswered, false).values()) {
            Optional<Duration> limit = flight.mayRepeat() ? limit(flight) : Optional.empty();
            if (limit.isEmpty()) {
                continue;
            }
            Duration age = Duration.between(flight.sent().at(), now);
            Duration left = limit.get().minus(age);
            if (left.isNegative() || left.isZero()) {
                return Optional.of(new SlowFlight(flight, Duration.ZERO));
            }
            next = next == null || left.compareTo(next.left()) < 0 ? new SlowFlight(flight, left) : next;
            if (age.compareTo(MIN_TIME) < 0) {
                // The later ones are younger still.
                break;
            }
        }
        return Optional.ofNullable(next);
    }

    private Optional<Duration> limit(Flight flight) {
        UsualLatency usual = latencies.get(flight.request().kind());
        return usual == null
                ? Optional.empty()
                : usual.longest()
                        .map(longest -> longest.multipliedBy(FACTOR))
                        .map(longest -> longest.compareTo(MIN_TIME) < 0 ? MIN_TIME : longest);
    }
}
