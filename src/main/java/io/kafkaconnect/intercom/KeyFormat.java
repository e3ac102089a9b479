package io.kafkaconnect.intercom;

/** {@code intercom.key.format}: what the keys of the records look like. */
public enum KeyFormat {
    /** A struct of the key columns. */
    STRUCT,
    /** One string, for sinks that want a primitive. */
    STRING
}
