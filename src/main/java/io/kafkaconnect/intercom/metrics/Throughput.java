package io.kafkaconnect.intercom.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The speed at which a counter has grown in the last minute, computed from samples. A time without samples restarts the measurement, because a
 * paused task is not a slow one. Not thread-safe.
 */
final class Throughput {
    /** Maximum age of a sample. */
    static final Duration SPAN = Duration.ofMinutes(1);

    /** Minimum time from which a speed is computed. */
    static final Duration MIN_MEASURED = Duration.ofSeconds(5);

    /** A longer time without a sample restarts the measurement. */
    static final Duration STANDSTILL = Duration.ofSeconds(20);

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample latest;

    private record Sample(Instant at, long count) {}

    /** Adds a sample. A lower count or an earlier time than before restarts the measurement. */
    void sample(Instant now, long count) {
        if (latest == null
                || count < latest.count()
                || now.isBefore(latest.at())
                || now.isAfter(latest.at().plus(STANDSTILL))) {
            samples.clear();
        }
        latest = new Sample(now, count);
        if (samples.isEmpty() || !now.isBefore(samples.getLast().at().plus(STEP))) {
            samples.addLast(latest);
        }
        while (samples.getFirst().at().isBefore(now.minus(SPAN))) {
            samples.removeFirst();
        }
    }

    /** The speed, never negative; empty if the samples cover too little time. */
    OptionalDouble perSecond() {
        Duration measured = latest == null
                ? Duration.ZERO
                : Duration.between(samples.getFirst().at(), latest.at());
        if (measured.compareTo(MIN_MEASURED) < 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((latest.count() - samples.getFirst().count()) * 1e3 / measured.toMillis());
    }

    /** The time in which the counter grows by this much, in whole seconds, never negative; empty if unknown. */
    Optional<Duration> timeFor(long more) {
        OptionalDouble speed = perSecond();
        return speed.isEmpty() || speed.getAsDouble() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) Math.ceil(Math.max(0, more) / speed.getAsDouble())));
    }
}
