package io.kafkaconnect.intercom.shipped;

import io.kafkaconnect.intercom.shipped.SinkContract.NameRule;
import io.kafkaconnect.intercom.shipped.SinkContract.TableNaming;
import io.kafkaconnect.intercom.shipped.SinkContract.Tombstones;
import io.kafkaconnect.intercom.shipped.SinkContract.Writes;
import io.kafkaconnect.intercom.support.Golden;
import io.kafkaconnect.intercom.table.KeyFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The contracts of the sinks that have a configuration. */
public final class SinkContracts {
    private static final Set<KeyFormat> BOTH = Set.of(KeyFormat.STRUCT, KeyFormat.STRING);
    private static final Set<KeyFormat> STRUCT = Set.of(KeyFormat.STRUCT);
    private static final Set<KeyFormat> STRING = Set.of(KeyFormat.STRING);

    private static final Pattern ANY = Pattern.compile(".+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern AVRO = WORD;
    private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    private static final Set<String> SQL = words("sql");

    /** PostgreSQL cuts longer names off. */
    private static final NameRule POSTGRESQL = new NameRule(63, ANY, ANY, true, SQL);

    /** Field names with a dot would be objects. */
    private static final NameRule SEARCH = new NameRule(255, Pattern.compile("[^.]+"), INDEX, true, Set.of());

    private static final NameRule FILES = new NameRule(255, AVRO, ANY, true, Set.of());

    /** All of them, in the order of the documentation. None of our columns is a reserved word of PostgreSQL, so the first quotes none. */
    public static final List<SinkContract> ALL = List.of(
            new SinkContract(
                    "Debezium JDBC 3.6",
                    "debezium-jdbc",
                    "io.debezium.connector.jdbc.JdbcSinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRUCT,
                    SinkTypes.DEBEZIUM,
                    TableNaming.UNDERSCORES,
                    new NameRule(63, ANY, ANY, false, Set.of()),
                    Set.of(),
                    "https://debezium.io/documentation/reference/stable/connectors/jdbc.html"),
            new SinkContract(
                    "Confluent JDBC 10.9",
                    "confluent-jdbc",
                    "io.confluent.connect.jdbc.JdbcSinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRUCT,
                    SinkTypes.SQL,
                    TableNaming.SCHEMA_AND_TABLE,
                    POSTGRESQL,
                    Set.of(),
                    "https://docs.confluent.io/kafka-connect-jdbc/current/sink-connector/sink_config_options.html"),
            new SinkContract(
                    "Aiven JDBC 6.10",
                    "aiven-jdbc",
                    "io.aiven.connect.jdbc.JdbcSinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRING,
                    SinkTypes.SQL,
                    TableNaming.UNDERSCORES,
                    POSTGRESQL,
                    Set.of("kafka_key"),
                    "https://github.com/Aiven-Open/jdbc-connector-for-apache-kafka"),
            new SinkContract(
                    "Confluent Elasticsearch 15",
                    "elasticsearch",
                    "io.confluent.connect.elasticsearch.ElasticsearchSinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRING,
                    SinkTypes.SEARCH,
                    TableNaming.SAME,
                    SEARCH,
                    Set.of(),
                    "https://docs.confluent.io/kafka-connect-elasticsearch/current/configuration_options.html"),
            new SinkContract(
                    "Aiven OpenSearch 4",
                    "opensearch",
                    "io.aiven.kafka.connect.opensearch.OpenSearchSinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRING,
                    SinkTypes.SEARCH,
                    TableNaming.SAME,
                    SEARCH,
                    Set.of(),
                    "https://github.com/Aiven-Open/opensearch-connector-for-apache-kafka"),
            new SinkContract(
                    "Confluent S3 12",
                    "s3-parquet",
                    "io.confluent.connect.s3.S3SinkConnector",
                    Writes.APPEND,
                    Tombstones.STORED,
                    STRUCT,
                    SinkTypes.PARQUET,
                    TableNaming.SAME,
                    FILES,
                    Set.of("kafka_offset"),
                    "https://github.com/confluentinc/kafka-connect-storage-cloud"),
            new SinkContract(
                    "Aiven GCS 3",
                    "gcs-parquet",
                    "io.aiven.kafka.connect.gcs.GcsSinkConnector",
                    Writes.APPEND,
                    Tombstones.DROPPED,
                    BOTH,
                    SinkTypes.PARQUET,
                    TableNaming.SAME,
                    FILES,
                    Set.of(),
                    "https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka"),
            new SinkContract(
                    "Snowflake 4.1",
                    "snowflake",
                    "com.snowflake.kafka.connector.SnowflakeStreamingSinkConnector",
                    Writes.APPEND,
                    Tombstones.STORED,
                    BOTH,
                    SinkTypes.SNOWFLAKE,
                    TableNaming.UPPER_CASE,
                    new NameRule(255, WORD, WORD, true, words("snowflake")),
                    Set.of("record_metadata"),
                    "https://docs.snowflake.com/en/user-guide/kafka-connector"),
            new SinkContract(
                    "Aiven BigQuery 2.14",
                    "bigquery",
                    "com.wepay.kafka.connect.bigquery.BigQuerySinkConnector",
                    Writes.UPSERT,
                    Tombstones.DELETE,
                    STRUCT,
                    SinkTypes.BIGQUERY,
                    TableNaming.UNDERSCORES,
                    new NameRule(300, WORD, WORD, true, words("bigquery")),
                    Set.of("kafka_key"),
                    "https://github.com/Aiven-Open/bigquery-connector-for-apache-kafka"),
            new SinkContract(
                    "Apache Iceberg",
                    "iceberg",
                    "org.apache.iceberg.connect.IcebergSinkConnector",
                    Writes.APPEND,
                    Tombstones.SKIPPED,
                    BOTH,
                    SinkTypes.ICEBERG,
                    TableNaming.SCHEMA_AND_TABLE,
                    FILES,
                    Set.of("kafka_topic", "kafka_partition", "kafka_offset"),
                    "https://iceberg.apache.org/docs/latest/kafka-connect"),
            new SinkContract(
                    "ClickHouse 1.5",
                    "clickhouse",
                    "com.clickhouse.kafka.connect.ClickHouseSinkConnector",
                    Writes.APPEND,
                    Tombstones.DROPPED,
                    STRING,
                    SinkTypes.CLICKHOUSE,
                    TableNaming.SCHEMA_AND_TABLE,
                    new NameRule(200, WORD, WORD, true, Set.of()),
                    Set.of("kafka_key", "kafka_offset"),
                    "https://clickhouse.com/docs/integrations/kafka/clickhouse-kafka-connect-sink"));

    private SinkContracts() {}

    /** The lines of a file of the test resources that hold no comment. */
    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Golden.resource("sinks/" + file)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Set<String> words(String file) {
        return lines("reserved/" + file + ".txt").stream()
                .flatMap(line -> Arrays.stream(line.split(" ", -1)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
