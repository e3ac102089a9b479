package io.kafkaconnect.intercom;

import java.time.Instant;

/** Hears of contacts that the reading of all of them meets, and that the stream of the changed ones has not sent as they are. */
@FunctionalInterface
interface Missed {
    /** Pays no heed. */
    Missed NONE = (id, updatedAt, asOf) -> {};

    /**
     * A contact was met that was not sent, or as it was before, though its time has settled. Told in each pass until it is sent.
     *
     * @param updatedAt in epoch seconds
     * @param asOf when Intercom had it so
     */
    void met(String id, long updatedAt, Instant asOf);
}
