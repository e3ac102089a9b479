package io.kafkaconnect.intercom.sandbox.model;

/** What a contact chose to get or not to get. */
public record Subscription(String typeId, boolean optedIn) {}
