package io.kafkaconnect.intercom.quickstart;

import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The view of one connector for a person, from its creation on. Not thread-safe. */
final class LiveView implements AutoCloseable {
    private static final Duration PAINTING = Duration.ofMillis(500);

    /** Longer than the minute for which an abandoned scroll of companies stays open. */
    private static final Duration STALLED = Duration.ofMinutes(3);

    private static final List<String> SAMPLED = List.of("users", "conversations", "conversation_parts");

    private final LocalCluster stack;
    private final Connector connector;
    private final Screen screen;
    private final Clock clock;
    private final Instant begun;
    private final Arrivals arrivals;
    private final Samples samples;
    private final AvroReader avro;
    private final TopicWatcher watch;
    private Connector.Status status;
    private Progress progress;

    LiveView(LocalCluster stack, Connector connector, Screen screen, Clock clock) {
        this.stack = stack;
        this.connector = connector;
        this.screen = screen;
        this.clock = clock;
        this.begun = clock.instant();
        this.arrivals = new Arrivals(stack.sandbox().isPresent());
        this.samples = new Samples(SAMPLED.stream().map(this::topic).toList());
        this.avro = new AvroReader(stack.registry().url());
        this.watch = new TopicWatcher(stack.broker(), connector.topicPrefix(), arrivals, samples, avro, clock);
        arrivals.expect(connector.tables().stream().map(this::topic).toList());
        look();
    }

    /**
     * Shows the arriving records until everything was read once and has arrived.
     *
     * @throws TroubleException if the connector fails, or without progress for minutes
     */
    void firstPass() {
        Instant moved = clock.instant();
        long before = -1;
        while (!isFirstPassOver()) {
            goOn();
            long now = arrivals.records() + progress.firstPass();
            if (now != before) {
                before = now;
                moved = clock.instant();
            } else if (clock.instant().isAfter(moved.plus(STALLED))) {
                throw new TroubleException("Nothing has moved for " + STALLED.toMinutes()
                        + " minutes. The worker's log says what the connector waits for");
            }
        }
    }

    /** Shows the arriving records for a moment. */
    void goOn() {
        Instant until = clock.instant().plus(PAINTING);
        // One reading of the clock for both the check and the wait: a second one could be past the end, and a wait is
        // never negative.
        for (Instant now = clock.instant(); now.isBefore(until); now = clock.instant()) {
            watch.take(Duration.between(now, until));
        }
        look();
        screen.show(report(), clock.instant());
    }

    private void look() {
        status = connector.status();
        if (!status.troubles().isEmpty()) {
            throw new TroubleException(String.join("\n", status.troubles()));
        }
        progress = Progress.of(connector.name(), ManagementFactory.getPlatformMBeanServer());
    }

    private boolean isFirstPassOver() {
        return progress.isFirstPassDone(status.tasks()) && arrivals.records() >= progress.records();
    }

    private Report report() {
        return new Report(
                "Intercom to Kafka",
                "connector " + connector.name() + " " + status.state().toLowerCase(java.util.Locale.ROOT) + ", "
                        + status.tasks() + (status.tasks() == 1 ? " task" : " tasks"),
                Duration.between(begun, clock.instant()),
                progress,
                arrivals.topics(clock.instant()),
                clock.getZone());
    }

    /**
     * Prints the final figures, in lines that stay.
     *
     * @throws TroubleException if they differ from the content of the sandbox
     */
    void summary() {
        if (!screen.isWatched() || stack.sandbox().isPresent()) {
            screen.keep(report());
        }
        List<Arrivals.Topic> topics = arrivals.topics(clock.instant());
        long filled = topics.stream().filter(topic -> topic.records() > 0).count();
        screen.say("");
        screen.say(
                "Everything was read once: %,d records in %d topics in %.1f s, each decoded with its schema from the registry (%d schemas)."
                        .formatted(
                                arrivals.records(),
                                filled,
                                Duration.between(begun, clock.instant()).toMillis() / 1000.0,
                                avro.schemas()));
        stack.sandbox().ifPresent(sandbox -> compare(sandbox, topics));
    }

    private void compare(Sandbox sandbox, List<Arrivals.Topic> topics) {
        List<String> differences = new ArrayList<>();
        Truth.of(sandbox.workspace()).forEach((table, rows) -> {
            if (!connector.tables().contains(table)) {
                return;
            }
            long arrived = topics.stream()
                    .filter(topic -> topic.name().equals(topic(table)))
                    .mapToLong(Arrivals.Topic::rows)
                    .sum();
            if (arrived != rows.size()) {
                differences.add(table + ": " + arrived + " instead of " + rows.size());
            }
        });
        if (!differences.isEmpty()) {
            throw new TroubleException(
                    "The topics do not match the sandbox. Rows of " + String.join(", ", differences));
        }
        screen.say("Each topic has exactly as many rows as the sandbox.");
    }

    /** Some decoded rows. They hold personal data: not those of a real workspace into a file. */
    void showSamples() {
        if (screen.isWatched() || stack.sandbox().isPresent()) {
            screen.say("");
            samples.lines(screen.width()).forEach(screen::say);
        }
    }

    /** Commands for the running worker; the last one creates the connector again. */
    void tellMore(Path connectorFile) {
        String connectors = stack.worker() + "/connectors/" + connector.name();
        screen.say("");
        screen.say("Try next:");
        Stream.of(
                        "curl -s " + connectors + "/status",
                        "curl -s " + connectors
                                + "/offsets | jq -c '.offsets[] | select(.partition.shard == null) | [.partition.stream, .offset.updated_at // .offset.deleted_at]'",
                        "curl -s -X PUT " + connectors + "/pause        # then /resume",
                        "curl -s -X DELETE " + connectors,
                        "curl -s -H 'Content-Type: application/json' -d @" + Choices.shown(connectorFile) + " "
                                + stack.worker() + "/connectors        # creates it again",
                        "curl -s " + stack.registry().url() + Registry.API + "/subjects",
                        "kafka-console-consumer.sh --bootstrap-server " + stack.broker() + " --topic " + topic("tags")
                                + " --from-beginning --isolation-level read_committed        # Kafka's tool; the values are Avro")
                .map("  "::concat)
                .forEach(screen::say);
        screen.say("");
    }

    private String topic(String table) {
        return connector.topicPrefix() + table;
    }

    @Override
    public void close() {
        watch.close();
    }
}
