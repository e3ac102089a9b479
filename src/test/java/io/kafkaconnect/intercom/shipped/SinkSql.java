package io.kafkaconnect.intercom.shipped;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;

/** The statements of SQL that belong to a sink, for each table. */
final class SinkSql {
    private SinkSql() {}

    /** A view on each append-only table that shows the newest row of each key, and no key whose newest record is a tombstone. */
    static String presentStateInSnowflake() {
        return Tables.ALL.stream().map(SinkSql::view).collect(joining("\n", """
                -- What Intercom holds now, from the tables to which the sink appends: the newest row of each key, without the keys
                -- that ended with a tombstone. All records of a key are in one partition, so its highest offset is its newest record.
                -- SELECT * takes the columns of today: run this again after the sink has added columns. Run it after the sink has
                -- written to every table. If you create a topic again, its offsets start over: empty its table as well.
                USE SCHEMA ANALYTICS.INTERCOM;

                """, ""));
    }

    private static String view(Table table) {
        return """
                CREATE OR REPLACE VIEW intercom_%s_current AS
                SELECT * EXCLUDE (record_metadata)
                FROM (
                    SELECT *
                    FROM intercom_%s
                    QUALIFY ROW_NUMBER() OVER (
                        PARTITION BY TO_JSON(record_metadata:key)
                        ORDER BY record_metadata:offset::NUMBER DESC
                    ) = 1
                )
                WHERE %s IS NOT NULL;
                """.formatted(table.name(), table.name(), table.key().get(0).name());
    }

    /** The tables for the sink of ClickHouse, which creates none. */
    static String tablesInClickHouse() {
        return Tables.ALL.stream().map(SinkSql::table).collect(joining("\n", """
                -- The tables for the sink, which creates none. With intercom.columns=extended, add "auto.evolve": "true" to the sink,
                -- and it adds the other columns. Read with FINAL to get the newest row of each key.
                CREATE DATABASE IF NOT EXISTS intercom;

                """, ""));
    }

    private static String table(Table table) {
        String columns = table.documented().stream()
                .map(column -> "    `%s` %s,\n".formatted(column.name(), type(table, column)))
                .collect(joining());
        return """
                CREATE TABLE IF NOT EXISTS intercom.%s (
                %s    `kafka_key` String,
                    `kafka_offset` UInt64
                ) ENGINE = ReplacingMergeTree(kafka_offset) ORDER BY kafka_key;
                """.formatted(table.name(), columns);
    }

    private static String type(Table table, Column column) {
        String type =
                switch (column.type()) {
                    case STRING, JSON -> "String";
                    case TIMESTAMP -> "DateTime64(3)";
                    case INT64 -> "Int64";
                    case FLOAT64 -> "Float64";
                    case BOOLEAN -> "Bool";
                };
        return table.key().contains(column) ? type : "Nullable(" + type + ")";
    }
}
