package io.kafkaconnect.intercom;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock that jumps neither back nor forward: it begins with the worker's time and goes on by the nanoseconds that pass, whatever
 * becomes of the worker's clock. Set back by an hour, all that is due would be due an hour later, the end of a poll included; set
 * forward in the middle of a window of the rate limit, a second one would be taken of it. Thread-safe.
 *
 * <p>It may come to differ from the worker's by some seconds a day. That does no harm: what was sent, and how far, is reckoned by
 * Intercom's clock, from its {@code Date} header.
 */
final class MonotonicClock extends Clock {
    private final Instant begin;
    private final long beginNanos;
    private final LongSupplier nanos;
    private final ZoneId zone;

    MonotonicClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /** The first is asked once; the second counts nanoseconds from anywhere. */
    MonotonicClock(Clock wall, LongSupplier nanos) {
        this(wall.instant(), nanos.getAsLong(), nanos, wall.getZone());
    }

    private MonotonicClock(Instant begin, long beginNanos, LongSupplier nanos, ZoneId zone) {
        this.begin = begin;
        this.beginNanos = beginNanos;
        this.nanos = nanos;
        this.zone = zone;
    }

    @Override
    public Instant instant() {
        return begin.plusNanos(nanos.getAsLong() - beginNanos);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MonotonicClock(begin, beginNanos, nanos, other);
    }
}
