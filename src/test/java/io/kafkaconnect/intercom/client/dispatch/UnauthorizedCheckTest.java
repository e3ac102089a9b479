package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a 401 means: a wrong token, a missing permission, or a mistake of Intercom. */
class UnauthorizedCheckTest {
    private static final int CLEAR = 4_011;

    private final ManualClock time = new ManualClock();
    private final List<String> asked = new ArrayList<>();
    /** By path, the statuses of the responses; 200 without an entry. */
    private final Map<String, IntUnaryOperator> answers = new HashMap<>();

    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private String configured = "old";
    private RuntimeException unreadable;
    private final AccessToken token = new AccessToken(
            "old",
            () -> {
                if (unreadable != null) {
                    throw unreadable;
                }
                return configured;
            },
            Runnable::run);

    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            asked.add(request.path());
            tokens.add(token.value());
            int nth = counts.merge(request.path(), 1, Integer::sum) - 1;
            int status = answers.getOrDefault(request.path(), n -> 200).applyAsInt(nth);
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            time.schedule(Duration.ofMillis(20), () -> answer.complete(answer(status)));
            return answer;
        }

        @Override
        public void close() {}
    };

    private static Transport.RawResponse answer(int status) {
        String code = status == CLEAR ? "token_unauthorized" : "unauthorized";
        String body =
                status == 200 ? "{}" : "{\"type\": \"error.list\", \"errors\": [{\"code\": \"%s\"}]}".formatted(code);
        return new Transport.RawResponse(
                status == CLEAR ? 401 : status, name -> null, body.getBytes(StandardCharsets.UTF_8));
    }

    private IntercomClient client(Duration patience, int retries) {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), retries, () -> 0.5);
        ExchangeListener listener = new ExchangeListener() {
            @Override
            public void tokenReplaced() {
                told.add("replaced");
            }

            @Override
            public void retrying(RetriedRequest request) {
                told.add(request.reply().failure().describe());
            }
        };
        return new IntercomClient(
                transport, time, time, new RateLimiter(1.0, 0, 6), retry, 8, listener, token, patience);
    }

    private IntercomClient client() {
        return client(IntercomClient.PATIENCE, -1);
    }

    @ParameterizedTest
    @CsvSource({"401, 5", "4011, 2"})
    void a_permission_is_missing_after_several_401s_in_a_row_while_the_token_is_known(int status, int times) {
        answers.put("/tags", n -> status);
        CompletableFuture<Reply> reply = client().send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(2));

        assertThat(reply.getNow(null))
                .isInstanceOfSatisfying(
                        Reply.Forbidden.class,
                        denied -> assertThat(denied.failure().status()).isEqualTo(401));
        assertThat(counts).containsEntry("/tags", times).containsEntry("/me", times);
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 403})
    void a_token_without_access_to_me_still_counts_as_known(int me) {
        answers.put("/tags", n -> CLEAR);
        answers.put("/me", n -> me);
        CompletableFuture<Reply> reply = client().send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Forbidden.class);
    }

    @ParameterizedTest
    @CsvSource({"401, 1", "401, 4", "4011, 1"})
    void a_few_401s_in_a_row_are_retried(int status, int times) {
        answers.put("/tags", n -> n < times ? status : 200);
        CompletableFuture<Reply> reply = client(IntercomClient.PATIENCE, 0).send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_401_that_was_a_mistake_makes_the_next_ones_doubtful() {
        answers.put("/tags", n -> n < 1 ? 401 : 200);
        answers.put("/segments", n -> n < 15 ? CLEAR : 200);
        IntercomClient client = client();
        var unused = client.send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(1));
        CompletableFuture<Reply> reply = client.send(Request.get("/segments"));
        time.pass(Duration.ofMinutes(30));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_401_while_others_of_its_kind_are_answered_is_not_a_missing_permission() {
        answers.put("/contacts/1/notes", n -> CLEAR);
        IntercomClient client = client();
        CompletableFuture<Reply> reply = client.send(Request.get("/contacts/{}/notes", "1"));
        for (int id = 2; id < 200; id++) {
            var unused = client.send(Request.get("/contacts/{}/notes", String.valueOf(id)));
            time.pass(Duration.ofMillis(500));
        }
        assertThat(reply).isNotDone();
        answers.remove("/contacts/1/notes");
        time.pass(Duration.ofMinutes(2));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    /** The reader parks an entity whose details are refused, so that no other entity waits for it. */
    @Test
    void a_detail_of_one_entity_may_be_refused_while_others_are_answered() {
        answers.put("/contacts/1/notes", n -> CLEAR);
        IntercomClient client = client();
        CompletableFuture<Reply> reply =
                client.send(Request.get("/contacts/{}/notes", "1").asDetail());
        for (int id = 2; id < 200; id++) {
            var unused = client.send(
                    Request.get("/contacts/{}/notes", String.valueOf(id)).asDetail());
            time.pass(Duration.ofMillis(500));
        }
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Forbidden.class);
    }

    @Test
    void a_request_that_is_refused_alone_is_unavailable_if_the_retries_are_few() {
        answers.put("/contacts/1/notes", n -> CLEAR);
        IntercomClient client = client(IntercomClient.PATIENCE, 1);
        CompletableFuture<Reply> reply = client.send(Request.get("/contacts/{}/notes", "1"));
        for (int id = 2; id < 200; id++) {
            var unused = client.send(Request.get("/contacts/{}/notes", String.valueOf(id)));
            time.pass(Duration.ofMillis(500));
        }
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void many_concurrent_401s_check_the_token_once() {
        answers.put("/tags", n -> n < 50 ? 401 : 200);
        IntercomClient client = client();
        var first = client.send(Request.get("/admins"));
        time.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 8; i++) {
            var unused = client.send(Request.get("/tags"));
        }
        time.pass(Duration.ofMillis(100));
        assertThat(first).isDone();
        assertThat(counts).containsEntry("/tags", 8).containsEntry("/me", 1);
    }

    @Test
    void a_refused_token_is_checked_for_two_minutes_and_then_all_requests_fail() {
        answers.put("/me", n -> 401);
        answers.put("/tags", n -> 401);
        IntercomClient client = client();
        CompletableFuture<Reply> tags = client.send(Request.get("/tags"));
        CompletableFuture<Reply> me = client.send(Request.get("/me"));
        time.pass(Duration.ofSeconds(119));
        assertThat(tags).isNotDone();
        assertThat(me).isNotDone();
        time.pass(Duration.ofSeconds(2));
        assertThat(tags.getNow(null)).isInstanceOf(Reply.Unauthorized.class);
        assertThat(me.getNow(null)).isInstanceOf(Reply.Unauthorized.class);
        assertThat(counts).containsEntry("/tags", 1);
        assertThat(counts.get("/me")).isBetween(20, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void a_token_that_is_accepted_again_in_time_fails_no_request(int times) {
        answers.put("/me", n -> n < times ? 401 : 200);
        answers.put("/tags", n -> n < 1 ? 401 : 200);
        IntercomClient client = client();
        CompletableFuture<Reply> tags = client.send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(3));
        assertThat(tags.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_token_is_not_refused_while_other_requests_are_answered() {
        answers.put("/me", n -> 401);
        answers.put("/tags", n -> 401);
        IntercomClient client = client();
        CompletableFuture<Reply> tags = client.send(Request.get("/tags"));
        for (int minute = 0; minute < 10; minute++) {
            var unused = client.send(Request.get("/segments"));
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(tags).isNotDone();
    }

    @Test
    void a_replaced_token_is_used_at_once() {
        answers.put("/me", n -> token.value().equals("old") ? 401 : 200);
        answers.put("/tags", answers.get("/me"));
        answers.put("/segments", answers.get("/me"));
        configured = "new";
        IntercomClient client = client();
        List<CompletableFuture<Reply>> replies = List.of(
                client.send(Request.get("/tags")),
                client.send(Request.get("/segments").withoutRetry()));
        Instant begun = time.instant();
        time.passUntil(() -> replies.stream().allMatch(CompletableFuture::isDone), Duration.ofMinutes(1));

        assertThat(replies).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
        assertThat(Duration.between(begun, time.instant())).isLessThan(Duration.ofSeconds(1));
        assertThat(told.stream().filter("replaced"::equals)).hasSize(1);
        assertThat(tokens).startsWith("old").endsWith("new");
        assertThat(told).noneMatch(line -> line.contains("new") || line.contains("old"));
    }

    @Test
    void a_token_that_is_replaced_later_is_used_as_soon_as_the_configuration_has_it() {
        answers.put("/me", n -> token.value().equals("old") ? 401 : 200);
        answers.put("/tags", answers.get("/me"));
        unreadable = new IllegalStateException("the vault is down");
        CompletableFuture<Reply> reply = client().send(Request.get("/tags"));
        time.pass(Duration.ofSeconds(60));
        assertThat(reply).isNotDone();
        unreadable = null;
        configured = "new";
        time.pass(Duration.ofSeconds(60));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "old"})
    void a_configuration_without_a_new_token_replaces_none(String given) {
        answers.put("/me", n -> 401);
        answers.put("/tags", n -> 401);
        configured = given;
        CompletableFuture<Reply> reply = client().send(Request.get("/tags"));
        time.pass(Duration.ofMinutes(3));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Unauthorized.class);
        assertThat(told).doesNotContain("replaced");
        assertThat(tokens).containsOnly("old");
    }

    @Test
    void during_an_outage_the_token_is_checked_until_intercom_is_up() {
        answers.put("/me", n -> n < 10 ? 503 : 200);
        answers.put("/tags", n -> n < 1 ? 401 : 200);
        CompletableFuture<Reply> reply = client().send(Request.get("/tags"));
        time.pass(Duration.ofHours(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void an_outage_ends_the_check_once_the_retries_are_used_up() {
        answers.put("/me", n -> 503);
        answers.put("/tags", n -> 401);
        CompletableFuture<Reply> reply = client(IntercomClient.PATIENCE, 2).send(Request.get("/tags"));
        time.pass(Duration.ofHours(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Unavailable.class);
    }

    @Test
    void the_validation_of_settings_does_not_wait() {
        answers.put("/me", n -> 401);
        answers.put("/tags", n -> 401);
        IntercomClient client = client(Duration.ZERO, 0);
        CompletableFuture<Reply> me = client.send(Request.get("/me"));
        time.pass(Duration.ofMillis(50));
        assertThat(me.getNow(null)).isInstanceOf(Reply.Unauthorized.class);
        assertThat(counts).containsEntry("/me", 1);

        answers.remove("/me");
        CompletableFuture<Reply> tags = client.send(Request.get("/tags"));
        time.pass(Duration.ofMillis(500));
        assertThat(tags.getNow(null)).isInstanceOf(Reply.Forbidden.class);
    }

    @Test
    void a_refused_page_of_a_scroll_is_retried_because_it_was_not_executed() {
        answers.put("/companies/scroll", n -> n < 3 ? 401 : 200);
        CompletableFuture<Reply> reply =
                client().send(Request.get("/companies/scroll").withoutRetry().asScroll());
        time.pass(Duration.ofMinutes(1));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void requests_that_wait_for_the_token_check_are_cancelled_when_the_client_closes() {
        answers.put("/me", n -> 401);
        answers.put("/tags", n -> 401);
        IntercomClient client = client();
        CompletableFuture<Reply> reply = client.send(Request.get("/tags"));
        time.pass(Duration.ofSeconds(10));
        client.close();
        int before = asked.size();
        time.pass(Duration.ofHours(1));
        assertThat(reply).isCancelled();
        assertThat(asked).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void every_request_is_answered_although_half_of_all_responses_are_401(long seed) {
        Random random = new Random(seed);
        List<String> paths = new ArrayList<>(List.of("/me", "/tags", "/segments", "/admins", "/teams", "/events"));
        for (int id = 1; id <= 30; id++) {
            paths.add("/contacts/" + id + "/notes");
        }
        paths.forEach(path -> answers.put(path, n -> random.nextBoolean() ? 401 : 200));
        IntercomClient client = client();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (String path : paths) {
                replies.add(client.send(
                        path.startsWith("/contacts/")
                                ? Request.get("/contacts/{}/notes", path.split("/", -1)[2])
                                        .asDetail()
                                : Request.get(path)));
            }
            time.pass(Duration.ofMinutes(1));
        }
        time.pass(Duration.ofHours(1));
        assertThat(replies).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
    }
}
