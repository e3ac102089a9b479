package io.kafkaconnect.intercom.sandbox.model;

/** A file; {@code url} is its address without the signature, which differs in every answer. */
public record Attachment(String name, String url, String contentType, long filesize, Long width, Long height) {}
