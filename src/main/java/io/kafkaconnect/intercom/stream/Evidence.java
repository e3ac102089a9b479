package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What speaks for a reading having come to the real end of its list, so that what it did not meet is gone.
 *
 * @param doubt what speaks against it, for a message; empty where nothing does
 * @param figure what is to be the same in readings that agree
 * @param alike how many readings in a row must agree before what none of them met is gone
 */
public record Evidence(String doubt, long figure, int alike) {
    /** Intercom counts no more than were read. */
    static final Evidence WHOLE = new Evidence("", 0, 1);

    /** Intercom counts nothing: only repetition tells an end from an answer that is cut off. */
    static final Evidence REPETITION = new Evidence("Intercom does not say how long the list is", 0, 3);

    /** What Intercom counts says that the list is whole, or by how many it came short. A count may be too high for ever, but then always by the same. */
    static Evidence counted(long read, JsonNode count) {
        if (!count.isIntegralNumber() || count.asLong() < 0) {
            return new Evidence("Intercom does not count them", read, 2);
        }
        long lacking = count.asLong() - read;
        return lacking <= 0 ? WHOLE : new Evidence("fewer came than Intercom counts", lacking, 2);
    }

    /** However often it is read so, nothing is gone. */
    static Evidence none(String doubt) {
        return new Evidence(doubt, 0, Integer.MAX_VALUE);
    }
}
