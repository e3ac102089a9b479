package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.quickstart.ConnectWorker;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** The cost of the connector itself: a backfill without rate limit and latency, compared with the minimum of work. */
final class Unlimited implements Benchmark {
    private static final int CONVERSATIONS = Integer.getInteger("benchmark.conversations");
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds");

    /** The requests that the floor has in flight. */
    private static final int IN_FLIGHT = 64;

    private static final Size SIZE = Size.MEDIUM.conversations(CONVERSATIONS, 0, 5, 0);
    private static final Predicate<Call> DETAIL = Call.to("GET /conversations/{id}");
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(10);

    /** The stopwatch that the first request for a conversation starts. */
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
        Options options = new Options().size(SIZE).logCapacity(0).replays().latency(call -> {
            if (DETAIL.test(call)) {
                watch.get().start();
            }
            return 0;
        });
        Map<String, List<Result>> results = new LinkedHashMap<>();
        long rows;
        try (Sandbox sandbox = Sandbox.start(options);
                WorkerProcess worker = stand.worker(TestBench.USUAL_JVM);
                BaselineProcess floor = floor(stand, sandbox)) {
            rows = rows(sandbox);
            Map<String, Map<String, String>> formats = formats(stand);
            for (int round = 0; round <= ROUNDS; round++) {
                add(results, "floor", floor(stand, floor, round));
                for (Map.Entry<String, Map<String, String>> format : formats.entrySet()) {
                    add(results, format.getKey(), read(stand, worker, sandbox, format.getValue(), rows));
                }
                if (round == 0) {
                    // This run was the warmup.
                    results.clear();
                }
            }
        }
        return table(results, rows);
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
        formats.put("JSON without schemas", Map.of());
        formats.put("Avro, schema registry", avro);
        return formats;
    }

    private static long rows(Sandbox sandbox) {
        return Truth.of(sandbox.workspace()).entrySet().stream()
                .filter(table -> table.getKey().startsWith("conversation"))
                .mapToLong(table -> table.getValue().size())
                .sum();
    }

    private static BaselineProcess floor(TestBench stand, Sandbox sandbox) {
        return new BaselineProcess(
                TestBench.USUAL_JVM,
                sandbox.baseUrl(),
                stand.broker(),
                IN_FLIGHT,
                stand.home().resolve("floor.log"));
    }

    private Result floor(TestBench stand, BaselineProcess floor, int round) {
        Stopwatch stopwatch = new Stopwatch(floor.handle());
        watch.set(stopwatch);
        floor.run("floor-" + round);
        stopwatch.stop();
        try (CommittedRecords committed = new CommittedRecords(stand.broker(), "floor-" + round)) {
            return new Result(stopwatch.lap(), checked(committed.read(), CONVERSATIONS));
        }
    }

    private Result read(
            TestBench stand, WorkerProcess worker, Sandbox sandbox, Map<String, String> converters, long rows) {
        Map<String, String> settings = new HashMap<>(converters);
        settings.put("intercom.tables", "conversations");
        settings.put("intercom.poll.interval.ms", "86400000");
        Stopwatch stopwatch = new Stopwatch(worker.handle());
        watch.set(stopwatch);
        try (ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings);
                CommittedRecords committed = new CommittedRecords(stand.broker(), reading.prefix())) {
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

    private static ResultTable table(Map<String, List<Result>> results, long rows) {
        ResultTable table = new ResultTable(
                ("%,d conversations with their parts, %,d rows, from Intercom's JSON to committed records, exactly-once on;"
                                + " the median of %d rounds after one to warm up. The floor fetches the same, parses it and sends it as it came.")
                        .formatted(CONVERSATIONS, rows, ROUNDS),
                "at least 0.6 of the floor's speed.",
                "what",
                "seconds",
                "rows/s",
                "conversations/s",
                "of the floor",
                "CPU ms per 1,000 rows",
                "CPU of the floor",
                "MB");
        Result floor = Result.median(results.get("floor"));
        results.forEach((name, all) -> {
            Result result = Result.median(all);
            Stopwatch.Lap lap = result.lap();
            table.row(
                    name,
                    lap.seconds(),
                    rows / lap.seconds(),
                    CONVERSATIONS / lap.seconds(),
                    floor.lap().seconds() / lap.seconds(),
                    lap.cpuMillis() * 1000 / rows,
                    lap.cpuMillis() / floor.lap().cpuMillis(),
                    result.volume().bytes() / 1e6);
        });
        return table;
    }
}
