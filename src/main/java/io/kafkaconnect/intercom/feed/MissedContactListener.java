package io.kafkaconnect.intercom.feed;

import java.time.Instant;

/** Hears of contacts that the reading of all of them meets, and that the stream of the changed ones is not known to have sent as they are. */
@FunctionalInterface
public interface MissedContactListener {
    /** All were sent. */
    MissedContactListener NONE = (id, updatedAt, asOf, isBack) -> false;

    /**
     * A contact was met of which nothing is known, or as it was before, though its time has settled. Told in each pass until it is sent.
     *
     * @param updatedAt in epoch seconds
     * @param asOf when Intercom had it so
     * @param isBack whether it was gone, and its rows ended
     * @return whether it will be sent; if not, it was sent before
     */
    boolean met(String id, long updatedAt, Instant asOf, boolean isBack);
}
