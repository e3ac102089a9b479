package io.kafkaconnect.intercom.feed;

/** Receives the contacts of which a sweep finds a newer version than the incremental feed has sent. */
@FunctionalInterface
public interface MissedContactListener {
    /** Treats every contact as sent. */
    MissedContactListener NONE = (id, updatedAt, isBack, isKnownAsUnsent) -> false;

    /**
     * Reports a contact that was not sent, or only in an older version, although the settling time has passed. Each sweep reports the
     * contact until it is sent.
     *
     * @param updatedAt in epoch seconds
     * @param isBack whether the contact was deleted before, with its rows
     * @param isKnownAsUnsent whether the memory of sent rows shows that this version was never sent
     * @return whether the contact will be sent; false if it was sent before
     */
    boolean met(String id, long updatedAt, boolean isBack, boolean isKnownAsUnsent);
}
