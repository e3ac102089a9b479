package io.kafkaconnect.intercom.sandbox.model;

/** What a company pays for. */
public record CompanyPlan(String id, String name) {}
