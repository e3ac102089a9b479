package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowFlightsTest {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");
    private static final Request DETAIL = Request.get("/conversations/{}", "1").asDetail();

    private final SlowFlights slow = new SlowFlights();
    private long number;

    /** So many were answered after the first latency, and one of them after the second; then one hangs. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            quick ones hang after two seconds             | 100 | 100  | 100   | 1999  | false
            and not before                                | 100 | 100  | 100   | 2000  | true
            slow ones after three times the usual         | 100 | 1000 | 1000  | 2999  | false
            which is the time of 99 of 100                | 100 | 1000 | 1000  | 3000  | true
            one that hung before is no measure            | 100 | 100  | 50000 | 2000  | true
            few do not tell what is usual                 | 27  | 100  | 100   | 60000 | false
            """)
    void a_request_hangs_after_three_times_the_usual_latency(
            String name, int answered, int usual, int once, int age, boolean hangs) {
        answer(answered, DETAIL, usual);
        answer(1, DETAIL, once);
        Flight first = send(DETAIL, false);
        answer(1, DETAIL, usual);

        assertThat(hanging(age)).as(name).isEqualTo(hangs ? Optional.of(first) : Optional.empty());
    }

    @Test
    void while_nothing_else_is_answered_nothing_hangs() {
        answer(100, DETAIL, 100);
        Flight first = send(DETAIL, false);
        Flight second = send(DETAIL, false);
        assertThat(hanging(60_000)).isEmpty();

        slow.ended(second, false, Duration.ofMinutes(1));
        assertThat(hanging(60_000)).as("a time-out is no answer").isEmpty();
        answer(1, DETAIL, 100);
        assertThat(hanging(60_000)).contains(first);
    }

    @ParameterizedTest
    @CsvSource({
        "get, true",
        "search, true",
        "post, false",
        "scroll, false",
        "once, false",
        "alone, false",
        "background, false"
    })
    void only_a_request_that_reads_and_is_awaited_is_sent_again(String kind, boolean again) {
        ObjectNode search = JsonNodeFactory.instance.objectNode();
        search.putObject("pagination").put("per_page", 150);
        Request get = Request.get("/conversations/1");
        Request request =
                switch (kind) {
                    case "search" -> Request.post("/conversations/search", search);
                    case "post" -> Request.post("/conversations", JsonNodeFactory.instance.objectNode());
                    case "scroll" -> get.asScroll();
                    case "once" -> get.withoutRetry();
                    case "alone" -> get.with(Request.RetryMode.RETRY_ALONE);
                    case "background" -> get.asBackground();
                    default -> get;
                };
        answer(100, request, 100);
        Flight first = send(request, false);
        answer(1, request, 100);
        assertThat(hanging(60_000).isPresent()).isEqualTo(again);

        assertThat(first.pending().promise.cancel(false)).isTrue();
        assertThat(hanging(60_000)).as("its owner has cancelled it").isEmpty();
    }

    @Test
    void one_request_of_a_hundred_is_sent_again_and_three_in_a_row() {
        answer(1_000, DETAIL, 100);
        for (int i = 0; i < 10; i++) {
            send(DETAIL, false);
        }
        answer(1, DETAIL, 100);
        int again = 0;
        for (Optional<Flight> next = hanging(60_000); next.isPresent(); next = hanging(60_000)) {
            next.get().pending().inFlight++;
            send(DETAIL, true);
            again++;
        }
        assertThat(again).isEqualTo(3);
        answer(100, DETAIL, 100);
        assertThat(hanging(60_000)).isPresent();
    }

    private Optional<Flight> hanging(int age) {
        return slow.first(BEGIN.plusMillis(age))
                .filter(SlowFlights.SlowFlight::hangs)
                .map(SlowFlights.SlowFlight::flight);
    }

    private void answer(int times, Request request, int millis) {
        for (int i = 0; i < times; i++) {
            slow.ended(send(request, false), true, Duration.ofMillis(millis));
        }
    }

    private Flight send(Request request, boolean isAgain) {
        PendingRequest pending = new PendingRequest(number, request, false);
        pending.inFlight = 1;
        Flight flight = new Flight(pending, request, new RateLimiter.SentRequest(number++, BEGIN), 0, isAgain);
        slow.sent(flight);
        return flight;
    }
}
