package io.kafkaconnect.intercom.sandbox.model;

/** A tag on an entity, with the time and the admin who added it. */
public record Tagging(String tagId, long appliedAt, String adminId) {}
