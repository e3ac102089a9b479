package io.kafkaconnect.intercom.sandbox.model;

/** A note about a contact; the author may be unknown. */
public record Note(String id, long createdAt, String html, String adminId) implements Identified {}
