package io.kafkaconnect.intercom.table;

/** Receives the rows of an entity. */
public interface RowSink {

    /** Receives a row. Rows come in the order of the entity. */
    void row(Row row);

    /** Receives the reason why a row is not usable: its key is incomplete, or it is no object. The reason contains no data. */
    void malformed(String table, String reason);
}
