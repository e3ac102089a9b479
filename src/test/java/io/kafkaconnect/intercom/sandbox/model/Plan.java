package io.kafkaconnect.intercom.sandbox.model;

/** What a company pays for. */
public record Plan(String id, String name) {}
