package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlightBoundTest {
    private static final Request DETAIL = Request.get("/conversations/{}", "1").asDetail();
    private static final Request PAGE = Request.get("/conversations");

    /** Latencies are {@code times x milliseconds}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            before any response what the limit allows in two seconds  | 1000 | 150  |                   | 300
            quick responses need no more                              | 1000 | 150  | 100x50            | 300
            twice as much as three seconds need                       | 1000 | 150  | 100x3000          | 900
            the setting is the most                                   | 1000 | 150  | 100x6000          | 1000
            a lower setting counts                                    | 200  | 150  | 100x6000          | 200
            even below the pages that are read ahead                  | 8    | 150  |                   | 8
            the pages that are read ahead fit in at a small limit     | 1000 | 1.5  | 100x50            | 64
            the share of one of six tasks                             | 1000 | 25   | 100x3000          | 150
            one second after another of a high limit                  | 5000 | 2000 | 100x1000          | 4000
            the first latency counts at once                          | 1000 | 150  | 1x3000            | 900
            a second's worth of responses tells a jump to 6 s         | 1000 | 150  | 1000x50 150x6000  | 1000
            and the way back                                          | 1000 | 150  | 1000x6000 150x50  | 300
            one hang is not the latency                               | 1000 | 150  | 100x50 1x50000    | 483
            slow pages among quick details are few                    | 1000 | 150  | 150x50 1x6000 150x50 | 300
            """)
    void as_many_requests_may_be_in_flight_as_the_limit_allows_in_the_time_of_a_response(
            String name, int setting, double perSecond, String latencies, int bound) {
        FlightBound flights = new FlightBound(setting);
        numbers(latencies).forEach(some -> answer(flights, DETAIL, some, 1_000));

        assertThat(flights.requests(perSecond)).as(name).isEqualTo(bound);
    }

    /** Sizes are {@code times x bytes}. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            responses not seen yet count as large                    |                          | 160
            small responses are many                                 | 100x8000                 | 1000
            conversations of 500 parts with 10,000 letters are few   | 100x5000000              | 6
            a response that is larger than the memory comes alone    | 100x50000000             | 1
            heavy ones after light ones are learned from some        | 1000x8000 100x5000000    | 6
            a heavy one in a hundred counts as what it is            | 99x8000 1x5000000 99x8000 | 1000
            """)
    void the_responses_under_way_fit_in_the_memory(String name, String sizes, int atOnce) {
        FlightBound flights = new FlightBound(1_000);
        numbers(sizes).forEach(some -> {
            for (int i = 0; i < Integer.parseInt(some.group(1)); i++) {
                flights.answered(DETAIL, Duration.ofSeconds(1), Integer.parseInt(some.group(2)));
            }
        });

        assertThat(sendAll(flights, DETAIL)).as(name).isEqualTo(atOnce);
    }

    @Test
    void each_kind_has_a_size_of_its_own_and_all_share_the_memory() {
        FlightBound flights = new FlightBound(1_000);
        flights.answered(PAGE, Duration.ofSeconds(1), 1_000_000);
        flights.answered(DETAIL, Duration.ofSeconds(1), 500_000);
        long page = flights.sent(PAGE);

        assertThat(page).isEqualTo(1_000_000);
        assertThat(sendAll(flights, DETAIL)).isEqualTo(62);
        assertThat(flights.hasRoom(PAGE)).isFalse();
        flights.ended(page);
        assertThat(flights.hasRoom(PAGE)).isTrue();
    }

    private static int sendAll(FlightBound flights, Request request) {
        int count = 0;
        for (; count < 1_000 && flights.hasRoom(request); count++) {
            assertThat(flights.sent(request)).isPositive();
        }
        return count;
    }

    private static Stream<MatchResult> numbers(String text) {
        return Pattern.compile("(\\d+)x(\\d+)")
                .matcher(text == null ? "" : text)
                .results();
    }

    private static void answer(FlightBound flights, Request request, MatchResult some, int bytes) {
        for (int i = 0; i < Integer.parseInt(some.group(1)); i++) {
            flights.answered(request, Duration.ofMillis(Integer.parseInt(some.group(2))), bytes);
        }
    }
}
