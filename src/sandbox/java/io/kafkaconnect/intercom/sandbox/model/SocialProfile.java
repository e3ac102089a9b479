package io.kafkaconnect.intercom.sandbox.model;

/** A profile of a contact on another service. */
public record SocialProfile(String name, String url) {}
