package io.kafkaconnect.intercom.reader;

/** The number of entities per page. It shrinks when Intercom takes too long for a page, and grows back after a while. Thread-safe. */
public final class AdaptivePageSize {
    /** The size doubles after this many pages in a row that came in time. */
    private static final int PAGES_TO_GROW = 20;

    private final int maxSize;
    private int size;
    private int pagesInTime;

    /** Starts with the maximum size. */
    public AdaptivePageSize(int maxSize) {
        this.maxSize = maxSize;
        this.size = maxSize;
    }

    /** The size of the next page. */
    public synchronized int get() {
        return size;
    }

    /** A page was answered; {@code requested} is its final size, or 0 if the page size of the list may not change. */
    public synchronized void answered(int requested) {
        if (requested > 0 && requested < size) {
            size = requested;
            pagesInTime = 0;
        } else if (size < maxSize && ++pagesInTime >= PAGES_TO_GROW) {
            size = Math.min(maxSize, size * 2);
            pagesInTime = 0;
        }
    }
}
