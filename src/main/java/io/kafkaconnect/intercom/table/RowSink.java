package io.kafkaconnect.intercom.table;

/** Takes what was read from an entity. */
public interface RowSink {

    /** A whole row, in the order in which the entity holds them. */
    void row(Row row);

    /** A row that cannot be, since its key is incomplete or it is no object; the others go on. The reason holds no data. */
    void malformed(String table, String reason);
}
