package io.kafkaconnect.intercom;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * A clock that jumps neither back nor forward. It starts with the time of the worker's clock, and then adds the nanoseconds that pass.
 * A person may set the worker's clock. If it is set back by an hour, everything that is due would wait for an hour, and so would the end
 * of a poll. If it is set forward, the rate limiter would see a new window too early. Thread-safe.
 *
 * <p>This clock may differ from the worker's clock by some seconds a day. That does no harm, because cursors follow Intercom's clock, from
 * the {@code Date} header of its responses.
 */
final class MonotonicClock extends Clock {
    private final Instant begin;
    private final long beginNanos;
    private final LongSupplier nanos;
    private final ZoneId zone;

    MonotonicClock() {
        this(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * A clock that starts with the present time of another one.
     *
     * @param nanos counts nanoseconds from any origin
     */
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
