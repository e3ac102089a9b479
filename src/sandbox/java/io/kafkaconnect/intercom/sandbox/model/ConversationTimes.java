package io.kafkaconnect.intercom.sandbox.model;

/** A conversation's times in epoch seconds. */
public record ConversationTimes(long createdAt, long updatedAt, Long waitingSince, Long snoozedUntil) {

    ConversationTimes updated(long at) {
        return new ConversationTimes(createdAt, at, waitingSince, snoozedUntil);
    }

    ConversationTimes waiting(Long since) {
        return new ConversationTimes(createdAt, updatedAt, since, snoozedUntil);
    }

    ConversationTimes snoozed(Long until) {
        return new ConversationTimes(createdAt, updatedAt, waitingSince, until);
    }
}
