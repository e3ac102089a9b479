package io.kafkaconnect.intercom.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");
    private static final Request REQUEST = Request.post(
                    "/contacts/search", JsonNodeFactory.instance.objectNode().put("email", "eve@private.example"))
            .with("email", "eve@private.example");

    private final Replies replies = new Replies(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | scroll_exists            |                                           | Throttled   | 60
            400 |                          | scroll already exists for this workspace  | Throttled   | 60
            400 | bad_request              | page limit reached, please use scroll API | Rejected    |
            400 | invalid_sort_order       | eve                                       | Rejected    |
            400 | parameter_invalid        | eve                                       | Rejected    |
            400 | parameter_missing        | eve                                       | Rejected    |
            400 | missing_parameter        | eve                                       | Rejected    |
            400 | parameter_not_found      | eve                                       | Rejected    |
            400 | type_mismatch            | eve                                       | Rejected    |
            400 | client_error             | eve                                       | Rejected    |
            400 | intercom_version_invalid | eve                                       | Rejected    |
            401 | unauthorized             | Access Token Invalid                      | Denied      |
            401 | token_revoked            |                                           | Denied      |
            401 | token_not_found          |                                           | Denied      |
            401 | token_expired            |                                           | Denied      |
            401 | token_blocked            |                                           | Denied      |
            401 | token_unauthorized       |                                           | Denied      |
            401 | missing_authorization    |                                           | Denied      |
            402 | plan                     | eve                                       | Denied      |
            403 | api_plan_restricted      |                                           | Denied      |
            403 | forbidden                | needs read_conversations                  | Denied      |
            403 | action_forbidden         |                                           | Denied      |
            404 | not_found                | eve                                       | Gone        |
            404 | company_not_found        | eve                                       | Gone        |
            404 | conversation_not_found   | eve                                       | Gone        |
            404 | ticket_not_found         | eve                                       | Gone        |
            406 | media_type_not_accepted  | eve                                       | Rejected    |
            408 | request_timeout          | eve                                       | Unavailable |
            409 | conflict                 | eve                                       | Rejected    |
            409 | resource_conflict        | eve                                       | Rejected    |
            410 | contact_merged           | eve                                       | Gone        |
            422 | unprocessable_entity     | eve                                       | Rejected    |
            422 | data_invalid             | eve                                       | Rejected    |
            400 | retry_after              | eve                                       | Throttled   | 0
            503 | retry_after              | eve                                       | Throttled   | 0
            429 | rate_limit_exceeded      | Exceeded rate limit of 167 in 10_seconds  | Throttled   | 10
            429 | too_many_requests        | eve                                       | Throttled   | 0
            500 | server_error             | restart the scroll operation              | Unavailable |
            502 |                          |                                           | Unavailable |
            503 | service_unavailable      | eve                                       | Unavailable |
            504 |                          |                                           | Unavailable |
            302 |                          |                                           | Rejected    |
            400 | brand_new                | eve                                       | Rejected    |
            401 | brand_new                | eve                                       | Denied      |
            404 | brand_new                | eve                                       | Gone        |
            429 | brand_new                | eve                                       | Throttled   | 10
            500 | brand_new                | eve                                       | Unavailable |
            500 | scroll_exists            |                                           | Unavailable |
            """)
    void an_error_is_known_by_its_status_and_refined_by_its_code(
            int status, String code, String message, String type, Long floorSeconds) {
        Reply.Failed reply = failed(status, """
                {"type": "error.list", "request_id": "r-1", "errors": [{"code": %s, "message": %s}]}""".formatted(quoted(code), quoted(message)));

        assertThat(reply.getClass().getSimpleName()).isEqualTo(type);
        assertThat(
                        reply instanceof Reply.Throttled throttled
                                ? throttled.atLeast().toSeconds()
                                : null)
                .isEqualTo(floorSeconds);
        assertThat(reply.failure().status()).isEqualTo(status);
        assertThat(reply.failure().code()).isEqualTo(code == null ? "" : code);
        assertThat(reply.failure().requestId()).isEqualTo("r-1");
        boolean permission = status == 401 || status == 403;
        assertThat(reply.failure().describe())
                .startsWith("POST /contacts/search was answered " + status)
                .contains(permission && message != null ? message : "")
                .doesNotContain("private");
        if (!permission && message != null && !type.equals("Throttled")) {
            assertThat(reply.failure().describe()).doesNotContain(message);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            200 | ''                                       | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            200 | <html>eve</html>                         | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            200 | {"data": [{"email": "eve                 | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            200 | [{"email": "eve"}]                       | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            200 | "eve"                                    | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            200 | null                                     | Unavailable | POST /contacts/search was answered 200: the answer holds no JSON object
            504 | <html>eve</html>                         | Unavailable | POST /contacts/search was answered 504
            500 | ''                                       | Unavailable | POST /contacts/search was answered 500
            400 | {"errors": [{"mes                        | Rejected    | POST /contacts/search was answered 400
            403 | [1]                                      | Denied      | POST /contacts/search was answered 403
            404 | ''                                       | Gone        | POST /contacts/search was answered 404
            404 | <html>eve</html>                         | Unavailable | POST /contacts/search was answered 404
            410 | no such route                            | Unavailable | POST /contacts/search was answered 410
            404 | {"status": 404, "error": "eve"}          | Gone        | POST /contacts/search was answered 404
            404 | {"request_id": null, "errors": null}     | Gone        | POST /contacts/search was answered 404
            422 | {"request_id": "r", "errors": []}        | Rejected    | POST /contacts/search was answered 422 (request id r)
            422 | {"errors": {"code": "eve"}}              | Rejected    | POST /contacts/search was answered 422
            401 | {"errors": [{"code": "c", "message": null}]} | Denied  | POST /contacts/search was answered 401 c
            """)
    void an_odd_body_is_no_obstacle(int status, String body, String type, String description) {
        Reply.Failed reply = failed(status, body == null ? "null" : body);
        assertThat(reply.getClass().getSimpleName()).isEqualTo(type);
        assertThat(reply.failure().describe()).isEqualTo(description);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the budget knows from the headers         | rate_limit_exceeded | 100/0/1772366410        |       | 0
            else it is a window                       | rate_limit_exceeded |                         |       | 10
            also where they cannot be                 | rate_limit_exceeded | 100/0/1772366410000     |       | 10
            what Intercom asks for counts             | rate_limit_exceeded |                         | 3     | 3
            whatever the headers say                  | rate_limit_exceeded | 100/0/1772366410        | 15    | 15
            but no more than a minute                 | rate_limit_exceeded | 100/0/1772366410        | 86400 | 60
            however much it is                        | rate_limit_exceeded |                         | 99999999999999999999 | 10
            a date is none of ours                    | rate_limit_exceeded |                         | Sun, 01 Mar 2026 12:00:00 GMT | 10
            nor is a time before                      | rate_limit_exceeded |                         | -5    | 10
            a resource has no window                  | too_many_requests   |                         |       | 0
            but may have its wait                     | too_many_requests   | 100/50/1772366410       | 7     | 7
            """)
    void what_is_not_let_in_waits_as_long_as_intercom_says(
            String name, String code, String rates, String retryAfter, long seconds) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Date", "Sun, 01 Mar 2026 12:00:00 GMT");
        headers.put("Retry-After", retryAfter);
        if (rates != null) {
            String[] told = rates.split("/", -1);
            headers.put("X-RateLimit-Limit", told[0]);
            headers.put("X-RateLimit-Remaining", told[1]);
            headers.put("X-RateLimit-Reset", told[2]);
        }
        Reply reply = replies.of(
                REQUEST,
                new Transport.Answer(429, headers::get, bytes("{\"errors\": [{\"code\": \"" + code + "\"}]}")),
                Duration.ZERO);
        assertThat(((Reply.Throttled) reply).atLeast()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            Sun, 01 Mar 2026 11:58:00 GMT | 2026-03-01T11:57:58Z
            Sun, 1 Mar 2026 12:30:00 GMT  | 2026-03-01T12:29:58Z
            yesterday                     | 2026-03-01T11:59:58.500Z
            ''                            | 2026-03-01T11:59:58.500Z
            none                          | 2026-03-01T11:59:58.500Z
            """)
    void data_is_as_of_the_time_it_was_asked_by_the_clock_of_intercom(String date, Instant asOf) {
        Reply reply = replies.of(
                REQUEST,
                new Transport.Answer(200, name -> name.equals("Date") ? date : null, bytes("{\"type\": \"list\"}")),
                Duration.ofSeconds(2));
        assertThat(reply).isInstanceOfSatisfying(Reply.Found.class, found -> {
            assertThat(found.asOf()).isEqualTo(asOf);
            assertThat(found.body().path("type").asText()).isEqualTo("list");
            assertThat(found.asked()).isSameAs(REQUEST);
        });
    }

    @Test
    void a_failure_without_an_answer_is_told_without_the_words_of_the_exception() {
        IOException broken = new IOException("https://api/contacts?email=eve@private.example");
        assertThat(description(broken)).isEqualTo("POST /contacts/search got no answer: IOException");
        assertThat(description(new CompletionException(broken)))
                .isEqualTo("POST /contacts/search got no answer: IOException");
        assertThat(description(new TimeoutException("https://api/contacts?email=eve@private.example")))
                .isEqualTo(
                        "POST /contacts/search got no answer: no complete answer within intercom.request.timeout.ms");
    }

    private String description(Throwable thrown) {
        Reply reply = replies.of(REQUEST, thrown);
        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
        return ((Reply.Unavailable) reply).failure().describe();
    }

    private Reply.Failed failed(int status, String body) {
        Reply reply = replies.of(REQUEST, new Transport.Answer(status, name -> null, bytes(body)), Duration.ZERO);
        assertThat(reply).isInstanceOf(Reply.Failed.class);
        return (Reply.Failed) reply;
    }

    private static String quoted(String text) {
        return text == null ? "null" : '"' + text + '"';
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
