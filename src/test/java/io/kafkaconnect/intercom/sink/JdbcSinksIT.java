package io.kafkaconnect.intercom.sink;

import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.support.Postgres;
import io.kafkaconnect.intercom.worker.Worker;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The JDBC sinks besides Debezium's, against what the source holds. Maven Central has neither, so a build leaves this out;
 * {@code mvn verify -Dsinks.plugins=FOLDER -Dit.test=JdbcSinksIT} takes them from a folder.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIfSystemProperty(named = SinkPlugins.MORE, matches = ".+")
class JdbcSinksIT {
    /** No conversation has more than 500 parts: of those, rows sent before are kept although the source no longer shows them. */
    private static final Size CHANGING = new Size(60, 40, 30, 4, 10, 4, 2, 80, 0, 4, 5, Duration.ofDays(40));

    private Postgres postgres;
    private EmbeddedConnectCluster cluster;
    private Worker worker;

    @BeforeAll
    void start() {
        postgres = Postgres.start();
        cluster = SinkPlugins.worker("jdbc-sinks", SinkPlugins.more());
        worker = new Worker(cluster.endpointForResource(""), cluster.kafka().bootstrapServers(), "read_committed");
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONFLUENT", "AIVEN"})
    void all_22_tables_equal_the_source_after_a_backfill_changes_deletes_and_merges(JdbcFile file) throws SQLException {
        String name = file.name().toLowerCase(Locale.ROOT);
        try (Connection database = postgres.connect();
                Statement statement = database.createStatement()) {
            statement.execute("create schema " + name);
        }
        Map<String, String> converters = Map.of(
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter");
        Sandbox sandbox = Sandbox.start(new Options().size(CHANGING).seed(3).hostileValues());
        try (PostgresCopy copy = new PostgresCopy(name, file, sandbox, worker, postgres, converters, Map.of())) {
            copy.awaitTruth("a backfill");
            copy.change(new Random(1), 160, EnumSet.allOf(RandomChange.class));
            copy.awaitTruth("changes of all kinds");
            copy.change(new Random(2), 40, RandomChange.endingRows());
            copy.awaitTruth("deletes and merges");
        }
    }
}
