package io.kafkaconnect.intercom.sandbox.model;

/** The assignees of a conversation: an admin, a team, both or none. */
public record Assignment(String adminId, String teamId) {}
