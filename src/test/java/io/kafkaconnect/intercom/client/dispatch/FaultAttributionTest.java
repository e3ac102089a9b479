package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Intercom fails at a request alone, or at all requests. */
class FaultAttributionTest {
    private static final String KIND = "/conversations/{}";

    private final ManualClock time = new ManualClock();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Supplier<Trouble>> troubles = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private Trouble outage;
    private Duration failing = Duration.ofMillis(100);

    /** A failed response. */
    enum Trouble {
        ERROR_500(500, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"server_error\"}]}"),
        GATEWAY_502(502, "<html>"),
        OVERLOADED(429, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"too_many_requests\"}]}"),
        RETRY_AFTER(409, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"retry_after\"}]}"),
        RETRY_AFTER_A_MINUTE(503, "{\"type\": \"error.list\", \"errors\": [{\"code\": \"server_error\"}]}", "60"),
        GATEWAY_429(429, "<html>"),
        EMPTY_ANSWER(200, ""),
        CUT_ANSWER(200, "{\"id\": "),
        FOREIGN_404(404, "no route"),
        FOREIGN_403(403, "<html>"),
        NO_ANSWER(0, "");

        private final int status;
        private final String body;
        private final String retryAfter;

        Trouble(int status, String body) {
            this(status, body, null);
        }

