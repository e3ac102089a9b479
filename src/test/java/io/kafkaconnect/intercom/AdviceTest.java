package io.kafkaconnect.intercom;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.api.Failure;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is advised to do. */
class AdviceTest {
    private static final Request REQUEST = Request.get("/tags");

    @ParameterizedTest
    @CsvSource({
        "PROXY, 407, intercom.proxy.password",
        "CERTIFICATE, 0, intercom.ssl.truststore.location or intercom.ssl.truststore.certificates",
        "CERTIFICATE_OF_ANOTHER, 0, intercom.base.url",
        "CERTIFICATE_OUT_OF_DATE, 0, renew it",
        "REDIRECT, 302, stands between",
        "GATEWAY, 403, stands between",
        "CONNECTION, 0, intercom.max.retries",
        "INTERCOM, 503, intercom.max.retries"
    })
    void retries_that_are_used_up_name_what_is_in_the_way(Failure.Word word, int status, String words) {
        Failure failure = new Failure(REQUEST, status, "", "", "", word);
        assertThat(Advice.on(new Reply.Unavailable(failure))).contains(words).doesNotContain("defect");
    }

    @Test
    void a_token_that_is_refused_is_told_from_an_app_that_is_not_let_in() {
        assertThat(Advice.on(new Reply.Unauthorized(new Failure(REQUEST, 401, "unauthorized", "", ""))))
                .contains("intercom.access.token", "takes up a new token by itself");
        assertThat(Advice.on(new Reply.Denied(new Failure(Request.get("/me"), 403, "forbidden", "", ""))))
                .contains("refuses its app")
                .doesNotContain("skip");
        assertThat(Advice.on(new Reply.Denied(new Failure(REQUEST, 401, "token_unauthorized", "", ""))))
                .contains("lacks a permission", "intercom.behavior.on.missing.permission=skip");
    }
}
