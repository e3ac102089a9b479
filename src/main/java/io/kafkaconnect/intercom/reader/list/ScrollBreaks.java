package io.kafkaconnect.intercom.reader.list;

/** Counts the breaks of the companies scroll over several passes. Thread-safe. */
final class ScrollBreaks {
    /** A scroll that breaks this often at the same page will break there again. */
    private static final int MAX_BREAKS = 3;

    private int page;
    private int times;

    /** The scroll broke at that page. Returns whether it has broken there so often that the page must be skipped. */
    synchronized boolean areEnough(int at) {
        times = at == page ? times + 1 : 1;
        page = at;
        return times >= MAX_BREAKS;
    }

    /** The scroll reached its end. */
    synchronized void areOver() {
        times = 0;
    }
}
