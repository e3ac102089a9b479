package io.kafkaconnect.intercom.sandbox.model;

/** A segment of users or of leads. */
public record Segment(String id, String name, long createdAt, long updatedAt, Role members) implements Identified {}
