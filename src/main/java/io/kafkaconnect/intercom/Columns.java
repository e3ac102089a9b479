package io.kafkaconnect.intercom;

/** {@code intercom.columns}: which columns the rows have. */
public enum Columns {
    /** The documented columns, and nothing else. */
    DOCUMENTED,
    /** The documented columns, then what newer versions of Intercom's API offer beyond them. */
    EXTENDED
}
