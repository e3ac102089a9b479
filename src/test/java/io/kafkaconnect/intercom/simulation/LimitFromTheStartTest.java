package io.kafkaconnect.intercom.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.sandbox.Backend;
import io.kafkaconnect.intercom.sandbox.Options;
import io.kafkaconnect.intercom.sandbox.api.ApiReply;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One task that reads all tables for the first time, with default settings, in simulated time. */
class LimitFromTheStartTest {
    private static final int LIMIT = 10_000;

    /** The requests of one window, with the default {@code intercom.rate.limit.share}. */
    private static final int SHARE = 1_500;

    private final ManualClock time = new ManualClock("2026-05-01T11:00:00Z");

    @ParameterizedTest(name = "at {0} ms from window {1} on")
    @CsvSource({"1000, 1", "3000, 3"})
    void it_uses_the_limit(int latency, int from) {
        List<Integer> windows = read(Duration.ofMillis(latency), from + 1);

        assertThat(windows.subList(from - 1, from + 1))
                .allSatisfy(requests -> assertThat(requests).isBetween((int) (SHARE * 0.95), SHARE));
    }

    /** The requests in each window. */
    private List<Integer> read(Duration latency, int windows) {
        Size size = Size.MEDIUM.contacts(windows * 800, windows * 400).conversations(windows * SHARE, 5, 5, 300);
        Backend backend = new Backend(new Options().clock(time).size(size).rateLimitPerMinute(LIMIT));
        time.pass(Duration.ofHours(1));
        Random random = new Random(1);
        Statistics figures = new Statistics();
        WorkerModel worker = new WorkerModel(
                DeliveryGuarantee.EXACTLY_ONCE,
                random,
                figures,
                () -> new WorkerModel.Opened(
                        DeliveryPropertyTest.task(time, new SlowLine(backend, time, latency), random),
                        new SimulatedTransport(
                                backend, time, NetworkConditions.fair(random), new RequestLog(), figures)));
        IntercomSourceConnector connector = new IntercomSourceConnector();
        connector.start(Map.of("intercom.access.token", "sandbox-token", "intercom.tables", "all"));
        worker.repetition().want(Set.of());
        worker.start(connector.taskConfigs(1));
        Instant end = time.instant().plusSeconds(10L * windows);
        while (time.instant().isBefore(end)) {
            worker.poll(0);
        }
        assertThat(backend.rate().refused()).isZero();
        return List.copyOf(backend.rate().admitted().values());
    }

    /** Every response takes as long. */
    private record SlowLine(Backend backend, ManualClock time, Duration latency) implements Transport, Scheduler {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            ApiReply reply = backend.api().answer(SimulatedTransport.call(request));
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            time.schedule(latency, () -> {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                headers.putAll(reply.headers());
                headers.put(ApiReply.DATE, ApiReply.date(time.instant()));
                answer.complete(new RawResponse(reply.status(), headers::get, reply.body()));
            });
            return answer;
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            time.schedule(delay, task);
        }

        @Override
        public void close() {}
    }
}
