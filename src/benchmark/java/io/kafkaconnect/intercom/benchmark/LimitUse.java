package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** How much of Intercom's rate limit a backfill uses with default settings, for several latencies of Intercom. */
final class LimitUse implements Benchmark {
    /** Intercom's rate limit per minute. */
    private static final int LIMIT = 10_000;

    /** The requests of one window, with the default {@code intercom.rate.limit.share}. */
    private static final int OURS = (LIMIT + 5) / 6 * 9 / 10;

    private static final int WINDOWS = Integer.getInteger("benchmark.windows");
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** More entities than fit into the windows, so that the backfill does not end in any of them. */
    private static final Size SIZE = Size.MEDIUM
            .contacts((WINDOWS + 3) * 800, (WINDOWS + 3) * 400)
            .conversations((WINDOWS + 3) * OURS, 5, 5, 300);

    private static final Predicate<Call> SEARCH =
            Call.to("POST /conversations/search").or(Call.to("POST /contacts/search"));

    /** A latency, and the number of windows before the backfill is at full speed: a high latency delays the first pages. */
    private record LatencyCase(String latency, ToLongFunction<Call> millis, int beginning, String tables, int tasks) {}

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                ("How much of Intercom's limit (%,d requests a minute in windows of ten seconds, %,d of each ours) a backfill uses, in %d"
                                + " windows between the first (two, where a page takes 3 s or more) and the last.")
                        .formatted(LIMIT, OURS, WINDOWS),
                "at least 95 % used, no request answered 429.",
                "latency",
                "tables",
                "tasks.max",
                "requests a window",
                "the least",
                "used",
                "429");
        List<LineChart.Line> lines = new ArrayList<>();
        try (WorkerProcess worker = stand.worker(TestBench.USUAL_JVM)) {
            for (LatencyCase scenario : scenarios()) {
                LineChart.Line line = measure(worker, scenario, table);
                if (scenario.tasks() == 1 && scenario.tables().equals("all")) {
                    lines.add(line);
                }
            }
        }
        return table.drawn(new LineChart(
                "Use of the connector's share of the rate limit, all tables, one task",
                "%",
                "seconds from the start of the first whole window",
                lines));
    }

    private static List<LatencyCase> scenarios() {
        List<LatencyCase> scenarios = new ArrayList<>();
        for (int tasks : new int[] {1, 6}) {
            for (long millis : new long[] {50, 300, 1000, 3000}) {
                scenarios.add(new LatencyCase(millis + " ms", call -> millis, millis < 3000 ? 1 : 2, "all", tasks));
            }
            scenarios.add(new LatencyCase("50 ms, 6 s a page", call -> SEARCH.test(call) ? 6000 : 50, 2, "all", tasks));
        }
        scenarios.add(new LatencyCase("1000 ms", call -> 1000, 1, "conversations", 1));
        return scenarios;
    }

    private static LineChart.Line measure(WorkerProcess worker, LatencyCase scenario, ResultTable table) {
        Options options = new Options()
                .size(SIZE)
                .rateLimitPerMinute(LIMIT)
                .logCapacity(0)
                .latency(scenario.millis());
        Map<String, String> settings =
                Map.of("intercom.tables", scenario.tables(), "tasks.max", Integer.toString(scenario.tasks()));
        try (Sandbox sandbox = Sandbox.start(options);
                ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings)) {
            // The first window is not whole, and the last has just begun.
            int from = scenario.beginning();
            await().atMost(WINDOW.multipliedBy(WINDOWS + 4)).until(() -> {
                reading.check();
                return sandbox.rate().admitted().size() >= from + WINDOWS + 1;
            });
            List<Integer> windows =
                    List.copyOf(sandbox.rate().admitted().values()).subList(from, from + WINDOWS);
            double mean = windows.stream().mapToInt(Integer::intValue).average().orElseThrow();
            table.row(
                    scenario.latency(),
                    scenario.tables(),
                    scenario.tasks(),
                    mean,
                    windows.stream().mapToInt(Integer::intValue).min().orElseThrow(),
                    ResultTable.percent(mean / OURS),
                    sandbox.rate().refused());
            List<Integer> all = List.copyOf(sandbox.rate().admitted().values());
            System.out.println(scenario.latency() + ", " + scenario.tasks() + " tasks: " + all);
            return new LineChart.Line(
                    scenario.latency(),
                    IntStream.rangeClosed(1, WINDOWS + from - 1)
                            .mapToObj(window ->
                                    new LineChart.Point(window * WINDOW.toSeconds(), 100.0 * all.get(window) / OURS))
                            .toList());
        }
    }
}
