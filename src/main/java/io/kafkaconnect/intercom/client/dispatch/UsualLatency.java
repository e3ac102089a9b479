package io.kafkaconnect.intercom.client.dispatch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The latest latencies of the requests of one kind. Not thread-safe; {@link IntercomClient} guards it. */
final class UsualLatency {
    private static final int REMEMBERED = 128;

    /** With fewer latencies, none is known to be unusual. */
    static final int MIN_KNOWN = 30;

    /** The limit is computed again after so many latencies. */
    private static final int REFRESH = 16;

    private final long[] nanos = new long[REMEMBERED];
    private long count;
    private long computedAt;
    private Duration longest;

    /** A response has come after that time. */
    void add(Duration latency) {
        nanos[(int) (count++ % REMEMBERED)] = latency.toNanos();
    }

    /** The time in which 99 of 100 responses came; empty if few have come yet. */
    Optional<Duration> longest() {
        if (count < MIN_KNOWN) {
            return Optional.empty();
        }
        if (longest == null || count >= computedAt + REFRESH) {
            long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, REMEMBERED));
            Arrays.sort(sorted);
            longest = Duration.ofNanos(sorted[(int) Math.ceil(0.99 * sorted.length) - 1]);
            computedAt = count;
        }
        return Optional.of(longest);
    }
}
