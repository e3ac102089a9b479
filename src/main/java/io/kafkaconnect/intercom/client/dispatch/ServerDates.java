package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Decides which dates of answers to believe. Answers come from many machines and gateways, and the clock of one may be wrong. Each date is
 * compared with those of the latest answers. Until enough answers have come, it is compared with our own clock. Thread-safe.
 */
final class ServerDates {
    /** How much a date may differ. */
    static final Duration TOLERANCE = Duration.ofMinutes(1);

    private static final int KEPT = 15;
    private static final int MIN_AHEAD = 5;

    private final ExchangeListener listener;
    /** How far the dates of the latest answers were ahead of our clock. */
    private final Deque<Duration> ahead = new ArrayDeque<>();

    ServerDates(ExchangeListener listener) {
        this.listener = listener;
    }

    /**
     * Intercom's clock at the answer.
     *
     * @param told the date of the answer
     * @param now our own clock
     */
    Instant believed(Instant told, Instant now) {
        Duration difference = Duration.between(now, told);
        Duration usual = usual(difference);
        if (usual == null) {
            if (difference.compareTo(TOLERANCE) <= 0) {
                return earlier(told, now);
            }
            listener.dateDistrusted(difference);
            return now;
        }
        if (usual.abs().compareTo(TOLERANCE) > 0) {
            listener.clockDiffers(usual);
        }
        if (difference.minus(usual).abs().compareTo(TOLERANCE) <= 0) {
            return earlier(told, now.plus(usual));
        }
        listener.dateDistrusted(difference);
        return now.plus(usual);
    }

    /**
     * The earlier of two times. A time that is too early delays a row. A time that is a few seconds too late hides an entity that changes twice
     * within one second.
     */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The median of the latest, with this one; null until enough have come. */
    private synchronized Duration usual(Duration latest) {
        ahead.add(latest);
        if (ahead.size() > KEPT) {
            ahead.remove();
        }
        if (ahead.size() < MIN_AHEAD) {
            return null;
        }
        List<Duration> sorted = new ArrayList<>(ahead);
        sorted.sort(null);
        return sorted.get(sorted.size() / 2);
    }
}
