package io.kafkaconnect.intercom.config;

/** Which sent rows of conversations the connector remembers. */
public enum RowTracking {
    /** All rows. The connector sends only rows that differ, and tombstones for rows that are gone. */
    FULL,
    /** No row below a conversation. The connector sends all rows of a changed conversation, and no tombstones for rows that are gone. */
    PARENTS
}
