package io.kafkaconnect.intercom.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** Runs the tasks of one connector as Connect does, topics and offsets included; dies at any time. */
final class WorkerModel {

    /** A task and its line to Intercom. */
    record Opened(SourceTask task, SimulatedTransport line) {}

    private final DeliveryGuarantee guarantee;
    private final Random random;
    private final Supplier<Opened> opening;
    private final SimulatedTopics topics = new SimulatedTopics();
    private final Offsets offsets = new Offsets();
    private final DuplicateDetector repetition = new DuplicateDetector();
    private final List<Running> tasks = new ArrayList<>();
    private final Statistics figures;
    private boolean mayRepeat;
    private int batches;
    private int batchesKept;
    private String dropped = "";

    private static final class Running {
        private final Map<String, String> settings;
        private final Delivery delivery;
        private final Opened opened;

        Running(Map<String, String> settings, Delivery delivery, Opened opened) {
            this.settings = settings;
            this.delivery = delivery;
            this.opened = opened;
        }
    }

    /** What the task knows of its worker, which acknowledges records. */
    record Context(Map<String, String> configs, OffsetStorageReader offsetStorageReader) implements SourceTaskContext {
        @Override
        public PluginMetrics pluginMetrics() {
            return null;
        }
    }

    WorkerModel(DeliveryGuarantee guarantee, Random random, Statistics figures, Supplier<Opened> opening) {
        this.guarantee = guarantee;
        this.random = random;
        this.figures = figures;
        this.opening = opening;
    }

    SimulatedTopics topics() {
        return topics;
    }

    Offsets offsets() {
        return offsets;
    }

    DuplicateDetector repetition() {
        return repetition;
    }

    /** How many batches came that were not empty. */
    int batches() {
        return batches;
    }

    /** How many of them a transformation left a row of whose offset it cannot have dropped. */
    int batchesKept() {
        return batchesKept;
    }

    /** A transformation drops the records of that table from now on, where the guarantee is exactly-once: no offset of theirs is stored. */
    void drop(String table) {
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            dropped = table;
            repetition.isDropped(table);
        }
    }

    /** Copies of the source are stale: without exactly-once, what comes again after a crash may be older for a while. */
    void hasStaleCopies() {
        if (guarantee == DeliveryGuarantee.AT_LEAST_ONCE) {
            topics.mayGoBack();
        }
    }

    /** Whether a dropped record may have carried the only offset of a row of that table: the row may then come again after a restart. */
    boolean mayLackOffset(String table) {
        return !dropped.isEmpty() && entity(table).equals(entity(dropped));
    }

    /** Whether the last row of a batch may come a second time: no own row of an entity carries the offset of the stream. */
    boolean mayRepeatLastRows(Set<String> tables) {
        return guarantee == DeliveryGuarantee.AT_LEAST_ONCE
                && tables.stream().map(WorkerModel::entity).anyMatch(entity -> switch (entity) {
                    case "conversation" -> !tables.contains("conversations");
                    case "contact" -> !tables.containsAll(Set.of("users", "leads"));
                    default -> false;
                });
    }

    /** What the rows of a table belong to. Streams of one entity share a memory. */
    private static String entity(String table) {
        if (table.startsWith("conversation")) {
            return "conversation";
        }
        return Set.of("companies", "admins", "tags", "segments").contains(table) ? table : "contact";
    }

    /** The tables whose records are dropped. */
    Set<String> dropped() {
        return dropped.isEmpty() ? Set.of() : Set.of(dropped);
    }

    int tasks() {
        return tasks.size();
    }

    /** The streams that the tasks read. */
    List<String> streams() {
        return tasks.stream()
                .map(running -> running.settings.get("intercom.task.streams"))
                .flatMap(names -> Stream.of(names.split(",")))
                .toList();
    }

    void start(List<Map<String, String>> settings) {
        settings.forEach(one -> tasks.add(start(one)));
    }

    private Running start(Map<String, String> settings) {
        Opened opened = opening.get();
        Delivery delivery = guarantee == DeliveryGuarantee.EXACTLY_ONCE
                ? new ExactlyOnceDelivery(opened.task(), topics, offsets)
                : new AtLeastOnceDelivery(opened.task(), topics, offsets, random);
        opened.task().initialize(new Context(settings, offsets));
        opened.task().start(settings);
        return new Running(settings, delivery, opened);
    }

    /** One poll of one task. */
    void poll(int which) {
        Running running = tasks.get(which);
        List<SourceRecord> batch = batch(running);
        if (!batch.isEmpty()) {
            look(batch);
            running.delivery.take(batch, batch.size());
        }
        running.delivery.goOn();
    }

    private void look(List<SourceRecord> batch) {
        figures.records(batch.size());
        Set<String> again = repetition.in(batch);
        if (mayRepeat) {
            again.forEach(row -> figures.again());
        } else if (!again.isEmpty()) {
            again.forEach(row -> figures.twice());
            throw new AssertionError("Come again: " + again);
        }
    }

    /** All that is under way gets through. */
    void flush() {
        tasks.forEach(running -> running.delivery.stop(true));
    }

    /** One poll of one task, which dies with the batch half under way; a new one goes on in its place. */
    void pollAndCrash(int which) {
        Running running = tasks.get(which);
        List<SourceRecord> batch = batch(running);
        if (guarantee == DeliveryGuarantee.AT_LEAST_ONCE) {
            // Looked at as a whole: half an entity says nothing of how often its rows come.
            look(batch);
            running.delivery.take(batch, random.nextInt(batch.size() + 1));
            running.delivery.goOn();
        }
        crash(which);
    }

    /** One task dies; a new one goes on in its place. */
    void crash(int which) {
        dies(tasks.get(which));
        tasks.set(which, start(tasks.get(which).settings));
    }

    /** The process dies; another one goes on, with the tasks given. */
    void crash(List<Map<String, String>> settings) {
        tasks.forEach(this::dies);
        tasks.clear();
        start(settings);
    }

    /** The tasks are stopped in an orderly way, and those given started. */
    void restart(List<Map<String, String>> settings) {
        stop();
        start(settings);
    }

    /** The tasks are stopped in an orderly way. */
    void stop() {
        tasks.forEach(running -> {
            running.opened.task().stop();
            // Not in time is as good as a crash, where there was one before.
            boolean inTime = !mayRepeat || random.nextInt(4) > 0;
            running.delivery.stop(inTime);
        });
        tasks.clear();
        figures.restart();
    }

    private void dies(Running running) {
        mayRepeat |= guarantee == DeliveryGuarantee.AT_LEAST_ONCE;
        figures.crash();
        running.delivery.die();
        running.opened.line().close();
    }

    private List<SourceRecord> batch(Running running) {
        try {
            List<SourceRecord> batch = running.opened.task().poll();
            if (batch == null) {
                return List.of();
            }
            batches++;
            List<SourceRecord> kept = batch.stream()
                    .filter(record -> !SimulatedTopics.table(record).equals(dropped))
                    .toList();
            batchesKept += kept.stream().allMatch(record -> mayLackOffset(SimulatedTopics.table(record))) ? 0 : 1;
            return kept;
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
