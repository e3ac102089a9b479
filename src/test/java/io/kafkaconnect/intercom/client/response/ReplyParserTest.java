package io.kafkaconnect.intercom.client.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.http.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.500Z");
    private static final Request REQUEST = Request.post(
                    "/contacts/search", JsonNodeFactory.instance.objectNode().put("email", "eve@private.example"))
            .withQueryParam("email", "eve@private.example");

    private final ReplyParser replies =
            new ReplyParser(Clock.fixed(NOW, ZoneOffset.UTC), "api.intercom.io", ExchangeListener.NONE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | scroll_exists            |                                           | Throttled   | 60
            400 | bad_request              | scroll already exists for this workspace  | Throttled   | 60
            400 | bad_request              | page limit reached, please use scroll API | Rejected    |
            400 | invalid_sort_order       | eve                                       | Rejected    |
            400 | parameter_invalid        | eve                                       | Rejected    |
            400 | parameter_missing        | eve                                       | Rejected    |
            400 | missing_parameter        | eve                                       | Rejected    |
            400 | parameter_not_found      | eve                                       | Rejected    |
            400 | type_mismatch            | eve                                       | Rejected    |
            400 | client_error             | eve                                       | Rejected    |
            400 | intercom_version_invalid | eve                                       | Rejected    |
            401 | unauthorized             | Access Token Invalid                      | Unauthorized |
            401 | token_revoked            |                                           | Unauthorized |
            401 | token_not_found          |                                           | Unauthorized |
            401 | token_expired            |                                           | Unauthorized |
            401 | token_blocked            |                                           | Unauthorized |
            401 | token_unauthorized       |                                           | Unauthorized |
            401 | missing_authorization    |                                           | Unauthorized |
            402 | plan                     | eve                                       | Forbidden   |
            403 | api_plan_restricted      |                                           | Forbidden   |
            403 | forbidden                | needs read_conversations                  | Forbidden   |
            403 | action_forbidden         |                                           | Forbidden   |
            404 | not_found                | eve                                       | NotFound    |
            404 | company_not_found        | eve                                       | NotFound    |
            404 | conversation_not_found   | eve                                       | NotFound    |
            404 | ticket_not_found         | eve                                       | NotFound    |
            406 | media_type_not_accepted  | eve                                       | Rejected    |
            408 | request_timeout          | eve                                       | Unavailable |
            409 | conflict                 | eve                                       | Rejected    |
            409 | resource_conflict        | eve                                       | Rejected    |
            410 | contact_merged           | eve                                       | NotFound    |
            422 | unprocessable_entity     | eve                                       | Rejected    |
            422 | data_invalid             | eve                                       | Rejected    |
            400 | retry_after              | eve                                       | Throttled   | 0
            503 | retry_after              | eve                                       | Throttled   | 0
            429 | rate_limit_exceeded      | Exceeded rate limit of 167 in 10_seconds  | Throttled   | 10
            429 | too_many_requests        | eve                                       | Throttled   | 0
            500 | server_error             | restart the scroll operation              | Unavailable |
            503 | service_unavailable      | eve                                       | Unavailable |
            400 | brand_new                | eve                                       | Rejected    |
            401 | brand_new                | eve                                       | Unauthorized |
            404 | brand_new                | eve                                       | NotFound    |
            429 | brand_new                | eve                                       | Throttled   | 10
            500 | brand_new                | eve                                       | Unavailable |
            500 | scroll_exists            |                                           | Unavailable |
            """)
    void the_status_of_an_error_decides_and_its_code_refines_it(
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

    /** Bodies that are not Intercom's. With any status, they say nothing about the requested data. */
    static Stream<Arguments> statusesInOthersWords() {
        List<Integer> statuses = List.of(
                201, 202, 204, 206, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410,
                413, 418, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 520, 521, 525, 530, 599);
        List<String> bodies = List.of(
                "",
                " ",
                "<html><body>eve@private.example</body></html>",
                "no Route matched",
                "null",
                "[1]",
                "{}",
                "{\"errors\": [{\"mes",
                "{\"message\": \"no Route matched with those values\"}",
                "{\"status\": 404, \"error\": \"eve\", \"request_id\": \"eve\"}",
                "{\"errors\": [{\"code\": \"not_found\"}]}",
                "{\"type\": \"error\", \"errors\": [{\"code\": \"not_found\"}]}",
                "{\"type\": \"error.list\"}",
                "{\"type\": \"error.list\", \"errors\": null}",
                "{\"type\": \"error.list\", \"errors\": []}",
                "{\"type\": \"error.list\", \"errors\": [null]}",
                "{\"type\": \"error.list\", \"errors\": [\"not_found\"]}",
                "{\"type\": \"error.list\", \"errors\": {\"code\": \"not_found\"}}",
                "{\"type\": \"error.list\", \"errors\": [{\"message\": \"eve\"}]}",
                "{\"type\": \"error.list\", \"errors\": [{\"code\": \"\"}]}",
                "{\"type\": \"error.list\", \"errors\": [{\"code\": null}]}",
                "{\"type\": \"error.list\", \"errors\": [{\"code\": 404}]}");
        return statuses.stream().flatMap(status -> bodies.stream().map(body -> Arguments.of(status, body)));
    }

    @ParameterizedTest
    @MethodSource("statusesInOthersWords")
    void a_response_that_is_not_intercoms_is_retried(int status, String body) {
        Reply.Failed reply = failed(status, body);
        assertThat(reply).isInstanceOf(status == 429 ? Reply.Throttled.class : Reply.Unavailable.class);
        assertThat(reply.failure().isIntercoms()).isFalse();
        assertThat(reply.failure().describe())
                .startsWith("POST /contacts/search was answered " + status + ": ")
                .doesNotContain("eve", "not_found", "no Route");
        if (reply instanceof Reply.Throttled throttled) {
            assertThat(throttled.isRateLimit()).isFalse();
            assertThat(throttled.atLeast()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "407, PROXY, intercom.proxy.user",
        "302, REDIRECT, api.intercom.io",
        "304, REDIRECT, a redirect",
        "403, GATEWAY, a gateway or proxy",
        "502, GATEWAY, a gateway or proxy",
        "204, GATEWAY, a gateway or proxy"
    })
    void the_origin_of_a_foreign_response_is_named(int status, Failure.Origin word, String named) {
        Failure failure = failed(status, "<html>").failure();
        assertThat(failure.origin()).isEqualTo(word);
        assertThat(failure.describe()).contains(named);
    }

    /** Even with Intercom's list of errors, these statuses are not Intercom's. */
    @ParameterizedTest
    @ValueSource(ints = {201, 204, 302, 407})
    void a_status_that_intercom_does_not_use_is_not_intercoms_response(int status) {
        Reply.Failed reply = failed(
                status, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"not_found\", \"message\": \"eve\"}]}");
        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
        assertThat(reply.failure().isIntercoms()).isFalse();
    }

    /** A code refines the status only in Intercom's own list of errors. */
    @ParameterizedTest
    @CsvSource({"400, scroll_exists", "400, retry_after", "503, retry_after", "429, rate_limit_exceeded"})
    void a_code_outside_intercoms_list_of_errors_does_not_count(int status, String code) {
        Reply.Failed reply = failed(status, "{\"errors\": [{\"code\": \"" + code + "\"}]}");
        assertThat(reply).isInstanceOf(status == 429 ? Reply.Throttled.class : Reply.Unavailable.class);
        assertThat(reply.failure().code()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            ''                               | BROKEN  | false | the response holds no JSON object
            null                             | BROKEN  | false | the response holds no JSON object
            <html>eve</html>                 | GATEWAY | false | the response is not Intercom's; a gateway or proxy may have answered instead
            {"data": [{"email": "eve         | BROKEN  | true  | the response holds no JSON object
            [{"email": "eve"}]               | BROKEN  | false | the response holds no JSON object
            "eve"                            | BROKEN  | false | the response holds no JSON object
            {"type": "error.list"}           | BROKEN  | false | the response is a list of errors
            {"type": "list"}                 | BROKEN  | false | the response holds no list 'data' or 'contacts'
            {"data": {"email": "eve"}}       | BROKEN  | false | the response holds no list 'data' or 'contacts'
            """)
    void a_200_without_its_expected_content_is_retried(
            String body, Failure.Origin word, boolean maybeTooMuch, String flaw) {
        Reply reply = replies.parse(
                REQUEST.listing("data", "contacts"),
                new Transport.RawResponse(200, name -> null, bytes(body == null ? "null" : body)),
                Duration.ZERO);
        assertThat(reply).isInstanceOfSatisfying(Reply.Unavailable.class, unavailable -> {
            assertThat(unavailable.failure().origin()).isEqualTo(word);
            assertThat(unavailable.retryWithSmallerPage()).isEqualTo(maybeTooMuch);
            assertThat(unavailable.failure().describe()).isEqualTo("POST /contacts/search was answered 200: " + flaw);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"id\": \"7\"}', true",
        "'{\"id\": 7}', true",
        "'{\"id\": 7.0}', false",
        "'{\"id\": \"8\"}', false",
        "'{\"id\": true}', false",
        "'{\"id\": null}', false",
        "'{}', false"
    })
    void a_response_about_another_entity_is_broken(String body, boolean taken) {
        Reply reply = replies.parse(
                Request.get("/contacts/7").about("7"),
                new Transport.RawResponse(200, name -> null, bytes(body)),
                Duration.ZERO);
        assertThat(reply instanceof Reply.Success).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"503, 7, 7", "403, 86400, 60", "302, -5, 0", "502, soon, 0"})
    void a_foreign_response_may_name_the_delay_of_the_retry(int status, String retryAfter, long seconds) {
        Reply reply = replies.parse(
                REQUEST,
                new Transport.RawResponse(
                        status, name -> name.equals("Retry-After") ? retryAfter : null, bytes("<html>")),
                Duration.ZERO);
        assertThat(((Reply.Unavailable) reply).atLeast()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            the limiter knows from the headers         | rate_limit_exceeded | 100/0/1772366410        |       | 0
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
    void a_throttled_request_waits_as_long_as_intercom_says(
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
        Reply reply = replies.parse(
                REQUEST,
                new Transport.RawResponse(
                        429,
                        headers::get,
                        bytes("{\"type\": \"error.list\", \"errors\": [{\"code\": \"" + code + "\"}]}")),
                Duration.ZERO);
        assertThat(((Reply.Throttled) reply).atLeast()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            Sun, 01 Mar 2026 11:58:00 GMT | 2026-03-01T11:57:58Z
            Sun, 1 Mar 2026 12:00:59 GMT  | 2026-03-01T11:59:58.500Z
            Sun, 1 Mar 2026 12:30:00 GMT  | 2026-03-01T11:59:58.500Z
            Fri, 31 Dec 9999 23:59:59 GMT | 2026-03-01T11:59:58.500Z
            Thu, 1 Jan 1970 00:00:00 GMT  | 1969-12-31T23:59:58Z
            yesterday                     | 2026-03-01T11:59:58.500Z
            ''                            | 2026-03-01T11:59:58.500Z
            none                          | 2026-03-01T11:59:58.500Z
            """)
    void data_is_as_of_intercoms_time_at_the_request(String date, Instant asOf) {
        Reply reply = replies.parse(
                REQUEST,
                new Transport.RawResponse(
                        200, name -> name.equals("Date") ? date : null, bytes("{\"type\": \"list\"}")),
                Duration.ofSeconds(2));
        assertThat(reply).isInstanceOfSatisfying(Reply.Success.class, found -> {
            assertThat(found.asOf()).isEqualTo(asOf);
            assertThat(found.body().path("type").asText()).isEqualTo("list");
            assertThat(found.request()).isSameAs(REQUEST);
        });
    }

    @Test
    void a_failure_without_a_response_does_not_repeat_the_message_of_the_exception() {
        IOException broken = new IOException("https://api/contacts?email=eve@private.example");
        assertThat(description(broken)).isEqualTo("POST /contacts/search got no response: IOException");
        assertThat(description(new CompletionException(broken)))
                .isEqualTo("POST /contacts/search got no response: IOException");
        assertThat(description(new TimeoutException("https://api/contacts?email=eve@private.example")))
                .isEqualTo(
                        "POST /contacts/search got no response: no complete response within intercom.request.timeout.ms");
    }

    static List<Arguments> certificates() {
        return List.of(
                arguments(new CertPathBuilderException("eve"), Failure.Origin.CERTIFICATE, "is not trusted"),
                arguments(new CertPathValidatorException("eve"), Failure.Origin.CERTIFICATE, "is not trusted"),
                arguments(new CertificateException("eve"), Failure.Origin.CERTIFICATE, "is not trusted"),
                arguments(new InvalidAlgorithmParameterException("eve"), Failure.Origin.CERTIFICATE, "is not trusted"),
                arguments(
                        new CertificateException("No name matching eve found"),
                        Failure.Origin.CERTIFICATE_OF_ANOTHER,
                        "names another host"),
                arguments(
                        new CertificateException("No subject alternative DNS name matching eve found."),
                        Failure.Origin.CERTIFICATE_OF_ANOTHER,
                        "names another host"),
                arguments(
                        new SSLPeerUnverifiedException("eve"),
                        Failure.Origin.CERTIFICATE_OF_ANOTHER,
                        "names another host"),
                arguments(
                        new CertificateExpiredException("eve"),
                        Failure.Origin.CERTIFICATE_OUT_OF_DATE,
                        "has expired or is not valid yet"),
                arguments(
                        new CertificateNotYetValidException("eve"),
                        Failure.Origin.CERTIFICATE_OUT_OF_DATE,
                        "has expired or is not valid yet"));
    }

    @ParameterizedTest
    @MethodSource("certificates")
    void the_error_of_a_certificate_is_named(Exception deepest, Failure.Origin word, String words) {
        SSLHandshakeException handshake = new SSLHandshakeException("eve");
        handshake.initCause(new CertificateException("eve", deepest));
        ConnectException refused = new ConnectException("eve");
        refused.initCause(handshake);
        for (Throwable thrown : List.of(deepest, refused, new CompletionException(refused))) {
            Failure failure = ((Reply.Unavailable) replies.parse(REQUEST, thrown)).failure();
            assertThat(failure.origin()).isEqualTo(word);
            assertThat(failure.describe())
                    .contains("the certificate of api.intercom.io", words)
                    .endsWith(": " + deepest.getClass().getSimpleName())
                    .doesNotContain("eve");
        }
    }

    @Test
    void a_broken_handshake_is_not_an_error_of_the_certificate() {
        SSLHandshakeException hungUp = new SSLHandshakeException("Remote host terminated the handshake");
        hungUp.initCause(new EOFException("eve"));
        assertThat(description(hungUp)).isEqualTo("POST /contacts/search got no response: EOFException");
        assertThat(((Reply.Unavailable) replies.parse(REQUEST, new SSLHandshakeException("eve")))
                        .failure()
                        .origin())
                .isEqualTo(Failure.Origin.CONNECTION);
    }

    @Test
    void a_broken_connection_names_the_innermost_cause() {
        ConnectException refused = new ConnectException("eve");
        refused.initCause(new IOException("eve", new UnknownHostException("eve")));
        assertThat(description(refused)).isEqualTo("POST /contacts/search got no response: UnknownHostException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "message", "request_id"})
    void a_message_of_intercom_becomes_one_line_of_bounded_length(String where) {
        String odd = "eve\\nERROR " + "x".repeat(100_000);
        String error = "{\"code\": \"%s\", \"message\": \"%s\"}"
                .formatted(where.equals("code") ? odd : "forbidden", where.equals("message") ? odd : "");
        String body = "{\"type\": \"error.list\", \"request_id\": \"%s\", \"errors\": [%s]}"
                .formatted(where.equals("request_id") ? odd : "7f3a", error);
        assertThat(failed(403, body).failure().describe())
                .contains("eve\uFFFDERROR xxx")
                .doesNotContain("\n")
                .hasSizeLessThan(500);
    }

    @Test
    void a_message_of_intercom_loses_its_full_stop_because_a_remedy_follows() {
        String body =
                "{\"type\": \"error.list\", \"errors\": [{\"code\": \"forbidden\", \"message\": \"Not allowed.\"}]}";
        assertThat(failed(403, body).failure().describe())
                .isEqualTo("POST /contacts/search was answered 403 forbidden: Not allowed");
    }

    private String description(Throwable thrown) {
        Reply reply = replies.parse(REQUEST, thrown);
        assertThat(reply).isInstanceOf(Reply.Unavailable.class);
        return ((Reply.Unavailable) reply).failure().describe();
    }

    private Reply.Failed failed(int status, String body) {
        Reply reply =
                replies.parse(REQUEST, new Transport.RawResponse(status, name -> null, bytes(body)), Duration.ZERO);
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
