package io.kafkaconnect.intercom.sandbox.model;

/** How mail to a contact fares. */
public record MailFlags(boolean hasHardBounced, boolean markedAsSpam, boolean unsubscribed) {}
