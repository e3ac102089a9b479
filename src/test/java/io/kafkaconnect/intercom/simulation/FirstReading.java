package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The first reading of a workspace in which nothing happens. */
public final class FirstReading {
    private static final String ONCE = Long.toString(Duration.ofDays(1).toMillis());

    /** As many empty polls of about a second mean that nothing is left to be read. */
    private static final int QUIET = 5;

    /** As many mean it though something is asked for again after a pause. */
    private static final int PATIENCE = 300;

    private final ManualClock time = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Backend backend;
    private final Scenario.TaskMaking tasks;

    /** A workspace of that size. */
    public FirstReading(Size size, Scenario.TaskMaking tasks) {
        this.backend = new Backend(new Options().clock(time).size(size));
        this.tasks = tasks;
        time.pass(Duration.ofHours(1));
    }

    /** What is read. */
    public Workspace workspace() {
        return backend.workspace();
    }

    /** Reads so much of it with one task; says how many requests that took. */
    public int requestsFor(String tables) {
        return read(tables, NetworkConditions.fair(new Random(1)), QUIET).requests();
    }

    /** Reads so much of it with one task. */
    public Reading read(String tables) {
        return read(tables, NetworkConditions.fair(new Random(1)), PATIENCE);
    }

    /** The same while every other request meets that trouble. */
    public Reading read(String tables, Trouble trouble) {
        NetworkConditions weather = new NetworkConditions(new Random(1), Set.of(trouble), 2);
        weather.storm(true);
        return read(tables, weather, PATIENCE);
    }

    /**
     * What became of it.
     *
     * @param time until the last row came
     * @param rows in all topics
     * @param longestRun the largest number of faults in a row that one request has met
     */
    public record Reading(int requests, Duration time, int rows, int longestRun) {}

    private Reading read(String tables, NetworkConditions weather, int enough) {
        Random random = new Random(1);
        Instant begun = time.instant();
        Instant last = begun;
        Statistics figures = new Statistics();
        RequestLog traffic = new RequestLog();
        WorkerModel worker = new WorkerModel(DeliveryGuarantee.EXACTLY_ONCE, random, figures, () -> {
            SimulatedTransport line = new SimulatedTransport(backend, time, weather, traffic, figures);
            return new WorkerModel.Opened(tasks.make(time, line, random), line);
        });
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(Map.of(
                "intercom.access.token", "sandbox-token",
                "intercom.tables", tables,
                "intercom.poll.interval.ms", ONCE,
                "intercom.full.poll.interval.ms", ONCE));
        worker.repetition().want(Set.of(tables.split(",")));
        worker.start(connector.taskConfigs(1));
        int quiet = 0;
        while (quiet < enough) {
            int before = traffic.requests();
            int batches = worker.batches();
            worker.poll(0);
            last = worker.batches() == batches ? last : time.instant();
            quiet = traffic.requests() == before && worker.batches() == batches ? quiet + 1 : 0;
        }
        worker.stop();
        int rows = Arrays.stream(tables.split(","))
                .mapToInt(table -> worker.topics().times(table).size())
                .sum();
        return new Reading(traffic.requests(), Duration.between(begun, last), rows, weather.longestRun());
    }
}
