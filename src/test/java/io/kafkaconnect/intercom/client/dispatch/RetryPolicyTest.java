package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.client.response.ReplyParser;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private static final Request REQUEST = Request.get("/me");

    /** The backoff is 1 s and the maximum wait 60 s. Earlier attempts are unavailable/throttled/unauthorized. No wait means a final reply. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "final", textBlock = """
            unavailable | 0/0/0    | -1 | 0.0  | 500
            unavailable | 0/0/0    | -1 | 1.0  | 1000
            unavailable | 1/0/0    | -1 | 0.0  | 1000
            unavailable | 1/0/0    | -1 | 1.0  | 2000
            unavailable | 2/0/0    | -1 | 0.5  | 3000
            unavailable | 5/0/0    | -1 | 1.0  | 32000
            unavailable | 6/0/0    | -1 | 0.0  | 30000
            unavailable | 6/0/0    | -1 | 1.0  | 60000
            unavailable | 100000/0/0 | -1 | 1.0 | 60000
            unavailable | 0/0/0    | 0  | 0.0  | final
            unavailable | 0/0/0    | 3  | 0.0  | 500
            unavailable | 2/0/0    | 3  | 0.0  | 2000
            unavailable | 3/0/0    | 3  | 0.0  | final
            unavailable | 2/9/1    | 3  | 0.0  | 2000
            asks for 7  | 0/0/0    | -1 | 1.0  | 8000
            asks for 7  | 3/0/0    | -1 | 1.0  | 8000
            asks for 7  | 6/0/0    | -1 | 1.0  | 60000
            asks for 7  | 3/0/0    | 3  | 1.0  | final
            limit       | 0/0/0    | 0  | 0.0  | 0
            a gateway's | 0/0/0    | 0  | 0.0  | final
            a gateway's | 0/0/0    | 1  | 0.0  | 500
            a gateway's | 3/0/0    | -1 | 1.0  | 8000
            limit       | 0/0/0    | 0  | 1.0  | 1000
            limit       | 9/100000/0 | 3 | 1.0 | 1000
            no headers  | 0/0/0    | 0  | 0.0  | 10000
            no headers  | 0/9/0    | 0  | 1.0  | 11000
            overloaded  | 0/0/0    | 0  | 0.0  | final
            overloaded  | 0/9/0    | -1 | 0.0  | 500
            overloaded  | 2/0/0    | -1 | 1.0  | 4000
            overloaded  | 2/0/0    | 3  | 1.0  | 4000
            overloaded  | 3/0/0    | 3  | 1.0  | final
            overloaded  | 100000/0/0 | -1 | 1.0 | 60000
            scroll      | 0/0/0    | 0  | 0.0  | 60000
            scroll      | 0/0/0    | 0  | 1.0  | 61000
            scroll      | 0/100000/0 | 3 | 0.0 | 60000
            401         | 0/0/0    | -1 | 0.0  | final
            402         | 0/0/0    | -1 | 0.0  | 500
            403         | 0/0/0    | -1 | 0.0  | 500
            403         | 9/9/9/1  | 3  | 0.0  | 1000
            403         | 0/0/0/2  | -1 | 0.0  | final
            403         | 0/0/0    | 0  | 0.0  | final
            rejected    | 0/0/0    | -1 | 0.0  | 500
            rejected    | 0/0/0/2  | -1 | 0.0  | final
            rejected    | 0/0/0    | 0  | 0.0  | final
            gone        | 0/0/0    | -1 | 0.0  | final
            """)
    void waits(String reply, String earlier, int most, double random, Long millis) {
        assertThat(retry(most, random).waitAfter(reply(reply), REQUEST, attempts(earlier), Integer.MAX_VALUE))
                .isEqualTo(Optional.ofNullable(millis).map(Duration::ofMillis));
    }

    /** While others of its kind are answered, the wait is short, unless the request fails more often than by chance. */
    @ParameterizedTest
    @CsvSource({
        "0, 9, 1000",
        "1, 9, 1000",
        "2, 9, 2000",
        "3, 9, 4000",
        "99, 3, 8000",
        "0, 10, 1000",
        "0, 13, 8000",
        "1, 99, 60000"
    })
    void the_wait_grows_with_the_failures_since_the_last_answer(int inRow, int own, long millis) {
        assertThat(retry(-1, 1.0).waitAfter(reply("unavailable"), REQUEST, attempts(own + "/0/0"), inRow))
                .contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @CsvSource({
        "unavailable, false",
        "limit, true",
        "overloaded, true",
        "scroll, true",
        "401, false",
        "403, false",
        "gone, false"
    })
    void a_request_without_retry_is_sent_again_only_after_it_was_throttled(String reply, boolean again) {
        assertThat(retry(-1, 0)
                        .waitAfter(reply(reply), REQUEST.withoutRetry(), RetryPolicy.Attempts.NONE, 1)
                        .isPresent())
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 2000", "5, 32000", "6, 60000", "1000, 60000"})
    void the_wait_after_a_401_grows_like_any_other(int earlier, long millis) {
        assertThat(retry(0, 1.0).afterRefusal(earlier)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void each_kind_of_failure_is_counted_separately() {
        RetryPolicy.Attempts attempts = RetryPolicy.Attempts.NONE
                .after(reply("unavailable"))
                .after(reply("unavailable"))
                .after(reply("unavailable"))
                .after(reply("limit"))
                .after(reply("scroll"))
                .after(reply("401"))
                .after(reply("403"))
                .after(reply("rejected"));
        assertThat(attempts).isEqualTo(new RetryPolicy.Attempts(3, 2, 1, 2));
        assertThat(attempts.total()).isEqualTo(8);
    }

    private static RetryPolicy retry(int most, double random) {
        return new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), most, () -> random);
    }

    private static RetryPolicy.Attempts attempts(String text) {
        String[] counts = text.split("/", -1);
        return new RetryPolicy.Attempts(
                Integer.parseInt(counts[0]),
                Integer.parseInt(counts[1]),
                Integer.parseInt(counts[2]),
                counts.length > 3 ? Integer.parseInt(counts[3]) : 0);
    }

    private static Reply.Failed reply(String kind) {
        return switch (kind) {
            case "unavailable" -> new Reply.Unavailable(failure(503));
            case "asks for 7" -> new Reply.Unavailable(failure(503), false, Duration.ofSeconds(7));
            case "a gateway's" ->
                new Reply.Throttled(new Failure(REQUEST, 429, "", "", "", Failure.Origin.GATEWAY), Duration.ZERO);
            case "limit" -> new Reply.Throttled(failure(429), Duration.ZERO);
            case "no headers" -> new Reply.Throttled(failure(429), RateLimiter.WINDOW);
            case "overloaded" ->
                new Reply.Throttled(new Failure(REQUEST, 429, "too_many_requests", "", ""), Duration.ZERO);
            case "scroll" -> new Reply.Throttled(failure(400), ReplyParser.SCROLL_EXPIRY);
            case "rejected" -> new Reply.Rejected(failure(422));
            case "gone" -> new Reply.NotFound(failure(404));
            case "401" -> new Reply.Unauthorized(failure(401));
            default -> new Reply.Forbidden(failure(Integer.parseInt(kind)));
        };
    }

    private static Failure failure(int status) {
        return new Failure(REQUEST, status, "", "", "");
    }
}
