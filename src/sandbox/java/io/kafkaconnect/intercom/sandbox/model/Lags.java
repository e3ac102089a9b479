package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/** The lag of the search, and the maximum lag of copies, for which the workspace remembers its history. */
public record Lags(IndexLag contacts, IndexLag conversations, Duration memory) {}
