package io.kafkaconnect.intercom.client.response;

import io.kafkaconnect.intercom.client.ExchangeListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decides which dates of responses are plausible. Responses come from many machines and gateways, and the clock of one may be wrong. Each
 * date is compared with the dates of the latest responses. Until enough responses have come, it is compared with our own clock.
 * Thread-safe.
 */
final class ServerDates {
    /** Maximum difference of a plausible date. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final int MAX_SAMPLES = 15;
    private static final int MIN_SAMPLES = 5;

    private final ExchangeListener listener;
    /** How far the dates of the latest responses were ahead of our clock. */
    private final Deque<Duration> ahead = new ArrayDeque<>();

    ServerDates(ExchangeListener listener) {
        this.listener = listener;
    }

    /**
     * Returns Intercom's time at the response.
     *
     * @param date the date of the response
     * @param now our own time
     */
    Instant plausible(Instant date, Instant now) {
        Duration difference = Duration.between(now, date);
        Duration usual = usual(difference);
        if (usual == null) {
            if (difference.compareTo(TOLERANCE) <= 0) {
                return earlier(date, now);
            }
            listener.dateDistrusted(difference);
            return now;
        }
        if (usual.abs().compareTo(TOLERANCE) > 0) {
            listener.clockDiffers(usual);
        }
        if (difference.minus(usual).abs().compareTo(TOLERANCE) <= 0) {
            return earlier(date, now.plus(usual));
        }
        listener.dateDistrusted(difference);
        return now.plus(usual);
    }

    /**
     * The earlier of two times, because the two errors differ: a time that is too early only delays a row, but a time that is a few seconds
     * too late hides an entity that changes twice within one second.
     */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The median of the latest differences, this one included; null until enough responses have come. */
    private synchronized Duration usual(Duration latest) {
        ahead.add(latest);
        if (ahead.size() > MAX_SAMPLES) {
            ahead.remove();
        }
        if (ahead.size() < MIN_SAMPLES) {
            return null;
        }
        List<Duration> sorted = new ArrayList<>(ahead);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}
