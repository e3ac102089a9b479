package io.kafkaconnect.intercom.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The remedies for a person. */
class RemedyTest {
    private static final Request REQUEST = Request.get("/tags");

    @ParameterizedTest
    @CsvSource({
        "PROXY, 407, intercom.proxy.password",
        "CERTIFICATE, 0, intercom.ssl.truststore.location or intercom.ssl.truststore.certificates",
        "CERTIFICATE_OF_ANOTHER, 0, intercom.base.url",
        "CERTIFICATE_OUT_OF_DATE, 0, renew it",
        "REDIRECT, 302, which gateway or proxy",
        "GATEWAY, 403, which gateway or proxy",
        "CONNECTION, 0, intercom.max.retries",
        "INTERCOM, 503, intercom.max.retries"
    })
    void the_remedy_after_all_retries_names_the_origin_of_the_failure(Failure.Origin word, int status, String words) {
        Failure failure = new Failure(REQUEST, status, "", "", "", word);
        assertThat(Remedy.on(new Reply.Unavailable(failure))).contains(words).doesNotContain("bug of the connector");
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY, 407, '', intercom.proxy.password",
        "CERTIFICATE, 0, '', intercom.ssl.truststore.location",
        "GATEWAY, 502, '', which gateway or proxy",
        "REDIRECT, 302, '', which gateway or proxy",
        "CONNECTION, 0, '', network",
        "BROKEN, 200, '', request id",
        "INTERCOM, 503, server_error, request id",
        "INTERCOM, 429, too_many_requests, request id",
        "INTERCOM, 429, rate_limit_exceeded, which other program",
    })
    void the_remedy_during_retries_says_what_to_do_if_the_error_lasts(
            Failure.Origin word, int status, String code, String words) {
        Failure failure = new Failure(REQUEST, status, code, "", "", word);
        Reply.Failed reply =
                status == 429 ? new Reply.Throttled(failure, Duration.ZERO) : new Reply.Unavailable(failure);
        assertThat(Remedy.whileRetrying(reply)).startsWith("No data is lost").contains(words);
    }

    @Test
    void a_doubted_refusal_has_another_remedy_than_a_final_one() {
        Failure failure = new Failure(REQUEST, 403, "forbidden", "", "");
        assertThat(Remedy.whileRetrying(new Reply.Forbidden(failure)))
                .isEqualTo(Remedy.whileRetrying(new Reply.Rejected(failure)))
                .contains("may be wrong");
        assertThat(Remedy.whileRetrying(new Reply.Unauthorized(failure))).contains("intercom.access.token");
    }

    @Test
    void a_refused_token_has_another_remedy_than_a_refused_app() {
        assertThat(Remedy.on(new Reply.Unauthorized(new Failure(REQUEST, 401, "unauthorized", "", ""))))
                .contains("intercom.access.token", "uses a new token without a restart");
        assertThat(Remedy.on(new Reply.Forbidden(new Failure(Request.get("/me"), 403, "forbidden", "", ""))))
                .contains("refuses its app")
                .doesNotContain("skip");
        assertThat(Remedy.on(new Reply.Forbidden(new Failure(REQUEST, 401, "token_unauthorized", "", ""))))
                .contains("lacks a permission", "intercom.behavior.on.missing.permission=skip");
    }
}
