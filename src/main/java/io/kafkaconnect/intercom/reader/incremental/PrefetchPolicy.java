package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import java.time.Duration;

/** How much of a list is worth being read ahead: a pure computation over how long its pages take. Not thread-safe. */
final class PrefetchPolicy {
    /**
     * So many entities are worth being read ahead for each second that a page takes: half as many again as can be completed in one at
     * Intercom's highest rate limit, since slices are not full and pages do not take equally long.
     */
    private static final int A_SECOND = 250;

    private static final int MAX_SIDE_BY_SIDE = 32;

    /** So many times as much as is soon wanted may have been read where it was guessed wrong. */
    private static final int MAX_WRONG = 4;

    private final AdaptivePageSize pageSize;
    private Duration aPageTakes = Duration.ZERO;
    private long left;

    PrefetchPolicy(AdaptivePageSize pageSize) {
        this.pageSize = pageSize;
    }

    /** Intercom counts so many entities in the list; 0 where it does not tell. */
    void counts(long total) {
        left = total;
    }

    /** A page came. Believes at once that pages take long, and slowly that they do not. */
    void took(Duration latency) {
        Duration calmer = aPageTakes.multipliedBy(3).plus(latency).dividedBy(4);
        aPageTakes = latency.compareTo(calmer) > 0 ? latency : calmer;
    }

    /** So many more of the entities that Intercom counts were met; what is shown twice is met once. */
    void met(int entities) {
        left -= entities;
    }

    /** How many pages should be under way side by side. */
    long sideBySide() {
        double seconds = aPageTakes.toMillis() / 1000.0;
        return Math.max(1, Math.min(MAX_SIDE_BY_SIDE, (long) Math.ceil(seconds * A_SECOND / pageSize.get())));
    }

    /**
     * Whether one more page may be asked for at all.
     *
     * @param awaited pages under way
     * @param inVain pages under way that nobody waits for any more; as many again may be, since a wrong guess must not stop what is read
     * @param listed entities that have come and wait for their turn
     */
    boolean mayAsk(long awaited, long inVain, long listed) {
        return awaited < sideBySide() && awaited + inVain < 2 * sideBySide() && listed < MAX_WRONG * reach();
    }

    /** Whether what is asked for behind so many entities is soon wanted. */
    boolean isNear(long inFront) {
        return inFront < reach();
    }

    private long reach() {
        return (sideBySide() + 1) * pageSize.get();
    }

    /** Whether more is left than the pages under way will bring. */
    boolean isMoreThan(long awaited) {
        return awaited * pageSize.get() < left;
    }
}
