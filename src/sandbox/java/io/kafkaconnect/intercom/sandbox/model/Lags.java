package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/** How far the search lags behind, and how far back copies may: so long the workspace remembers how it was. */
public record Lags(IndexLag contacts, IndexLag conversations, Duration memory) {}
