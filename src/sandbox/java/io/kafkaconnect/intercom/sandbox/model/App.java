package io.kafkaconnect.intercom.sandbox.model;

import java.time.ZoneId;

/** The workspace in the response to {@code /me}. Contact search uses the days of this time zone. */
public record App(String idCode, String name, ZoneId zone, String region, long createdAt) {}
