package io.kafkaconnect.intercom.quickstart;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The sink connector that carries the rows from the topics into tables, and what it has done so far. Not thread-safe. */
final class Sink implements AutoCloseable {
    /** A count reads the whole tables, so it takes at most this part of the time. */
    private static final int PART_OF_TIME = 10;

    private final Connector connector;
    private final String tablePrefix;
    private final Database database;
    private final Tables tables;
    private final Clock clock;
    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private Map<String, Long> rows = Map.of();
    private Instant nextCount = Instant.MIN;

    private Sink(Connector connector, String tablePrefix, Database database, Tables tables, Clock clock) {
        this.connector = connector;
        this.tablePrefix = tablePrefix;
        this.database = database;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Creates the sink from the configuration that the project ships.
     *
     * @param source whose topics it reads
     */
    static Sink create(Choices choices, Database database, Connector source, String worker, Clock clock)
            throws IOException {
        // Debezium replaces the dots in the names of topics.
        String tablePrefix = source.topicPrefix().replace('.', '_');
        Tables tables = new Tables(database, tablePrefix, source.tables());
        tables.requireNone();
        ConnectorDefinition shipped = ConnectorDefinition.of(choices.sink());
        Map<String, String> changed = new HashMap<>();
        String topics = shipped.config().get("topics.regex");
        changed.put(
                "topics.regex",
                topics.replace("intercom[.]", source.topicPrefix().replace(".", "[.]")));
        changed.put("connection.url", database.url());
        changed.put("connection.username", database.user());
        if (!choices.hasSecretPassword()) {
            changed.put("connection.password", database.password());
        }
        // A person watches and should not wait for a topic that appeared.
        changed.put("consumer.override.metadata.max.age.ms", "1000");
        Connector connector = new Connector(shipped.with(changed), new Rest(worker));
        connector.create();
        connector.save(choices.home().resolve("sink.json"));
        return new Sink(connector, tablePrefix, database, tables, clock);
    }

    /** The beginning of the names of its tables. */
    String tablePrefix() {
        return tablePrefix;
    }

    String name() {
        return connector.name();
    }

    Database database() {
        return database;
    }

    Tables tables() {
        return tables;
    }

    /**
     * Reads the state of the sink and of its tables.
     *
     * @throws TroubleException if the sink has failed
     */
    void look() {
        Connector.Status status = connector.status();
        if (!status.troubles().isEmpty()) {
            throw new TroubleException("The sink " + name() + ": " + String.join("\n", status.troubles()));
        }
        Instant begin = clock.instant();
        if (!begin.isBefore(nextCount)) {
            count();
            nextCount = clock.instant()
                    .plus(Duration.between(begin, clock.instant()).multipliedBy(PART_OF_TIME));
        }
    }

    /** Counts the rows of all tables now. */
    void count() {
        rows = tables.counts();
    }

    /** The rows of each table at the last count, by name without prefix. */
    Map<String, Long> rows() {
        return rows;
    }

    /** The number of records that the sink was given and has written. */
    long delivered() {
        double delivered = 0;
        try {
            for (ObjectName task : beans.queryNames(new ObjectName("kafka.connect:type=sink-task-metrics,*"), null)) {
                // A name with special characters is in quotes.
                if (name().equals(task.getKeyProperty("connector").replaceAll("^\"|\"$", ""))) {
                    delivered += ((Number) beans.getAttribute(task, "sink-record-send-total")).doubleValue();
                }
            }
        } catch (JMException stopped) {
            // A task that stops removes its metrics; the next call finds those that exist then.
            return 0;
        }
        return (long) delivered;
    }

    @Override
    public void close() {
        tables.close();
    }
}
