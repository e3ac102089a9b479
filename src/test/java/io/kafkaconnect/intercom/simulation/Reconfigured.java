package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.support.ManualClock;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** One task under exactly-once that is configured otherwise again and again, and dies in between. */
public final class Reconfigured {
    private static final Size SIZE = new Size(25, 12, 6, 2, 4, 3, 1, 12, 0, 1.5, 2, Duration.ofDays(40));

    /** As many empty polls of about a second hold several readings of everything. */
    private static final int QUIET = 150;

    private static final int MAX_RECORDS = 20_000;

    /** More shards than such a workspace has. */
    private static final int SHARDS = 300;

    private static final Map<String, String> ALWAYS = Map.of(
            "intercom.access.token", "sandbox-token",
            "intercom.poll.interval.ms", "3000",
            "intercom.full.poll.interval.ms", "8000",
            "intercom.settle.ms", "4000",
            "intercom.behavior.on.missing.permission", "skip");

    private final ManualClock time = new ManualClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final Random random;
    private final Backend backend;
    private final Scenario.TaskMaking tasks;
    private final Offsets offsets = new Offsets();
    private final Map<String, Map<String, Struct>> rows = new HashMap<>();
    private final Map<String, Integer> sent = new HashMap<>();
    private final RequestLog traffic = new RequestLog();

    private Map<String, String> settings = ALWAYS;
    private boolean isAcknowledged;
    private Predicate<SourceRecord> dropped = record -> false;
    private SourceTask task;
    private SimulatedTransport line;

    private record Context(Map<String, String> configs, OffsetStorageReader offsetStorageReader)
            implements SourceTaskContext {
        @Override
        public PluginMetrics pluginMetrics() {
            return null;
        }
    }

    /** A small workspace in which nothing happens by itself. */
    public Reconfigured(Random random, Scenario.TaskMaking tasks) {
        this(random, SIZE, tasks);
    }

    /** A workspace of that size in which nothing happens by itself. */
    public Reconfigured(Random random, Size size, Scenario.TaskMaking tasks) {
        this(random, new Options().size(size), tasks);
    }

    /** A workspace with these options in which nothing happens by itself. */
    public Reconfigured(Random random, Options options, Scenario.TaskMaking tasks) {
        this.random = random;
        this.tasks = tasks;
        this.backend = new Backend(options.clock(time).scrollPatience(Duration.ofSeconds(2)));
        time.pass(Duration.ofHours(1));
    }

    public Backend backend() {
        return backend;
    }

    /** The time of Intercom and of the worker. */
    public Instant now() {
        return time.instant();
    }

    /** The task does nothing for so long. */
    public void pass(Duration span) {
        time.pass(span);
    }

    /** From its next start on, the task hears what Kafka has stored. */
    public void acknowledge() {
        isAcknowledged = true;
    }

    /** What a transformation leaves out from now on. */
    public void drop(Predicate<SourceRecord> records) {
        dropped = records;
    }

    /** From now on with these settings, beside what is always the same. */
    public void configure(Map<String, String> given) {
        settings = new HashMap<>(ALWAYS);
        settings.putAll(given);
        restart();
    }

    /** The task dies, if there is one; another goes on. */
    public void restart() {
        if (task != null) {
            task.stop();
            line.close();
        }
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(settings);
        Map<String, String> own = connector.taskConfigs(1).get(0);
        line = new SimulatedTransport(backend, time, NetworkConditions.fair(random), traffic, new Statistics())
                .of(settings.getOrDefault("intercom.api.version", "2.16"));
        task = tasks.make(time, line, random);
        task.initialize(isAcknowledged ? new WorkerModel.Context(own, offsets) : new Context(own, offsets));
        task.start(own);
    }

    /** A poll whose transaction is committed; says how many records it brought. */
    public int poll() {
        List<SourceRecord> batch = batch();
        for (SourceRecord record : batch) {
            if (!dropped.test(record)) {
                add(record);
                offsets.store(record.sourcePartition(), record.sourceOffset());
            }
        }
        if (isAcknowledged) {
            batch.forEach(record -> ExactlyOnceDelivery.acknowledge(task, record));
        }
        return batch.size();
    }

    /** A poll whose transaction is aborted, by a task that dies. */
    public void pollAndCrash() {
        batch();
        restart();
    }

    /** Polls until nothing has come for long; says how many records came. */
    public int quiet() {
        int records = 0;
        for (int empty = 0; empty < QUIET; empty++) {
            int more = poll();
            records += more;
            if (records > MAX_RECORDS) {
                throw new AssertionError("Records come without end: " + sent);
            }
            empty = more > 0 ? 0 : empty;
        }
        return records;
    }

