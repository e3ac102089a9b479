package io.kafkaconnect.intercom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.support.LogLines;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The counters of the exchanges, and their log lines. */
class RequestMetricsTest {
    private static final Request REQUEST = Request.get("/tags");

    private final ManualClock clock = new ManualClock("2026-05-01T12:00:00Z");
    private final RequestMetrics metrics = new RequestMetrics(clock);
    private final LogLines log = LogLines.of(RequestMetrics.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void a_failing_request_is_logged_once_a_minute_with_its_reason_its_count_its_start_and_a_remedy() {
        Reply.Failed reply = new Reply.Unavailable(
                new Failure(REQUEST, 407, "", "", "the proxy requires a login", Failure.Origin.PROXY), false);
        Instant begin = clock.instant();
        for (int second = 0; second < 120; second++) {
            metrics.retrying(
                    new RetriedRequest(reply, second + 1, begin, clock.instant().plusSeconds(1)));
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(log.said()).hasSize(2);
        assertThat(log.said().get(0))
                .startsWith("WARN GET /tags was answered 407: the proxy requires a login. It has failed once since "
                        + "2026-05-01T12:00:00Z. Retrying in 1000 ms; 0 other requests are failing")
                .contains("intercom.proxy.password");
        assertThat(log.said().get(1)).contains("It has failed 62 times since 2026-05-01T12:00:00Z");
        assertThat(metrics.retries()).isEqualTo(120);
    }

    /** Requests that fail now and then must not hide it. */
    @Test
    void of_many_failing_requests_the_one_that_has_failed_longest_is_logged() {
        Instant begin = clock.instant();
        Reply.Failed poisoned = new Reply.Unavailable(
                new Failure(Request.get("/conversations/{}", "471"), 500, "server_error", "r1", ""));
        List<RetriedRequest> failing = new ArrayList<>();
        metrics.failing(() -> failing);
        assertThat(metrics.failingSeconds()).isZero();

        failing.add(new RetriedRequest(new Reply.Unavailable(new Failure(REQUEST, 503, "", "", "")), 1, begin, begin));
        assertThat(metrics.failingSeconds()).as("since this second").isEqualTo(1);
        failing.add(new RetriedRequest(poisoned, 14, begin.minusSeconds(600), begin.plusSeconds(32)));
        metrics.retrying(failing.get(0));

        assertThat(metrics.failingSeconds()).isEqualTo(600);
        assertThat(log.said())
                .singleElement()
                .asString()
                .startsWith(
                        "WARN GET /conversations/471 was answered 500 server_error (request id r1). It has failed 14"
                                + " times since 2026-05-01T11:50:00Z. Retrying in 32000 ms; 1 other requests are failing. "
                                + "No data is lost");
    }

    @Test
    void an_implausible_date_and_a_wrong_clock_are_logged_once_an_hour() {
        for (int minute = 0; minute < 100; minute++) {
            metrics.dateDistrusted(Duration.ofMinutes(15));
            metrics.clockDiffers(Duration.ofMinutes(-2));
            clock.pass(Duration.ofMinutes(1));
        }
        assertThat(log.said()).hasSize(4);
        assertThat(log.said().get(0)).contains("900 s ahead of the worker's clock");
        assertThat(log.said().get(1)).contains("120 s behind the worker's", "NTP");
    }

    @Test
    void values_that_were_left_out_are_counted_and_logged() {
        for (int i = 0; i < 3; i++) {
            metrics.exchanged(
                    REQUEST,
                    new Reply.Success(JsonNodeFactory.instance.objectNode(), Instant.EPOCH, REQUEST, 2, 0),
                    Duration.ZERO);
        }
        metrics.exchanged(
                REQUEST,
                new Reply.Success(JsonNodeFactory.instance.objectNode(), Instant.EPOCH, REQUEST),
                Duration.ZERO);
        assertThat(metrics.leftOut()).isEqualTo(6);
        assertThat(log.said()).singleElement().asString().contains("GET /tags returned 2 values that no row can hold");
    }
}
