package io.kafkaconnect.intercom.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast a count grew of late, and how long it takes to grow by more: a pure computation over the samples it is given. What came before a
 * time without samples does not count: a paused task is not a slow one. Not thread-safe.
 */
final class Throughput {
    /** How far back it looks. */
    static final Duration SPAN = Duration.ofMinutes(1);

    /** Of less no speed is told. */
    static final Duration MIN_MEASURED = Duration.ofSeconds(5);

    /** Without a sample for longer than this, measuring begins anew. */
    static final Duration STANDSTILL = Duration.ofSeconds(20);

    private static final Duration STEP = Duration.ofSeconds(1);

    private final Deque<Sample> samples = new ArrayDeque<>();
    private Sample latest;

    private record Sample(Instant at, long count) {}

    /** The count is this much by now. A lower one than before, or an earlier time, begins anew. */
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

    /** Never negative; nothing where too little is known. */
    OptionalDouble perSecond() {
        Duration measured = latest == null
                ? Duration.ZERO
                : Duration.between(samples.getFirst().at(), latest.at());
        if (measured.compareTo(MIN_MEASURED) < 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of((latest.count() - samples.getFirst().count()) * 1e3 / measured.toMillis());
    }

    /** How long it takes to grow by so much more, in whole seconds; nothing where that cannot be told. Never negative. */
    Optional<Duration> timeFor(long more) {
        OptionalDouble speed = perSecond();
        return speed.isEmpty() || speed.getAsDouble() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds((long) Math.ceil(Math.max(0, more) / speed.getAsDouble())));
    }
}
