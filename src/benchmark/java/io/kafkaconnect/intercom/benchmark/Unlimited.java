package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.ConnectWorker;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The cost of the connector itself: a backfill without rate limit and latency, compared with the minimum of work. */
final class Unlimited implements Benchmark {
    private static final int CONVERSATIONS = Integer.getInteger("benchmark.conversations");
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds");
    private static final String JSON = "JSON without schemas";

    /** The requests that the floor has in flight. */
    private static final int IN_FLIGHT = 64;

    private static final int CONTACTS = CONVERSATIONS * 3 / 2;
    private static final int MAX_REQUESTS = 1_000_000;
    private static final Predicate<Call> FIRST = Call.to("GET /me");
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(10);

    /** What to read. */
    @SuppressWarnings("ImmutableEnumChecker") // A size is a record of numbers.
    private enum Workload {
        /** Conversations with their parts. */
        CONVERSATIONS_ALONE(
                "conversations",
                table -> table.startsWith("conversation"),
                Size.MEDIUM.conversations(CONVERSATIONS, 0, 5, 0)),
        /** All documented tables. */
        DOCUMENTED(
                "basic,conversations",
                table -> true,
                Size.MEDIUM.conversations(CONVERSATIONS, 0, 5, 0).contacts(CONTACTS * 2 / 3, CONTACTS / 3));

        private final String tables;
        private final Predicate<String> isSelected;
        private final Size size;

        /**
         * A first reading of some tables.
         *
         * @param tables the setting that selects them
         * @param isSelected whether that setting selects a documented table
         */
        Workload(String tables, Predicate<String> isSelected, Size size) {
            this.tables = tables;
            this.isSelected = isSelected;
            this.size = size;
        }

        long rows(Sandbox sandbox) {
            return Truth.of(sandbox.workspace()).entrySet().stream()
                    .filter(table -> isSelected.test(table.getKey()))
                    .mapToLong(table -> table.getValue().size())
                    .sum();
        }
    }

    /** The stopwatch that the first request for data starts. */
    private final AtomicReference<Stopwatch> watch = new AtomicReference<>();

    private record Result(Stopwatch.Lap lap, CommittedRecords.Volume volume) {
        static Result median(List<Result> results) {
            List<Result> sorted = results.stream()
                    .sorted(Comparator.comparing(result -> result.lap().wall()))
                    .toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                ("%,d conversations with their parts, without and with %,d contacts, from Intercom's JSON to committed records, exactly-once on;"
                                + " the median of %d rounds after one to warm up. The floor sends the same requests, parses the responses and sends"
                                + " each entity as it came.")
                        .formatted(CONVERSATIONS, CONTACTS, ROUNDS),
                "conversations at least 0.6 of the floor's speed.",
                "tables",
                "what",
                "seconds",
                "rows/s",
                "of the floor",
                "CPU ms per 1,000 rows",
                "CPU of the floor",
                "MB");
        for (Workload workload : Workload.values()) {
            measure(stand, workload, table);
        }
        return table;
    }

    private void measure(TestBench stand, Workload workload, ResultTable table) {
        Options options = new Options()
                .size(workload.size)
                .logCapacity(MAX_REQUESTS)
                .replays()
                .latency(call -> {
                    if (isForData(call)) {
                        watch.get().start();
                    }
                    return 0;
                });
        Map<String, List<Result>> results = new LinkedHashMap<>();
        try (Sandbox sandbox = Sandbox.start(options);
                WorkerProcess worker = stand.worker(TestBench.USUAL_JVM)) {
            long rows = workload.rows(sandbox);
            Map<String, Map<String, String>> formats = formats(stand);
            // The first reading warms up, and tells the requests.
            read(stand, worker, sandbox, workload, formats.get(JSON), rows);
            Path requests = recorded(stand, workload, sandbox);
            try (BaselineProcess floor = floor(stand, sandbox, requests)) {
                for (int round = 0; round <= ROUNDS; round++) {
                    sandbox.requests().clear();
                    add(results, "floor", floor(stand, floor, workload.name().toLowerCase(Locale.ROOT) + "-" + round));
                    for (Map.Entry<String, Map<String, String>> format : formats.entrySet()) {
                        add(results, format.getKey(), read(stand, worker, sandbox, workload, format.getValue(), rows));
                    }
                    if (round == 0) {
                        results.clear();
                    }
                }
            }
            add(table, workload, results, rows);
        }
    }

