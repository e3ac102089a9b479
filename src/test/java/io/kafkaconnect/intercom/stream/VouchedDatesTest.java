package io.kafkaconnect.intercom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Date far ahead counts once several answers in a row agree on it. */
class VouchedDatesTest {
    private final MovableClock clock = new MovableClock("2026-05-01T12:00:00Z");

    /** How far each answer is ahead of the worker's clock, and how far it may count as, in seconds. */
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-5, -5",
        "900, 0",
        "0 0 0 900 0 0 0, 0 0 0 0 0 0 0",
        "-1 -1 -1 900 -1, -1 -1 -1 0 -1",
        "600 600 600 600 600, 0 0 0 600 600",
        "600 600 600 1500 600 600, 0 0 0 600 600 600",
        "600 600 600 600 -3 -3, 0 0 0 600 -3 -3",
        "259200 259200 259200 259200, 216000 216000 216000 259200",
        "0 0 0 259200 0, 0 0 0 0 0",
    })
    void an_answer_is_no_further_ahead_than_those_before_it(String ahead, String counted) {
        String[] dates = ahead.split(" ", -1);
        int[] next = {0};
        VouchedDates intercom = new VouchedDates(
                request -> CompletableFuture.completedFuture(ScriptedIntercom.found(
                        request, "{}", clock.instant().plusSeconds(Long.parseLong(dates[next[0]++])))),
                clock);

        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < dates.length; i++) {
            clock.goOn(Duration.ofSeconds(7));
            Reply.Found found = (Reply.Found) intercom.ask(Request.get("/me")).join();
            seen.append(i == 0 ? "" : " ")
                    .append(Duration.between(clock.instant(), found.asOf()).toSeconds());
        }

        assertThat(seen).hasToString(counted);
    }
}
