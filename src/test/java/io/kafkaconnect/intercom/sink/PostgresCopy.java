package io.kafkaconnect.intercom.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.Postgres;
import io.kafkaconnect.intercom.worker.Deployment;
import io.kafkaconnect.intercom.worker.Worker;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;

/** A copy of a sandbox in PostgreSQL: the connector, its topics and a sink, in one form of records. Gone when closed. */
final class PostgresCopy implements AutoCloseable {
    /** Both copies share two cores with what they wait for. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final String form;
    private final Sandbox sandbox;
    private final JdbcFile file;
    private final JdbcSink sink;
    private final Deployment source;
    private final Connection database;

    /**
     * Starts the sink, then the connector: the sink finds the topics as they come.
     *
     * @param form the name of the form of records, which begins the names of the topics
     * @param file what sets up the sink
     * @param sandbox the source, which is closed with the copy
     * @param converters the settings of the converters of both
     * @param settings more settings of the connector
     */
    PostgresCopy(
            String form,
            JdbcFile file,
            Sandbox sandbox,
            Worker worker,
            Postgres postgres,
            Map<String, String> converters,
            Map<String, String> settings)
            throws SQLException {
        String topicPrefix = form + ".";
        Map<String, String> own = new HashMap<>(settings);
        own.putAll(converters);
        own.putAll(file.sourceSettings());
        own.put("topic.prefix", topicPrefix);
        own.put("intercom.full.poll.interval.ms", "1000");
        this.form = form;
        this.sandbox = sandbox;
        this.file = file;
        this.database = postgres.connect();
        this.sink = JdbcSink.create(file, worker, postgres, topicPrefix, converters);
        this.source = new Deployment(worker, sandbox, own).create();
    }

    /** Waits until each table equals the source, by key and column by column, and prints how many rows each one has. */
    void awaitTruth(String after) {
        await("rows equal to the source in " + form)
                .pollInterval(POLL_INTERVAL)
                .atMost(Deployment.LIMIT)
                .untilAsserted(() -> {
                    sink.assertAlive();
                    source.assertAlive();
                    Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = Truth.of(sandbox.workspace());
                    Map<String, Integer> counts = new LinkedHashMap<>();
                    for (String table : truth.keySet()) {
                        TableRows copy = TableRows.read(database, file.table(topicPrefix() + table));
                        assertThat(copy.differences(file.stored(truth.get(table))))
                                .as("differences in " + table)
                                .isEmpty();
                        counts.put(table, copy.rows().size());
                    }
                    System.out.printf(
                            "PostgreSQL behind %s, %s, after %s: %d tables, %d rows equal, 0 rows lost%n  %s%n",
                            file,
                            form,
                            after,
                            counts.size(),
                            counts.values().stream().mapToInt(Integer::intValue).sum(),
                            counts);
                });
    }

    /** The source. */
    Workspace workspace() {
        return sandbox.workspace();
    }

    String topicPrefix() {
        return source.topicPrefix();
    }

    /** Changes the source. */
    void change(Random random, int count, Set<RandomChange> kinds) {
        sandbox.changes().random(random, count, kinds);
    }

    /** The rows of a table as they are now. */
    TableRows rows(String table) throws SQLException {
        return TableRows.read(database, file.table(topicPrefix() + table));
    }

    /** What the database answers to a question. */
    List<List<String>> ask(Join join) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(join.sql(file.table(topicPrefix())))) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        source.close();
        sink.close();
        database.close();
        sandbox.close();
    }
}