    /** A search with pages of one only checks a permission, before the connector starts. */
    private static boolean isForData(Call call) {
        return call.path().endsWith("/search")
                && call.json().at("/pagination/per_page").asInt() > 1;
    }

    private static Path recorded(TestBench stand, Workload workload, Sandbox sandbox) {
        Path file = stand.home().resolve("requests-" + workload.tables + ".jsonl");
        List<RecordedRequest> requests = sandbox.requests().all().stream()
                .filter(one -> !FIRST.test(one.call()))
                .map(RecordedRequest::of)
                .toList();
        try {
            RecordedRequest.write(requests, file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return file;
    }

    private static void add(Map<String, List<Result>> results, String name, Result result) {
        results.computeIfAbsent(name, key -> new ArrayList<>()).add(result);
    }

    private static Map<String, Map<String, String>> formats(TestBench stand) {
        Map<String, String> avro = new HashMap<>();
        for (String side : List.of("key.converter", "value.converter")) {
            avro.putAll(ConnectWorker.converter(side, stand.registry().url()));
        }
        Map<String, Map<String, String>> formats = new LinkedHashMap<>();
        formats.put(JSON, Map.of());
        formats.put("Avro, schema registry", avro);
        return formats;
    }

    private static BaselineProcess floor(TestBench stand, Sandbox sandbox, Path requests) {
        return new BaselineProcess(
                TestBench.USUAL_JVM,
                sandbox.baseUrl(),
                stand.broker(),
                IN_FLIGHT,
                requests,
                stand.home().resolve("floor.log"));
    }

    private Result floor(TestBench stand, BaselineProcess floor, String name) {
        Stopwatch stopwatch = new Stopwatch(floor.handle());
        watch.set(stopwatch);
        floor.run("floor-" + name);
        stopwatch.stop();
        try (CommittedRecords committed = CommittedRecords.ofTopic(stand.broker(), "floor-" + name)) {
            return new Result(stopwatch.lap(), committed.read());
        }
    }

    private Result read(
            TestBench stand,
            WorkerProcess worker,
            Sandbox sandbox,
            Workload workload,
            Map<String, String> converters,
            long rows) {
        Map<String, String> settings = new HashMap<>(converters);
        settings.put("intercom.tables", workload.tables);
        settings.put("intercom.full.poll.interval.ms", "86400000");
        settings.put("intercom.poll.interval.ms", "86400000");
        Stopwatch stopwatch = new Stopwatch(worker.handle());
        watch.set(stopwatch);
        try (ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings);
                CommittedRecords committed = CommittedRecords.ofPrefix(stand.broker(), reading.prefix())) {
            AtomicReference<Instant> moved = new AtomicReference<>(Instant.now());
            AtomicReference<Long> end = new AtomicReference<>(0L);
            await().pollInterval(LOOK).atMost(MOST).until(() -> {
                long now = committed.end();
                if (end.getAndSet(now) != now) {
                    stopwatch.stop();
                    moved.set(Instant.now());
                } else if (moved.get().plus(QUIET).isBefore(Instant.now())) {
                    reading.check();
                    return now >= rows;
                }
                return false;
            });
            return new Result(stopwatch.lap(), checked(committed.read(), rows));
        }
    }

    private static CommittedRecords.Volume checked(CommittedRecords.Volume volume, long records) {
        if (volume.records() != records) {
            throw new IllegalStateException(volume.records() + " records instead of " + records);
        }
        return volume;
    }

    private static void add(ResultTable table, Workload workload, Map<String, List<Result>> results, long rows) {
        Result floor = Result.median(results.get("floor"));
        results.forEach((name, all) -> {
            Result result = Result.median(all);
            Stopwatch.Lap lap = result.lap();
            table.row(
                    workload.tables,
                    name,
                    lap.seconds(),
                    rows / lap.seconds(),
                    floor.lap().seconds() / lap.seconds(),
                    lap.cpuMillis() * 1000 / rows,
                    lap.cpuMillis() / floor.lap().cpuMillis(),
                    result.volume().bytes() / 1e6);
        });
    }
}