    private List<SourceRecord> batch() {
        try {
            List<SourceRecord> batch = task.poll();
            return batch == null ? List.of() : batch;
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void add(SourceRecord record) {
        // Tombstones of conversations that were deleted lately may come again.
        sent.merge(record.topic(), record.value() == null ? 0 : 1, Integer::sum);
        Map<String, Struct> topic =
                rows.computeIfAbsent(record.topic() + ' ' + (record.key() instanceof String), name -> new HashMap<>());
        if (record.value() == null) {
            topic.remove(key(record));
        } else {
            topic.put(key(record), (Struct) record.value());
        }
    }

    /** How many records came of each topic since this was asked last. */
    public Map<String, Integer> sent() {
        sent.values().removeIf(count -> count == 0);
        Map<String, Integer> since = Map.copyOf(sent);
        sent.clear();
        return since;
    }

    /** How many single entities were requested since this was asked last. */
    public int details() {
        int requested = traffic.details();
        traffic.clear();
        return requested;
    }

    /** The offsets of a stream. */
    public Map<String, Object> offset(String stream) {
        return offsets.offset(partition(stream));
    }

    /** Deletes the offset of a stream's cursor, not its shards, while the connector is stopped. */
    public void deleteOffset(String stream) {
        offsets.delete(partition(stream));
        restart();
    }

    /** The number of shards of a stream that are stored. */
    public int shards(String stream) {
        int stored = 0;
        for (int shard = 0; shard < SHARDS; shard++) {
            Map<String, String> partition = partition(stream);
            partition.put("shard", Integer.toString(shard));
            stored += offsets.offset(partition) == null ? 0 : 1;
        }
        return stored;
    }

    /** Deletes the offsets of all shards of a stream while the connector is stopped. */
    public void deleteShards(String stream) {
        for (int shard = 0; shard < SHARDS; shard++) {
            Map<String, String> partition = partition(stream);
            partition.put("shard", Integer.toString(shard));
            offsets.delete(partition);
        }
        restart();
    }

    /** Stores another offset of a stream's cursor while the connector is stopped. */
    public void setOffset(String stream, Map<String, ?> offset) {
        offsets.store(partition(stream), offset);
        restart();
    }

    private static Map<String, String> partition(String stream) {
        // Offsets are stored under the bytes of the partition's JSON: made like this, the keys have the order that the
        // connector's have.
        Map<String, String> partition = new HashMap<>();
        partition.put("workspace", "sandbox1");
        partition.put("stream", stream);
        return partition;
    }

    /** The rows of these tables that are missing, or not as they should be. */
    public List<String> missing(List<String> tables, String prefix, boolean textKeys, ColumnSet columns) {
        List<String> missing = new ArrayList<>();
        var truth = truth();
        for (String table : tables) {
            Map<String, Struct> actual = rows.getOrDefault(prefix + table + ' ' + textKeys, Map.of());
            int width = Tables.named(table).orElseThrow().columns(columns).size();
            truth.get(table).forEach((key, row) -> {
                String text = key.stream().map(Object::toString).collect(Collectors.joining("/"));
                if (!isSame(actual.get(text), row, width)) {
                    missing.add(table + '/' + text + " should be " + row + " and is " + actual.get(text));
                }
            });
        }
        return missing;
    }

    private Map<String, SortedMap<List<Object>, Map<String, Object>>> truth() {
        Map<String, SortedMap<List<Object>, Map<String, Object>>> truth = new HashMap<>(Truth.of(backend.workspace()));
        truth.putAll(Truth.further(backend.workspace()));
        return truth;
    }

    /** The rows of these tables that Intercom does not have. */
    public List<String> leftOver(List<String> tables) {
        List<String> surplus = new ArrayList<>();
        var truth = truth();
        for (String table : tables) {
            Set<String> keys = truth.get(table).keySet().stream()
                    .map(key -> key.stream().map(Object::toString).collect(Collectors.joining("/")))
                    .collect(Collectors.toSet());
            rows.getOrDefault("intercom." + table + " false", Map.of()).keySet().stream()
                    .filter(key -> !keys.contains(key))
                    .forEach(key -> surplus.add(table + '/' + key));
        }
        return surplus;
    }

    /** What keeps the topics of the documented tables from being a mirror, where nothing is set but which tables are wanted. */
    public List<String> differences() {
        List<String> differences = missing(Truth.TABLES, "intercom.", false, ColumnSet.DOCUMENTED);
        differences.addAll(leftOver(Truth.TABLES));
        return differences;
    }

    /** The rows that are missing of those tables, where nothing is set but which tables are wanted. */
    public List<String> missing(Predicate<Table> wanted) {
        List<String> tables = Tables.ALL.stream()
                .filter(wanted)
                .map(Table::name)
                .filter(Truth.TABLES::contains)
                .toList();
        return missing(tables, "intercom.", false, ColumnSet.DOCUMENTED);
    }

    /** How many rows each topic should hold; none that should hold none. */
    public Map<String, Integer> rows() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Truth.of(backend.workspace()).forEach((table, rows) -> counts.put("intercom." + table, rows.size()));
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Restarts the task twice, and reads to the end each time. Returns how many records came for each topic. */
    public Map<String, Integer> sentByTwoRestarts() {
        sent();
        for (int i = 0; i < 2; i++) {
            restart();
            quiet();
        }
        return sent();
    }

    /** Polls so many times; each takes a second. */
    public void polls(int times) {
        for (int i = 0; i < times; i++) {
            poll();
        }
    }

    /** How many rows of a table have come and were not deleted. */
    public int count(String table) {
        return rows.getOrDefault("intercom." + table + " false", Map.of()).size();
    }

    /** How many rows a table has now. */
    public int rows(String table) {
        return Truth.of(backend.workspace()).get(table).size();
    }

    private static boolean isSame(Struct actual, Map<String, Object> expected, int width) {
        return actual != null
                && actual.schema().fields().size() >= width
                && expected.entrySet().stream()
                        // An attachment's is signed again in every answer.
                        .filter(column -> !column.getKey().equals("url"))
                        .allMatch(column -> Objects.equals(unsigned(actual.get(column.getKey())), column.getValue()));
    }

    /** The addresses of files among the attributes of a ticket are signed as well. */
    private static Object unsigned(Object value) {
        return value instanceof String text ? text.replaceAll("\\?expires=[^\"\\s]*", "") : value;
    }

    private static String key(SourceRecord record) {
        return record.key() instanceof String text
                ? text
                : SimulatedTopics.key(record).stream().map(Object::toString).collect(Collectors.joining("/"));
    }
}
