package io.kafkaconnect.intercom.table;

/** The columns of a table to read. Both sets begin with the same columns, so that a change from one to the other keeps schemas compatible. */
public enum ColumnSet {
    /** Exactly the documented columns. */
    DOCUMENTED,
    /** The documented columns, followed by the other fields of API 2.16. */
    EXTENDED
}
