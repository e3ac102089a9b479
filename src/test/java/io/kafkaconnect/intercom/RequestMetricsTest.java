package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.api.Failure;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.stream.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted of the exchanges, and what is said of them. */
class RequestMetricsTest {
    private static final Request REQUEST = Request.get("/tags");

    private final MovableClock clock = new MovableClock("2026-05-01T12:00:00Z");
    private final RequestMetrics metrics = new RequestMetrics(clock);
    private final LogLines log = LogLines.of(RequestMetrics.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void what_stands_between_is_named_once_a_minute() {
        Reply.Failed reply = new Reply.Unavailable(
                new Failure(REQUEST, 407, "", "", "the proxy wants a login", Failure.Word.PROXY), false);
        for (int second = 0; second < 120; second++) {
            metrics.retrying(reply, second, Duration.ofSeconds(1));
            clock.goOn(Duration.ofSeconds(1));
        }
        assertThat(log.said())
                .hasSize(2)
                .allMatch(line ->
                        line.startsWith("WARN GET /tags was answered 407: the proxy wants a login. Asking again"));
        assertThat(metrics.retries()).isEqualTo(120);
    }

    @Test
    void a_date_that_is_not_believed_and_a_clock_that_differs_are_told_once_an_hour() {
        for (int minute = 0; minute < 100; minute++) {
            metrics.dateDistrusted(Duration.ofMinutes(15));
            metrics.clockDiffers(Duration.ofMinutes(-2));
            clock.goOn(Duration.ofMinutes(1));
        }
        assertThat(log.said()).hasSize(4);
        assertThat(log.said().get(0)).contains("900 s ahead of the worker's clock");
        assertThat(log.said().get(1)).contains("120 s behind the worker's", "NTP");
    }

    @Test
    void values_that_were_left_out_are_counted_and_told_of() {
        for (int i = 0; i < 3; i++) {
            metrics.exchanged(
                    REQUEST,
                    new Reply.Found(JsonNodeFactory.instance.objectNode(), Instant.EPOCH, REQUEST, 2),
                    Duration.ZERO);
        }
        metrics.exchanged(
                REQUEST, new Reply.Found(JsonNodeFactory.instance.objectNode(), Instant.EPOCH, REQUEST), Duration.ZERO);
        assertThat(metrics.leftOut()).isEqualTo(6);
        assertThat(log.said()).singleElement().asString().contains("GET /tags brought 2 values that no row can hold");
    }
}
