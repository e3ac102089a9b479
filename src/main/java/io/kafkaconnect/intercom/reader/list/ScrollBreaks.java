package io.kafkaconnect.intercom.reader.list;

/** Where the scroll of companies broke, over several readings. Thread-safe. */
final class ScrollBreaks {
    /** A scroll that breaks so often at one page will do so again. */
    private static final int MAX_BREAKS = 3;

    private int page;
    private int times;

    /** It broke at that page; says whether it has done so often enough to go round it. */
    synchronized boolean areEnough(int at) {
        times = at == page ? times + 1 : 1;
        page = at;
        return times >= MAX_BREAKS;
    }

    /** It came to its end. */
    synchronized void areOver() {
        times = 0;
    }
}
