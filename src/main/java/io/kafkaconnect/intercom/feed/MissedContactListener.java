package io.kafkaconnect.intercom.feed;

import java.time.Instant;

/** Receives the contacts of which a sweep finds a newer version than the incremental feed has sent. */
@FunctionalInterface
public interface MissedContactListener {
    /** Treats every contact as sent. */
    MissedContactListener NONE = (id, updatedAt, asOf, isKnownUnsent) -> false;

    /**
     * Reports a contact that was not sent, or only in an older version, although the settling time has passed. Each sweep reports the
     * contact until it is sent.
     *
     * @param updatedAt in epoch seconds
     * @param asOf when Intercom had the contact like this
     * @param isKnownUnsent whether the memory shows that the contact has no row: it was never sent, or it was deleted before
     * @return whether the contact will be sent; false if it was sent before
     */
    boolean met(String id, long updatedAt, Instant asOf, boolean isKnownUnsent);
}
