package io.kafkaconnect.intercom.table;

/** Which columns of a table to read. Both sets begin alike, so that a change from one to the other keeps schemas compatible. */
public enum ColumnSet {
    /** Exactly the documented columns. */
    DOCUMENTED,
    /** The documented columns, and after them what else API 2.16 offers. */
    EXTENDED
}
