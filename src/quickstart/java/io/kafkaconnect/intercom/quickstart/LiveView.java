package io.kafkaconnect.intercom.quickstart;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The view of one connector, its topics and its tables for a person, from its creation on. Not thread-safe. */
final class LiveView implements AutoCloseable {
    private static final Duration PAINTING = Duration.ofMillis(500);

    /** Longer than the minute for which an abandoned scroll of companies stays open. */
    private static final Duration STALLED = Duration.ofMinutes(3);

    private static final Duration SETTLING = Duration.ofSeconds(20);

    private final Connector connector;
    private final Optional<Sink> sink;
    private final Screen screen;
    private final Clock clock;
    private final Instant begun;
    private final Arrivals arrivals;
    private final AvroReader avro;
    private final TopicWatcher watch;
    private Connector.Status status;
    private Progress progress;
    private List<String> hints = List.of("Ctrl-C ends everything.");

    LiveView(
            LocalCluster stack, Connector connector, Optional<Sink> sink, Samples samples, Screen screen, Clock clock) {
        this.connector = connector;
        this.sink = sink;
        this.screen = screen;
        this.clock = clock;
        this.begun = clock.instant();
        this.arrivals = new Arrivals(stack.sandbox().isPresent());
        this.avro = new AvroReader(stack.registry().url());
        this.watch = new TopicWatcher(stack.broker(), connector.topicPrefix(), arrivals, samples, avro, clock);
        arrivals.expect(connector.tables().stream().map(this::topic).toList());
        look();
    }

    /**
     * Shows the arriving records until everything was read once and has arrived. The metrics may count a stream as read while its last
     * transaction is open.
     *
     * @throws TroubleException if the connector fails, or without progress for minutes
     */
    void firstPass(Optional<Comparison> expected) {
        goOnUntil(
                () -> progress.isFirstPassDone(status.tasks()) && arrivals.records() >= progress.records(),
                "The worker's log says what the connector waits for");
        expected.ifPresent(
                numbers -> settle(() -> numbers.differences(rowsInTopics()).isEmpty()));
    }

    /**
     * Shows the arriving rows until the sink has written what the topics hold. A sink that gets another partition may be given records again,
     * and counts them again.
     *
     * @throws TroubleException if the sink fails, or without progress for minutes
     */
    void tablesFilled(Sink into, Optional<Comparison> expected) {
        goOnUntil(() -> into.delivered() >= arrivals.records(), "The worker's log says what the sink waits for");
        into.count();
        expected.ifPresent(numbers -> settle(() -> {
            into.count();
            return numbers.differences(into.rows()).isEmpty();
        }));
    }

    /** Goes on until that holds, or nothing moves for some seconds. */
    private void settle(BooleanSupplier done) {
        Instant moved = clock.instant();
        long before = moved();
        while (!done.getAsBoolean() && clock.instant().isBefore(moved.plus(SETTLING))) {
            goOn();
            if (moved() != before) {
                before = moved();
                moved = clock.instant();
            }
        }
    }

    /** A number that stays equal only while nothing moves. */
    private long moved() {
        return arrivals.records()
                + progress.firstPass()
                + sink.map(Sink::delivered).orElse(0L);
    }

    private void goOnUntil(BooleanSupplier done, String advice) {
        Instant moved = clock.instant();
        long before = -1;
        while (!done.getAsBoolean()) {
            goOn();
            long now = moved();
            if (now != before) {
                before = now;
                moved = clock.instant();
            } else if (clock.instant().isAfter(moved.plus(STALLED))) {
                throw new TroubleException("Nothing has moved for " + STALLED.toMinutes() + " minutes. " + advice);
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

    /** Shows these lines below the figures from now on. */
    void hint(List<String> lines) {
        hints = List.copyOf(lines);
    }

    private void look() {
        status = connector.status();
        if (!status.troubles().isEmpty()) {
            throw new TroubleException(String.join("\n", status.troubles()));
        }
        progress = Progress.of(connector.name(), ManagementFactory.getPlatformMBeanServer());
        sink.ifPresent(Sink::look);
    }

    private Report report() {
        return new Report(
                "Intercom to Kafka" + (sink.isPresent() ? " to PostgreSQL" : ""),
                "connector " + connector.name() + " " + status.state().toLowerCase(Locale.ROOT) + ", " + status.tasks()
                        + (status.tasks() == 1 ? " task" : " tasks"),
                Duration.between(begun, clock.instant()),
                progress,
                arrivals.topics(clock.instant()),
                inTables(),
                hints,
                clock.getZone());
    }

    private RowsInTables inTables() {
        Map<String, Long> byTopic = new HashMap<>();
        sink.ifPresent(into -> into.rows().forEach((table, rows) -> byTopic.put(topic(table), rows)));
        return new RowsInTables(sink.isPresent(), byTopic);
    }

    /** Prints the present state in lines that stay. */
    void keep() {
        List<String> usual = hints;
        hints = List.of();
        screen.keep(report());
        hints = usual;
    }

    /** The time since the connector was created, in seconds. */
    String elapsed() {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(begun, clock.instant()).toMillis() / 1000.0);
    }

    /** What has arrived in the topics, in a few words. */
    String topicsRead() {
        long filled = arrivals.topics(clock.instant()).stream()
                .filter(topic -> topic.records() > 0)
                .count();
        return String.format(
                Locale.ROOT, "%,d records, %d topics, %d schemas", arrivals.records(), filled, avro.schemas());
    }

    /** The rows of each topic, by name of the table. */
    Map<String, Long> rowsInTopics() {
        int prefix = connector.topicPrefix().length();
        return arrivals.topics(clock.instant()).stream()
                .collect(Collectors.toMap(topic -> topic.name().substring(prefix), Arrivals.Topic::rows));
    }

    private String topic(String table) {
        return connector.topicPrefix() + table;
    }

    @Override
    public void close() {
        watch.close();
        sink.ifPresent(Sink::close);
    }
}
