package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that always has work, with the default settings, in simulated time. */
class LimitUseTest {
    private static final int LIMIT = 1_667;
    private static final int SHARE = 1_500;
    private static final int WINDOWS = 8;

    private final ManualClock time = new ManualClock("2026-05-01T12:00:01Z");
    private final Random random = new Random(1);
    /** The requests of all clients in each window. */
    private final Map<Long, Integer> windows = new TreeMap<>();

    private int inFlight;
    private int mostInFlight;

    /** In which window the client has reached its full speed, and how many requests are in flight at most. */
    @ParameterizedTest(name = "{0} ms, every {1}th {2} ms")
    @CsvSource(delimiter = '|', textBlock = """
            50   | 0   | 0    | 300
            300  | 0   | 0    | 300
            1000 | 0   | 0    | 300
            3000 | 0   | 0    | 900
            50   | 100 | 6000 | 300
            """)
    void it_uses_its_share_at_any_latency(int latency, int each, int rarely, int most) {
        Duration whole = Duration.ofSeconds(10L * WINDOWS);
        run(number -> each > 0 && number % each == 0 ? rarely : latency, whole);

        assertThat(windows.values()).allMatch(requests -> requests <= LIMIT);
        assertThat(windows.values().stream().skip(2).limit(WINDOWS - 3L).mapToInt(Integer::intValue))
                .allMatch(requests -> requests >= SHARE * 0.95);
        assertThat(mostInFlight).isLessThanOrEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"50, 3000", "3000, 50"})
    void it_is_at_full_speed_two_windows_after_a_jump_of_the_latency(int before, int after) {
        int jump = 4 * SHARE;
        run(number -> number < jump ? before : after, Duration.ofMinutes(2));

        assertThat(windows.values()).allMatch(requests -> requests <= LIMIT);
        assertThat(windows.values().stream().skip(8).limit(3).mapToInt(Integer::intValue))
                .allMatch(requests -> requests >= SHARE * 0.95);
    }

    private void run(IntUnaryOperator latencies, Duration whole) {
        IntercomClient client = new IntercomClient(
                new Host(latencies),
                time,
                time,
                new RateLimiter(0.9, 0, 6),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), -1, () -> 1.0),
                1_000,
                ExchangeListener.NONE);
        for (int i = 0; i < 2_000; i++) {
            askForEver(client);
        }
        Instant end = time.instant().plus(whole);
        while (time.instant().isBefore(end)) {
            time.pass(Duration.ofMillis(10));
        }
    }

    private static void askForEver(IntercomClient client) {
        var unused =
                client.send(Request.get("/conversations/{}", "1").asDetail()).thenRun(() -> askForEver(client));
    }

    /** Counts like Intercom, and answers after the latency of each request by its number. */
    private final class Host implements Transport {
        private final IntUnaryOperator latencies;
        private int number;

        Host(IntUnaryOperator latencies) {
            this.latencies = latencies;
        }

        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            mostInFlight = Math.max(mostInFlight, ++inFlight);
            int latency = latencies.applyAsInt(number++);
            time.schedule(Duration.ofMillis(latency + random.nextInt(1 + latency / 10)), () -> {
                inFlight--;
                // Counted when its turn comes, like the sandbox does.
                Map<String, String> headers = counted();
                answer.complete(new RawResponse(200, headers::get, "{}".getBytes(StandardCharsets.UTF_8)));
            });
            return answer;
        }

        private Map<String, String> counted() {
            long second = time.instant().getEpochSecond();
            int taken = windows.merge(second / 10, 1, Integer::sum);
            return Map.of(
                    "X-RateLimit-Limit", String.valueOf(LIMIT),
                    "X-RateLimit-Remaining", String.valueOf(Math.max(0, LIMIT - taken)),
                    "X-RateLimit-Reset", String.valueOf((second / 10 + 1) * 10),
                    "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    time.instant().atOffset(ZoneOffset.UTC)));
        }

        @Override
        public void close() {
            windows.clear();
        }
    }
}
