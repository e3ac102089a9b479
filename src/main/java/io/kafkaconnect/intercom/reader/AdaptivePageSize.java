package io.kafkaconnect.intercom.reader;

/** How many entities a page asks for: as many as wished, fewer for a while after Intercom took too long over a page. Thread-safe. */
public final class AdaptivePageSize {
    /** After this many pages in time the size doubles again. */
    private static final int GOOD_PAGES = 20;

    private final int wished;
    private int size;
    private int good;

    public AdaptivePageSize(int wished) {
        this.wished = wished;
        this.size = wished;
    }

    public synchronized int get() {
        return size;
    }

    /** A page was answered; {@code asked} is the size it finally had, 0 where the list has none that may change. */
    public synchronized void answered(int asked) {
        if (asked > 0 && asked < size) {
            size = asked;
            good = 0;
        } else if (size < wished && ++good >= GOOD_PAGES) {
            size = Math.min(wished, size * 2);
            good = 0;
        }
    }
}
