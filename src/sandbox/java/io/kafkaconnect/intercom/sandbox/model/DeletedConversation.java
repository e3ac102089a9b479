package io.kafkaconnect.intercom.sandbox.model;

/** What is left of a deleted conversation. */
public record DeletedConversation(String id, boolean metricsRetained, long deletedAt) implements Identified {}
