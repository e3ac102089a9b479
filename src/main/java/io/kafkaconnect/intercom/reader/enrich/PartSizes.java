package io.kafkaconnect.intercom.reader.enrich;

/**
 * Estimates the memory of conversations by the number of their parts. The responses seen lately tell how long a part is. Example: where the
 * response of 500 parts has 5 MB, the next 500 parts count as 7.5 MB. Thread-safe.
 */
final class PartSizes {
    /** The memory of an entity or a part with a short text. */
    static final long USUAL = 6_000;

    /** The memory of the fields of a part, beside its text. */
    private static final int FIELDS = 5_000;

    /** The length of a part before the first response. */
    private static final double ASSUMED_LENGTH = 10_000;

    /** The weight of an earlier response, compared with the one after it: about 50 responses count. */
    private static final double DECAY = 0.98;

    private double pieces;
    private double bytes;

    /** A conversation with that many parts came in a response of that length. */
    synchronized void seen(int parts, int length) {
        pieces = pieces * DECAY + parts + 1;
        bytes = bytes * DECAY + length;
    }

    /** The memory of a conversation with that many parts, in bytes. */
    synchronized long memory(int parts) {
        double length = pieces == 0 ? ASSUMED_LENGTH : bytes / pieces;
        return Math.round((1 + parts) * (FIELDS + length));
    }
}
