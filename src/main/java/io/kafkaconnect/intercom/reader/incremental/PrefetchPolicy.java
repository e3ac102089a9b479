package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Duration;

/** Computes from the latency of pages how many of them to read ahead. Not thread-safe. */
final class PrefetchPolicy {
    /** Entities are read ahead for so much more than the latency, because slices are not full and latencies vary. */
    private static final double HEADROOM = 1.5;

    private static final int MAX_CONCURRENT_PAGES = 32;

    /** If an estimate was wrong, this many times the useful number of entities may be buffered. */
    private static final int MAX_OVERSHOOT = 4;

    private final Listing.ReadAhead ahead;
    private final AdaptivePageSize pageSize;
    private Duration pageLatency = Duration.ZERO;
    private long left;

    PrefetchPolicy(Listing.ReadAhead ahead, AdaptivePageSize pageSize) {
        this.ahead = ahead;
        this.pageSize = pageSize;
    }

    /** Sets Intercom's count of the entities in the list; 0 if unknown. */
    void counts(long total) {
        left = total;
    }

    /** A page has arrived. A higher latency counts at once, a lower one gradually. */
    void pageArrived(Duration latency) {
        Duration calmer = pageLatency.multipliedBy(3).plus(latency).dividedBy(4);
        pageLatency = latency.compareTo(calmer) > 0 ? latency : calmer;
    }

    /** The scan has read more entities of those that Intercom counts. An entity shown twice counts once. */
    void entitiesRead(int entities) {
        left -= entities;
    }

    /** The number of pages that should be in flight. */
    long concurrentPages() {
        double entities = HEADROOM * ahead.perSecond() * pageLatency.toMillis() / 1000;
        return Math.max(1, Math.min(MAX_CONCURRENT_PAGES, (long) Math.ceil(entities / pageSize.get())));
    }

    /**
     * Whether the scan may request one more page.
     *
     * @param awaited the number of pages in flight
     * @param unneeded the number of pages in flight that no slice needs any more. A wrong estimate must not stop the scan, so their limit is separate
     * @param buffered the number of entities that have arrived and wait for their turn
     */
    boolean mayAsk(long awaited, long unneeded, long buffered) {
        return awaited < concurrentPages() && awaited + unneeded < 2 * concurrentPages() && !isFull(awaited, buffered);
    }

    /** Whether as many entities as may wait for their turn, or are on pages in flight. */
    boolean isFull(long awaited, long buffered) {
        return buffered >= MAX_OVERSHOOT * reach() || buffered + awaited * pageSize.get() >= ahead.maxBuffered();
    }

    /** Whether a page behind this number of entities is needed soon. */
    boolean isNear(long inFront) {
        return inFront < (ahead.isWhole() ? ahead.maxBuffered() : reach());
    }

    private long reach() {
        return (concurrentPages() + 1) * pageSize.get();
    }

    /** Whether the list holds more entities than the pages in flight. */
    boolean isMoreThan(long awaited) {
        return awaited * pageSize.get() < left;
    }
}
