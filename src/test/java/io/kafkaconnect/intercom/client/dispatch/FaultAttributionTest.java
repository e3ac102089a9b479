package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.support.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose trouble a failure is: that of what was asked for, or Intercom's. */
class FaultAttributionTest {
    private static final String KIND = "/conversations/{}";

    private final ManualClock time = new ManualClock();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Supplier<Trouble>> troubles = new HashMap<>();
    private Trouble outage;
    private Duration failing = Duration.ofMillis(100);

    /** How an answer fails. */
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
            Trouble trouble = outage != null
                    ? outage
                    : troubles.getOrDefault(request.path(), () -> null).get();
            time.after(trouble == null ? Duration.ofMillis(100) : failing, () -> answer(trouble, answer));
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
        return new IntercomClient(transport, time, time, new RateLimiter(1.0), retry, 16, ExchangeListener.NONE);
    }

    private static CompletableFuture<Reply> ask(IntercomClient client, int id) {
        return client.ask(Request.get(KIND, String.valueOf(id)).asDetail());
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
    void what_fails_while_many_others_are_answered_is_withheld_within_seconds(Trouble trouble) {
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

    /** Such as the notes of a user where no other user has any. In an outage nothing else is answered either. */
    @ParameterizedTest
    @CsvSource({"9, false, false", "12, false, true", "60, true, false"})
    void what_fails_as_the_only_one_of_its_kind_is_withheld_once_all_else_was_answered_for_ten_minutes(
            int minutes, boolean isOutage, boolean isWithheld) {
        outage = isOutage ? Trouble.ERROR_500 : null;
        always(3, Trouble.ERROR_500);
        IntercomClient client = client(-1);
        CompletableFuture<Reply> reply = ask(client, 3);
        for (int i = 0; i < 6 * minutes; i++) {
            var unused = client.ask(Request.get("/tags"));
            time.pass(Duration.ofSeconds(10));
        }

        assertThat(reply.getNow(null) instanceof Reply.Withheld).isEqualTo(isWithheld);
    }

    @ParameterizedTest
    @EnumSource
    void what_fails_while_few_others_are_answered_is_withheld_within_minutes(Trouble trouble) {
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
    void a_hundred_that_fail_among_many_are_withheld_together() {
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

    /** It begins while answers are still on their way. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16, 400})
    void an_outage_is_nobodys_own_trouble(int answeredBefore) {
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

    /** What is answered after the end tells nothing of what failed before, nor of what was sent before and times out after. */
    @ParameterizedTest
    @EnumSource
    void what_waits_or_is_under_way_when_an_outage_ends_is_not_withheld(Trouble trouble) {
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
    void nothing_is_withheld_where_half_of_all_answers_fail_and_it_takes_little_longer() {
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

    /** A list that does not come is waited for: nothing can go on without it. */
    @Test
    void a_list_is_not_withheld() {
        troubles.put("/segments", () -> Trouble.ERROR_500);
        IntercomClient client = client(-1);
        CompletableFuture<Reply> reply = client.ask(Request.get("/segments"));
        for (int id = 10; id < 500; id++) {
            var unused = ask(client, id);
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(reply).isNotDone();
    }

    @Test
    void where_retries_are_few_what_fails_alone_is_withheld_and_an_outage_is_not() {
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

    /** One was answered before; nothing else is asked for while the request fails. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void so_it_is_however_few_they_are_where_nothing_else_is_asked_for(int retries) {
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
