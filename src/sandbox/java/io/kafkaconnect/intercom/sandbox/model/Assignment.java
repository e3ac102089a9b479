package io.kafkaconnect.intercom.sandbox.model;

/** Who looks after a conversation; either, both or none. */
public record Assignment(String adminId, String teamId) {}
