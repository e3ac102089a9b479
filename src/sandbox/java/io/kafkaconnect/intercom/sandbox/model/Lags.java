package io.kafkaconnect.intercom.sandbox.model;

import java.time.Duration;

/** The lags of the searches of contacts, and of conversations and tickets; and the maximum lag of copies, for which the workspace remembers its history. */
public record Lags(IndexLag contacts, IndexLag conversations, Duration memory) {}
