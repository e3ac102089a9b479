package io.kafkaconnect.intercom.sandbox.model;

/** Whether mail to a contact has bounced, was marked as spam or is unsubscribed. */
public record MailFlags(boolean hasHardBounced, boolean markedAsSpam, boolean unsubscribed) {}
