package io.kafkaconnect.intercom.sandbox.search;

/** Seconds from one to another, both included. */
record Range(long from, long to) {

    static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean contains(long second) {
        return from <= second && second <= to;
    }

    Range and(Range other) {
        return new Range(Math.max(from, other.from), Math.min(to, other.to));
    }

    /** The smallest range that contains both. */
    Range around(Range other) {
        return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
}
