package io.kafkaconnect.intercom.sandbox.model;

/** What Fin answered with. */
public record ContentSource(String contentType, String url, String title, String locale) {}
