package io.kafkaconnect.intercom.benchmark;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.benchmark.chart.LineChart;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.Sandbox;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.worker.WorkerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Compares the connector with a client that requests one conversation after the other, as most do, and does not even send them anywhere. */
final class Serial implements Benchmark {
    private static final Predicate<Call> DETAIL = Call.to("GET /conversations/{id}");
    private static final Duration WHILE = Duration.ofSeconds(20);

    /** Time before the measurement: in the first window, the limit is not known yet. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int LIMIT = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public ResultTable run(TestBench stand) {
        ResultTable table = new ResultTable(
                "Conversations a second, with their parts, for %d s under Intercom's limit of %,d requests a minute, after the first ten seconds of the connector."
                        .formatted(WHILE.toSeconds(), LIMIT),
                "the connector is limited by its share of the limit (150 requests a second) alone.",
                "latency",
                "one after the other",
                "connector",
                "ratio");
        List<LineChart.Point> serially = new ArrayList<>();
        List<LineChart.Point> connector = new ArrayList<>();
        try (WorkerProcess worker = stand.worker(TestBench.USUAL_JVM)) {
            for (long millis : new long[] {50, 100, 300}) {
                double serial = serially(millis);
                double ours = connector(worker, millis);
                table.row(millis + " ms", serial, ours, ours / serial);
                serially.add(new LineChart.Point(millis, serial));
                connector.add(new LineChart.Point(millis, ours));
            }
        }
        return table.drawn(new LineChart(
                "Conversations a second",
                "",
                "latency of Intercom, ms",
                List.of(
                        new LineChart.Line("connector", connector),
                        new LineChart.Line("one after the other", serially))));
    }

    private static Sandbox sandbox(long millis, AtomicInteger details) {
        return Sandbox.start(new Options()
                .size(Size.MEDIUM.conversations(6_000, 0, 5, 0))
                .rateLimitPerMinute(LIMIT)
                .logCapacity(0)
                .latency(call -> {
                    if (DETAIL.test(call)) {
                        details.incrementAndGet();
                    }
                    return millis;
                }));
    }

    private static double connector(WorkerProcess worker, long millis) {
        AtomicInteger details = new AtomicInteger();
        Map<String, String> settings = Map.of("intercom.tables", "conversations");
        try (Sandbox sandbox = sandbox(millis, details);
                ConnectorRun reading = new ConnectorRun(worker, sandbox.baseUrl(), settings)) {
            await().atMost(WHILE).until(() -> details.get() > 0);
            pass(reading, WINDOW);
            int before = details.get();
            long begin = System.nanoTime();
            pass(reading, WHILE);
            return (details.get() - before) / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static void pass(ConnectorRun reading, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(WHILE.multipliedBy(2))
                .until(() -> {
                    reading.check();
                    return System.nanoTime() >= end;
                });
    }

    private static double serially(long millis) {
        AtomicInteger details = new AtomicInteger();
        try (Sandbox sandbox = sandbox(millis, details)) {
            HttpClient client = HttpClient.newHttpClient();
            long begin = System.nanoTime();
            String after = "";
            while (System.nanoTime() - begin < WHILE.toNanos()) {
                String search = """
                        {"query":{"field":"updated_at","operator":">","value":0},"pagination":{"per_page":150%s},
                        "sort":{"field":"updated_at","order":"ascending"}}""".formatted(after);
                JsonNode page = send(
                        client,
                        request(sandbox, "/conversations/search").POST(HttpRequest.BodyPublishers.ofString(search)));
                for (JsonNode conversation : page.path("conversations")) {
                    if (System.nanoTime() - begin < WHILE.toNanos()) {
                        send(
                                client,
                                request(
                                        sandbox,
                                        "/conversations/"
                                                + conversation.path("id").asText()));
                    }
                }
                after = ",\"starting_after\":\""
                        + page.at("/pages/next/starting_after").asText() + "\"";
            }
            return details.get() / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static HttpRequest.Builder request(Sandbox sandbox, String path) {
        return HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path))
                .header("Authorization", "Bearer sandbox-token")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("Intercom-Version", "2.16");
    }

    private static JsonNode send(HttpClient client, HttpRequest.Builder request) {
        try {
            return JSON.readTree(
                    client.send(request.build(), BodyHandlers.ofByteArray()).body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
