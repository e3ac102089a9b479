package io.kafkaconnect.intercom.sandbox.model;

/** A contact's times in epoch seconds, some of them far in the future or before 1970. */
public record ContactTimes(long createdAt, long updatedAt, Long signedUpAt, Long lastSeenAt, Long lastRepliedAt) {

    ContactTimes updated(long at) {
        return new ContactTimes(createdAt, at, signedUpAt, lastSeenAt, lastRepliedAt);
    }

    ContactTimes signedUp(long at) {
        return new ContactTimes(createdAt, updatedAt, at, lastSeenAt, lastRepliedAt);
    }
}
