package io.kafkaconnect.intercom.shipped;

import java.util.Map;
import org.apache.kafka.connect.data.Timestamp;

/** What becomes of each type in a sink: of a logical type by its name, else of a type of Connect. */
final class SinkTypes {
    /** The sink of Debezium in PostgreSQL. */
    static final Map<String, String> DEBEZIUM = Map.of(
            "STRING",
            "`text`",
            "INT64",
            "`bigint`",
            "FLOAT64",
            "`double precision`",
            "BOOLEAN",
            "`boolean`",
            "io.debezium.data.Json",
            "`json`",
            Timestamp.LOGICAL_NAME,
            "`timestamp` in UTC, without a zone");

    /** The JDBC sinks in PostgreSQL. */
    static final Map<String, String> SQL = Map.of(
            "STRING",
            "`text`",
            "INT64",
            "`bigint`",
            "FLOAT64",
            "`double precision`",
            "BOOLEAN",
            "`boolean`",
            Timestamp.LOGICAL_NAME,
            "`timestamp` in UTC, without a zone");

    /** Elasticsearch and OpenSearch. */
    static final Map<String, String> SEARCH = Map.of(
            "STRING",
            "`text`, and `keyword` up to 256 characters",
            "INT64",
            "`long`",
            "FLOAT64",
            "`double`",
            "BOOLEAN",
            "`boolean`",
            Timestamp.LOGICAL_NAME,
            "`date`");

    /** Files of Parquet, by way of Avro. */
    static final Map<String, String> PARQUET = Map.of(
            "STRING",
            "string",
            "INT64",
            "`int64`",
            "FLOAT64",
            "`double`",
            "BOOLEAN",
            "`boolean`",
            Timestamp.LOGICAL_NAME,
            "milliseconds (`timestamp-millis`)");

    /** Snowflake. */
    static final Map<String, String> SNOWFLAKE = Map.of(
            "STRING",
            "`VARCHAR`",
            "INT64",
            "`BIGINT`",
            "FLOAT64",
            "`DOUBLE`",
            "BOOLEAN",
            "`BOOLEAN`",
            Timestamp.LOGICAL_NAME,
            "`TIMESTAMP(6)`");

    /** BigQuery. */
    static final Map<String, String> BIGQUERY = Map.of(
            "STRING",
            "`STRING`",
            "INT64",
            "`INTEGER`",
            "FLOAT64",
            "`FLOAT`",
            "BOOLEAN",
            "`BOOLEAN`",
            Timestamp.LOGICAL_NAME,
            "`TIMESTAMP`");

    /** Iceberg, also for the partition that a transformation adds. */
    static final Map<String, String> ICEBERG = Map.of(
            "STRING",
            "`string`",
            "INT32",
            "`int`",
            "INT64",
            "`long`",
            "FLOAT64",
            "`double`",
            "BOOLEAN",
            "`boolean`",
            Timestamp.LOGICAL_NAME,
            "`timestamptz`");

    /** ClickHouse, as in the tables that belong to the configuration. */
    static final Map<String, String> CLICKHOUSE = Map.of(
            "STRING",
            "`String`",
            "INT64",
            "`Int64`",
            "FLOAT64",
            "`Float64`",
            "BOOLEAN",
            "`Bool`",
            Timestamp.LOGICAL_NAME,
            "`DateTime64(3)`");

    private SinkTypes() {}
}
