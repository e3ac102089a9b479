package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the certificate of the host may be wrong. */
class CertificateGraceTest {
    private final ManualClock time = new ManualClock();
    private final Map<String, Supplier<CompletableFuture<Transport.RawResponse>>> answers = new HashMap<>();

    private final IntercomClient client = new IntercomClient(
            new Transport() {
                @Override
                public CompletableFuture<RawResponse> send(Request request) {
                    return answers.getOrDefault(request.path(), () -> answer(200))
                            .get();
                }

                @Override
                public void close() {}
            },
            time,
            time,
            new RateLimiter(1.0, 0, 6),
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofHours(1), -1, () -> 0.5),
            8,
            ExchangeListener.NONE);

    private static CompletableFuture<Transport.RawResponse> answer(int status) {
        return CompletableFuture.completedFuture(
                new Transport.RawResponse(status, name -> null, "{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static CompletableFuture<Transport.RawResponse> broken(Exception cause) {
        ConnectException thrown = new ConnectException("no connection");
        thrown.initCause(cause);
        return CompletableFuture.failedFuture(thrown);
    }

    private static CompletableFuture<Transport.RawResponse> untrusted() {
        return broken(new CertPathBuilderException());
    }

    @Test
    void an_error_that_lasts_is_final_after_two_minutes_with_any_backoff() {
        answers.put("/me", CertificateGraceTest::untrusted);
        CompletableFuture<Reply> reply = client.send(Request.get("/me"));
        time.pass(IntercomClient.PATIENCE.minusMillis(1));
        assertThat(reply).isNotDone();
        time.pass(Duration.ofSeconds(1));
        assertThat(reply.getNow(null))
                .isInstanceOfSatisfying(
                        Reply.Unavailable.class,
                        failed -> assertThat(failed.failure().origin()).isEqualTo(Failure.Origin.CERTIFICATE));

        assertThat(client.send(Request.get("/me"))).as("nothing has changed").isDone();
    }

    @Test
    void a_temporary_error_is_retried() {
        answers.put("/me", CertificateGraceTest::untrusted);
        CompletableFuture<Reply> reply = client.send(Request.get("/me"));
        time.pass(Duration.ofSeconds(90));
        answers.remove("/me");
        time.pass(Duration.ofMinutes(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 407, 503})
    void any_response_in_between_restarts_the_two_minutes(int status) {
        answers.put("/a", CertificateGraceTest::untrusted);
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        answers.put("/b", () -> answer(status));
        for (int minute = 0; minute < 30; minute++) {
            var unused = client.send(Request.get("/b").withoutRetry());
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(reply).isNotDone();
    }

    @Test
    void another_connection_error_neither_ends_the_two_minutes_nor_counts() {
        answers.put("/a", () -> broken(new Exception("down")));
        CompletableFuture<Reply> down = client.send(Request.get("/a"));
        time.pass(Duration.ofMinutes(30));
        assertThat(down).isNotDone();
        answers.put("/b", CertificateGraceTest::untrusted);
        CompletableFuture<Reply> untrusted = client.send(Request.get("/b"));
        time.pass(Duration.ofMinutes(3));
        assertThat(untrusted).isDone();
        assertThat(down).isNotDone();
    }

    @Test
    void an_error_long_after_the_last_one_is_a_new_one() {
        answers.put("/a", CertificateGraceTest::untrusted);
        assertThat(client.send(Request.get("/a").withoutRetry())).isDone();
        time.pass(Duration.ofHours(1));
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        assertThat(reply).isNotDone();
        time.pass(Duration.ofSeconds(100));
        assertThat(reply).isNotDone();
    }
}
