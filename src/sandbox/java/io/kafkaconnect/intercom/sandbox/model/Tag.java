package io.kafkaconnect.intercom.sandbox.model;

/** A tag of the workspace. */
public record Tag(String id, String name) implements Identified {}
