package io.kafkaconnect.intercom.sandbox.model;

/** A tag put on something, when and by which admin. */
public record Tagging(String tagId, long appliedAt, String adminId) {}
