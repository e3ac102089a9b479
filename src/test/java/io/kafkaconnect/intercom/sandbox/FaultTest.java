package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.kafkaconnect.intercom.sandbox.api.Call;
import io.kafkaconnect.intercom.sandbox.http.Fault;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest extends SandboxTest {

    @BeforeEach
    void startWithLimit() {
        start(options().size(Size.SMALL).rateLimitPerMinute(600_000));
    }

    @Test
    void aFaultBefallsTheNextMatchingRequestsOnly() {
        sandbox.faults().next(Call.to("GET /contacts/{id}"), 2, Fault.html(503));

        assertThat(client.get("/contacts").status()).isEqualTo(200);
        assertThat(client.get("/contacts/1").status()).isEqualTo(503);
        assertThat(client.get("/contacts/2").status()).isEqualTo(503);
        assertThat(sandbox.faults().spent()).isTrue();
        assertThat(client.get("/contacts/3").status()).isEqualTo(404);
    }

    @Test
    void faultsComeInTheOrderTheyWereOrdered() {
        sandbox.faults()
                .next(Call.any(), 1, Fault.html(502))
                .next(Call.any(), 1, Fault.NONE)
                .next(Call.any(), 1, Fault.error(408, "request_timeout"));

        assertThat(client.get("/me").status()).isEqualTo(502);
        assertThat(client.get("/me").status()).isEqualTo(200);
        assertThat(client.get("/me").errorCode()).isEqualTo("request_timeout");
        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @Test
    void anOutageLastsUntilItIsCleared() {
        sandbox.faults().always(Call.any(), Fault.html(500));
        for (int i = 0; i < 5; i++) {
            assertThat(client.get("/me").status()).isEqualTo(500);
        }
        sandbox.faults().clear();

        assertThat(client.get("/me").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void gatewaysAnswerInHtml(int status) {
        sandbox.faults().next(Call.any(), 1, Fault.html(status));

        Client.Answer answer = client.get("/me");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html");
    }

    @Test
    void tooManyRequestsComeWithAndWithoutAReset() {
        sandbox.faults()
                .next(Call.any(), 1, Fault.rateLimited(NOW.getEpochSecond() + 7))
                .next(Call.any(), 1, Fault.overloaded());

        Client.Answer limited = client.get("/me");
        assertThat(limited.errorCode()).isEqualTo("rate_limit_exceeded");
        assertThat(limited.header("X-RateLimit-Reset")).isEqualTo(Long.toString(NOW.getEpochSecond() + 7));
        Client.Answer overloaded = client.get("/me");
        assertThat(overloaded.status()).isEqualTo(429);
        assertThat(overloaded.errorCode()).isEqualTo("too_many_requests");
        assertThat(overloaded.header("X-RateLimit-Reset")).isNull();
    }

    @Test
    void aConnectionCanBeCut() {
        // Posts, since the client quietly repeats a GET whose connection breaks.
        for (Fault cut : List.of(Fault.CUT_BEFORE_ANSWER, Fault.CUT_IN_BODY)) {
            sandbox.faults().next(Call.to("POST /contacts/search"), 1, cut);
            assertThatThrownBy(() -> client.search("contacts", EVERYTHING, null, null))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseInstanceOf(IOException.class);
        }

        assertThat(client.get("/contacts").status()).isEqualTo(200);
        assertThat(sandbox.requests().of("POST /contacts/search").get(0).status())
                .isZero();
    }

    @Test
    void anAnswerMayNeverCome() {
        sandbox.faults().next(Call.any(), 1, Fault.NO_ANSWER);

        assertThatThrownBy(() -> client.send(client.request("/me").timeout(Duration.ofMillis(50))))
                .hasCauseInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anAnswerMayBeLateAndEvenThenWrong() {
        sandbox.faults()
                .next(Call.any(), 1, Fault.slow(Duration.ofMillis(60)))
                .next(Call.any(), 1, Fault.html(504).after(Duration.ofMillis(60)));

        long start = System.nanoTime();
        assertThat(client.get("/me").status()).isEqualTo(200);
        assertThat(client.get("/me").status()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(115));
    }

    @Test
    void bodiesMayBeNoJsonAtAll() {
        sandbox.faults()
                .next(Call.any(), 1, Fault.TRUNCATED_JSON)
                .next(Call.any(), 1, Fault.HTML_WITH_200)
                .next(Call.any(), 1, Fault.EMPTY_WITH_200);

        Client.Answer truncated = client.get("/contacts");
        assertThat(truncated.status()).isEqualTo(200);
        assertThatThrownBy(truncated::json).hasCauseInstanceOf(JsonProcessingException.class);
        Client.Answer html = client.get("/contacts");
        assertThat(html.status()).isEqualTo(200);
        assertThat(html.header("Content-Type")).isEqualTo("text/html");
        Client.Answer empty = client.get("/contacts");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void everyRequestCanTakeItsTime() {
        sandbox.close();
        start(options().size(Size.EMPTY).latency(call -> call.path().equals("/me") ? 60 : 0));

        long start = System.nanoTime();
        client.get("/me");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(55));
    }
}
