package io.kafkaconnect.intercom.sandbox.model;

/** A segment of companies. */
public record CompanySegment(String id, String name) implements Identified {}
