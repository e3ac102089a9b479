package io.kafkaconnect.intercom.sandbox.model;

import java.time.ZoneId;

/** The workspace as it introduces itself; contact search cuts its days in this zone. */
public record App(String idCode, String name, ZoneId zone, String region, long createdAt) {}
