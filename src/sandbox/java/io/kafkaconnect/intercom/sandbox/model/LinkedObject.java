package io.kafkaconnect.intercom.sandbox.model;

/** A ticket or a conversation that is linked to a conversation. The category is that of a ticket, and null for a conversation. */
public record LinkedObject(String type, String id, String category) {}
