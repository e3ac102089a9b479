package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HangingRequestTest {
    private final ManualClock time = new ManualClock();
    private final List<CompletableFuture<Transport.RawResponse>> hanging = new ArrayList<>();
    private final List<String> again = new ArrayList<>();
    private final List<Integer> retries = new ArrayList<>();

    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            if (request.path().endsWith("/hangs")) {
                hanging.add(answer);
            } else {
                answer.complete(response(200, "{}"));
            }
            return answer;
        }

        @Override
        public void close() {
            hanging.clear();
        }
    };

    private final ExchangeListener listener = new ExchangeListener() {
        @Override
        public void sentAgain(Request request) {
            again.add(request.path());
        }

        @Override
        public void retrying(RetriedRequest request) {
            retries.add(request.times());
        }
    };

    private final IntercomClient client = new IntercomClient(
            transport,
            time,
            time,
            new RateLimiter(1.0, 0, 6),
            new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), -1, () -> 1.0),
            64,
            listener);

    private Map<String, String> headers = Map.of();
    private CompletableFuture<Reply> reply;

    @BeforeEach
    void one_request_hangs_among_many() {
        for (int i = 0; i < 100; i++) {
            assertThat(detail("id" + i)).isDone();
        }
        reply = detail("hangs");
        assertThat(detail("later")).isDone();
        time.pass(Duration.ofMillis(1_999));
        assertThat(hanging).hasSize(1);
        time.pass(Duration.ofMillis(1));
        assertThat(hanging).hasSize(2);
        assertThat(again).containsExactly("/conversations/hangs");
    }

    /** The answer that comes second is dropped. */
    @ParameterizedTest
    @CsvSource({"0", "1"})
    void the_first_answer_counts(int first) {
        hanging.get(first).complete(response(200, "{\"from\": \"first\"}"));
        hanging.get(1 - first).complete(response(200, "{\"from\": \"second\"}"));

        assertThat(((Reply.Success) reply.join()).body().path("from").asText()).isEqualTo("first");
        time.pass(Duration.ofMinutes(10));
        assertThat(hanging).hasSize(2);
        assertThat(time.tasks()).isZero();
    }

    @Test
    void a_failure_counts_only_if_the_other_one_fails_as_well() {
        hanging.get(0).completeExceptionally(new TimeoutException());
        assertThat(retries).isEmpty();
        hanging.get(1).complete(response(503, ""));
        assertThat(retries).containsExactly(1);

        time.pass(Duration.ofSeconds(1));
        assertThat(hanging).as("one retry").hasSize(3);
        hanging.get(2).complete(response(200, "{}"));
        assertThat(reply.join()).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_time_out_of_the_one_leaves_the_answer_to_the_other() {
        hanging.get(0).completeExceptionally(new TimeoutException());
        hanging.get(1).complete(response(200, "{}"));

        assertThat(reply.join()).isInstanceOf(Reply.Success.class);
        assertThat(retries).isEmpty();
    }

    @Test
    void both_end_if_their_owner_cancels() {
        reply.cancel(false);
        hanging.get(0).completeExceptionally(new TimeoutException());
        hanging.get(1).complete(response(503, ""));

        time.pass(Duration.ofMinutes(10));
        assertThat(hanging).hasSize(2);
        assertThat(retries).isEmpty();
        assertThat(client.failing()).isEmpty();
    }

    /** Nothing else is left to send, so nothing else wakes the client. */
    @Test
    void a_request_that_hangs_while_the_limit_is_used_up_is_sent_again_in_the_next_window() {
        hanging.get(1).complete(response(200, "{}"));
        time.pass(Duration.ofSeconds(10 - time.instant().getEpochSecond() % 10));
        long reset = time.instant().getEpochSecond() + 10;
        headers = Map.of("x-ratelimit-limit", "50", "x-ratelimit-remaining", "20", "x-ratelimit-reset", "" + reset);
        assertThat(detail("first")).isDone();
        CompletableFuture<Reply> second = detail("hangs");
        time.pass(Duration.ofSeconds(1));
        headers = Map.of("x-ratelimit-limit", "50", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "" + reset);
        CompletableFuture<Reply> last = detail("last");
        time.pass(Duration.ofSeconds(4));
        assertThat(last).isDone();
        assertThat(hanging).hasSize(3);

        time.pass(Duration.ofSeconds(10));
        assertThat(hanging).hasSize(4);
        hanging.get(3).complete(response(200, "{}"));
        assertThat(second).isDone();
    }

    private CompletableFuture<Reply> detail(String id) {
        return client.send(Request.get("/conversations/{}", id).asDetail());
    }

    private Transport.RawResponse response(int status, String body) {
        return new Transport.RawResponse(
                status, name -> headers.get(name.toLowerCase(Locale.ROOT)), body.getBytes(StandardCharsets.UTF_8));
    }
}