        Trouble(int status, String body, String retryAfter) {
            this.status = status;
            this.body = body;
            this.retryAfter = retryAfter;
        }
    }

    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            asked.merge(request.path(), 1, Integer::sum);
            CompletableFuture<RawResponse> answer = new CompletableFuture<>();
            if (deleted.contains(request.path())) {
                byte[] body = "{\"type\": \"error.list\", \"errors\": [{\"code\": \"not_found\"}]}"
                        .getBytes(StandardCharsets.UTF_8);
                time.schedule(Duration.ofMillis(100), () -> answer.complete(new RawResponse(404, name -> null, body)));
                return answer;
            }
            Trouble trouble = outage != null
                    ? outage
                    : troubles.getOrDefault(request.path(), () -> null).get();
            time.schedule(trouble == null ? Duration.ofMillis(100) : failing, () -> answer(trouble, answer));
            return answer;
        }

        private void answer(Trouble trouble, CompletableFuture<RawResponse> answer) {
            if (trouble == Trouble.NO_ANSWER) {
                answer.completeExceptionally(new IOException());
                return;
            }
            String body = trouble == null ? "{}" : trouble.body;
            answer.complete(new RawResponse(
                    trouble == null ? 200 : trouble.status,
                    name -> trouble != null && name.equals("Retry-After") ? trouble.retryAfter : null,
                    body.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {}
    };

    private IntercomClient client(int retries) {
        Random random = new Random(1);
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), retries, random::nextDouble);
        return new IntercomClient(transport, time, time, new RateLimiter(1.0, 0, 6), retry, 16, ExchangeListener.NONE);
    }

    private static CompletableFuture<Reply> ask(IntercomClient client, int id) {
        return client.send(Request.get(KIND, String.valueOf(id)).asDetail());
    }

    private static List<CompletableFuture<Reply>> askAll(IntercomClient client, int from, int to) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int id = from; id < to; id++) {
            replies.add(ask(client, id));
        }
        return replies;
    }

    private void always(int id, Trouble trouble) {
        troubles.put("/conversations/" + id, () -> trouble);
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_fails_while_many_others_are_answered_is_withheld_within_seconds(Trouble trouble) {
        always(3, trouble);
        IntercomClient client = client(-1);
        CompletableFuture<Reply> reply = ask(client, 3);
        for (int id = 10; id < 200; id++) {
            var unused = ask(client, id);
            time.pass(Duration.ofMillis(100));
        }

        assertThat(reply.getNow(null)).isInstanceOf(Reply.Withheld.class);
        assertThat(asked.get("/conversations/3")).isLessThan(16);
    }

    /** Example: the notes of a user, if no other user has notes. In an outage, no other request is answered either. */
    @ParameterizedTest
    @CsvSource({"9, false, false", "12, false, true", "60, true, false"})
    void a_failing_request_without_others_of_its_kind_is_withheld_after_ten_minutes_of_other_answers(
            int minutes, boolean isOutage, boolean isWithheld) {
        outage = isOutage ? Trouble.ERROR_500 : null;
        always(3, Trouble.ERROR_500);
        IntercomClient client = client(-1);
        CompletableFuture<Reply> reply = ask(client, 3);
        for (int i = 0; i < 6 * minutes; i++) {
            var unused = client.send(Request.get("/tags"));
            time.pass(Duration.ofSeconds(10));
        }

        assertThat(reply.getNow(null) instanceof Reply.Withheld).isEqualTo(isWithheld);
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_fails_while_few_others_are_answered_is_withheld_within_minutes(Trouble trouble) {
        IntercomClient client = client(-1);
        var before = askAll(client, 10, 12);
        time.pass(Duration.ofSeconds(1));
        always(3, trouble);
        CompletableFuture<Reply> reply = ask(client, 3);
        time.pass(Duration.ofMinutes(trouble == Trouble.RETRY_AFTER_A_MINUTE ? 8 : 4));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    @Test
    void a_hundred_failing_requests_among_many_are_withheld_together() {
        for (int id = 0; id < 100; id++) {
            always(id, Trouble.values()[id % Trouble.values().length]);
        }
        IntercomClient client = client(-1);
        var troubled = askAll(client, 0, 100);
        for (int id = 100; id < 4_000; id += 10) {
            var unused = askAll(client, id, id + 10);
            time.pass(Duration.ofMillis(100));
        }

        assertThat(troubled)
                .filteredOn(reply -> !(reply.getNow(null) instanceof Reply.Withheld))
                .isEmpty();
    }

    /** Nothing else is requested, since all that may be in flight fails. */
    @ParameterizedTest
    @CsvSource({"16, 60", "100, 80", "1000, 140"})
    void failing_requests_are_withheld_soon_if_a_comparison_is_answered_each_time(int failing, int seconds) {
        IntercomClient client = client(-1);
        var before = askAll(client, 2_000, 2_010);
        time.pass(Duration.ofSeconds(1));
        for (int id = 0; id < failing; id++) {
            always(id, Trouble.values()[id % 2]);
        }
        var troubled = askAll(client, 0, failing);
        time.pass(Duration.ofSeconds(seconds));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(troubled).allMatch(reply -> reply.getNow(null) instanceof Reply.Withheld);
    }

    /** The comparison of a throttled response is retried until it is answered, which is not an answer each time. */
    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"ERROR_500", "OVERLOADED", "RETRY_AFTER", "NO_ANSWER"})
    void no_request_is_withheld_within_a_minute_if_the_comparison_fails_now_and_then(Trouble trouble) {
        IntercomClient client = client(-1);
        var before = askAll(client, 2_000, 2_010);
        time.pass(Duration.ofSeconds(1));
        Random random = new Random(1);
        for (int id = 2_000; id < 2_010; id++) {
            troubles.put("/conversations/" + id, () -> random.nextInt(3) == 0 ? trouble : null);
        }
        for (int id = 0; id < 100; id++) {
            always(id, trouble);
        }
        var troubled = askAll(client, 0, 100);
        time.pass(Duration.ofSeconds(100));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(troubled).noneMatch(CompletableFuture::isDone);
    }

    /** A cache answers one request, and everything else fails. */
    @ParameterizedTest
    @ValueSource(ints = {16, 100, 1_000})
    void no_request_is_withheld_within_a_minute_if_only_one_request_is_answered(int requests) {
        IntercomClient client = client(-1);
        var before = askAll(client, 2_000, 2_010);
        time.pass(Duration.ofSeconds(1));
        for (int id = 0; id < 2_010; id++) {
            if (id != 2_009) {
                always(id, Trouble.ERROR_500);
            }
        }
        var troubled = askAll(client, 0, requests);
        time.pass(Duration.ofSeconds(100));
        assertThat(troubled).noneMatch(CompletableFuture::isDone);

        troubles.clear();
        time.pass(Duration.ofMinutes(3));
        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(troubled).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
    }

    @Test
    void a_request_that_was_answered_before_is_not_compared_with_itself() {
        IntercomClient client = client(-1);
        var before = askAll(client, 2_000, 2_003);
        time.pass(Duration.ofSeconds(1));
        always(2_002, Trouble.ERROR_500);
        CompletableFuture<Reply> reply = ask(client, 2_002);
        time.pass(Duration.ofSeconds(60));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    @Test
    void with_few_retries_a_request_is_compared_with_several_others() {
        IntercomClient client = client(0);
        var before = askAll(client, 2_000, 2_003);
        time.pass(Duration.ofSeconds(1));
        for (int failing : new int[] {2_000, 2_001, 3}) {
            always(failing, Trouble.ERROR_500);
        }
        CompletableFuture<Reply> reply = ask(client, 3);
        time.pass(Duration.ofMinutes(1));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    /** A conversation that was deleted meanwhile is an answer, too. */
    @Test
    void a_comparison_that_is_answered_404_counts() {
        IntercomClient client = client(-1);
        var before = askAll(client, 2_000, 2_010);
        time.pass(Duration.ofSeconds(1));
        for (int id = 2_000; id < 2_010; id++) {
            deleted.add("/conversations/" + id);
        }
        for (int id = 0; id < 16; id++) {
            always(id, Trouble.ERROR_500);
        }
        var troubled = askAll(client, 0, 16);
        time.pass(Duration.ofSeconds(60));

        assertThat(before).allMatch(CompletableFuture::isDone);
        assertThat(troubled).allMatch(reply -> reply.getNow(null) instanceof Reply.Withheld);
    }

    /** The outage begins while responses are in flight. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 400})
    void an_outage_withholds_no_request(int answeredBefore) {
        IntercomClient client = client(-1);
        var answered = askAll(client, 0, answeredBefore);
        time.pass(Duration.ofSeconds(10));
        always(999, Trouble.ERROR_500);
        var late = askAll(client, 900, 1_000);
        time.pass(Duration.ofMillis(250));
        outage = Trouble.ERROR_500;
        time.pass(Duration.ofHours(1));

        assertThat(answered).allMatch(CompletableFuture::isDone);
        assertThat(late).noneMatch(reply -> reply.getNow(null) instanceof Reply.Withheld);

        outage = null;
        troubles.clear();
        time.pass(Duration.ofMinutes(3));
        assertThat(late).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
    }

    /** Answers after the outage say nothing about earlier failures, and nothing about requests that were sent before its end and time out later. */
    @ParameterizedTest
    @EnumSource
    void a_request_that_waits_or_is_in_flight_at_the_end_of_an_outage_is_not_withheld(Trouble trouble) {
        for (int end = 0; end < 60; end++) {
            failing = end % 2 == 0 ? Duration.ofMillis(100) : Duration.ofMinutes(1);
            IntercomClient client = client(-1);
            var before = askAll(client, 0, 20);
            time.pass(Duration.ofSeconds(10));
            outage = trouble;
            var failed = askAll(client, 100, 150);
            time.pass(Duration.ofSeconds(1_800 + end));
            outage = null;
            for (int id = 200; id < 800; id += 10) {
                before.addAll(askAll(client, id, id + 10));
                time.pass(Duration.ofSeconds(1));
            }
            time.pass(Duration.ofMinutes(3));

            assertThat(failed).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
            assertThat(before).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void hardly_any_request_is_withheld_if_half_of_all_responses_are_failures() {
        Random random = new Random(1);
        for (int id = 0; id < 300; id++) {
            troubles.put("/conversations/" + id, () -> random.nextBoolean() ? Trouble.ERROR_500 : null);
        }
        var replies = askAll(client(-1), 0, 300);
        time.pass(Duration.ofSeconds(30));

        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(replies)
                .filteredOn(reply -> reply.join() instanceof Reply.Success)
                .hasSizeGreaterThan(295);
    }

    /** The client retries a list for any time, because its reader cannot continue without it. */
    @Test
    void a_list_is_not_withheld() {
        troubles.put("/segments", () -> Trouble.ERROR_500);
        IntercomClient client = client(-1);
        CompletableFuture<Reply> reply = client.send(Request.get("/segments"));
        for (int id = 10; id < 500; id++) {
            var unused = ask(client, id);
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(reply).isNotDone();
    }

    @Test
    void with_few_retries_a_request_that_fails_alone_is_withheld_and_an_outage_is_not() {
        IntercomClient client = client(3);
        always(3, Trouble.ERROR_500);
        CompletableFuture<Reply> alone = ask(client, 3);
        for (int id = 10; id < 60; id++) {
            var unused = ask(client, id);
            time.pass(Duration.ofMillis(300));
        }
        outage = Trouble.ERROR_500;
        CompletableFuture<Reply> together = ask(client, 4);
        time.pass(Duration.ofMinutes(5));

        assertThat(alone.getNow(null)).isInstanceOf(Reply.Withheld.class);
        assertThat(together.getNow(null)).isInstanceOf(Reply.Unavailable.class);
    }

    /** An earlier request was answered, and no other request is sent while this one fails. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void with_any_number_of_retries_a_single_failing_request_is_compared_with_another(int retries) {
        IntercomClient client = client(retries);
        var before = ask(client, 10);
        time.pass(Duration.ofSeconds(1));
        always(3, Trouble.ERROR_500);
        CompletableFuture<Reply> alone = ask(client, 3);
        time.pass(Duration.ofMinutes(30));
        outage = Trouble.ERROR_500;
        CompletableFuture<Reply> together = ask(client, 4);
        time.pass(Duration.ofMinutes(30));

        assertThat(before).isDone();
        assertThat(alone.getNow(null)).isInstanceOf(Reply.Withheld.class);
        assertThat(together.getNow(null)).isInstanceOf(Reply.Unavailable.class);
    }
}
