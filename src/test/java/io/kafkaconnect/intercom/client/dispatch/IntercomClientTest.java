package io.kafkaconnect.intercom.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntercomClientTest {

    private final ManualClock time = new ManualClock();
    private final ManualTransport transport = new ManualTransport();
    private final List<String> heard = new ArrayList<>();
    /** The event at which the listener throws. */
    private String deaf = "";

    private final ExchangeListener listener = new ExchangeListener() {
        private void fail(String told) {
            if (told.equals(deaf)) {
                throw new IllegalStateException(told);
            }
        }

        @Override
        public void exchanged(Request request, Reply reply, Duration latency) {
            fail("exchanged");
            heard.add("%s %s %s".formatted(request.path(), reply.getClass().getSimpleName(), latency));
        }

        @Override
        public void retrying(RetriedRequest request) {
            fail("retrying");
            heard.add("retry %d %s".formatted(request.times(), Duration.between(time.instant(), request.again())));
        }

        @Override
        public void held(Duration wait) {
            fail("held");
            heard.add("held " + wait);
        }

        @Override
        public void windowOver(WindowUse use) {
            fail("windowOver");
            heard.add("window %d/%d/%d".formatted(use.taken(), use.ours(), use.allowed()));
        }
    };

    @Test
    void no_more_than_the_maximum_number_of_requests_is_in_flight() {
        IntercomClient client = client(3, -1);
        List<CompletableFuture<Reply>> replies = ask(client, "/a", "/b", "/c", "/d", "/e");
        assertThat(transport.paths()).as("the first answer tells the limit").containsExactly("/a", "/b");
        transport.answer("/a", 200);
        assertThat(transport.paths()).containsExactly("/b", "/c", "/d");
        transport.answer("/c", 404);
        assertThat(transport.paths()).containsExactly("/b", "/d", "/e");
        List.of("/b", "/d", "/e").forEach(path -> transport.answer(path, 200));
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void the_use_of_a_window_is_reported_once_when_the_next_window_begins() {
        IntercomClient client = client(3, -1);
        List<CompletableFuture<Reply>> replies = ask(client, "/a", "/b", "/c", "/d");
        transport.answer("/a", 200, limit(10, 9));
        time.pass(Duration.ofSeconds(4));
        transport.answer("/b", 200, limit(10, 3));
        time.pass(Duration.ofSeconds(6));
        assertThat(heard).noneMatch(line -> line.startsWith("window"));

        transport.answer("/c", 200, limit(10, 9));
        transport.answer("/d", 200, limit(10, 8));

        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(heard.stream().filter(line -> line.startsWith("window"))).containsExactly("window 7/2/10");
    }

    @Test
    void lists_and_details_alternate() {
        IntercomClient client = client(1, -1);
        var replies = ask(client, "/first");
        for (int i = 1; i <= 3; i++) {
            replies.add(client.send(Request.get("/detail" + i).asDetail()));
        }
        replies.addAll(ask(client, "/list1", "/list2"));
        assertThat(answerOneByOne()).containsExactly("/first", "/detail1", "/list1", "/detail2", "/list2", "/detail3");
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void the_next_page_of_an_open_scroll_goes_before_all_waiting_requests() {
        IntercomClient client = client(1, -1);
        var replies = ask(client, "/first", "/list1", "/list2", "/list3");
        replies.add(client.send(Request.get("/detail").asDetail()));
        replies.add(client.send(Request.get("/scroll").asScroll()));
        assertThat(answerOneByOne()).startsWith("/first", "/scroll");
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void a_retried_request_keeps_its_place_before_later_requests() {
        IntercomClient client = client(2, -1);
        var replies = ask(client, "/first");
        transport.answer("/first", 200);
        for (int i = 0; i < 10; i++) {
            replies.add(client.send(Request.get("/detail" + i).asDetail()));
        }
        transport.answer("/detail0", 503);
        time.pass(Duration.ofSeconds(1));
        assertThat(answerOneByOne()).startsWith("/detail1", "/detail2", "/detail0", "/detail3", "/detail4");
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    /** The paths of all requests in the order of sending, if each is answered before the next one is sent. */
    private List<String> answerOneByOne() {
        List<String> order = new ArrayList<>();
        while (!transport.sent.isEmpty()) {
            order.add(transport.paths().get(0));
            transport.answer(order.get(order.size() - 1), 200);
        }
        return order;
    }

    @Test
    void endless_lists_leave_at_least_two_fifths_of_a_small_limit_to_details() {
        IntercomClient client = client(64, -1);
        List<String> order = new ArrayList<>();
        AtomicInteger details = new AtomicInteger();
        endless(client, "/users", order);
        endless(client, "/leads", order);
        for (int i = 0; i < 50; i++) {
            var unused = client.send(Request.get("/detail").asDetail()).thenRun(() -> {
                order.add("/detail");
                details.incrementAndGet();
            });
        }
        int window = -1;
        int left = 0;
        while (details.get() < 50 && order.size() < 1_000) {
            int current = (int) (time.instant().getEpochSecond() / 10);
            left = current == window ? left : 83;
            window = current;
            while (!transport.sent.isEmpty()) {
                transport.answer(transport.paths().get(0), 200, limit(83, --left));
            }
            time.pass(Duration.ofMillis(20));
        }
        assertThat(details).hasValue(50);
        assertThat(50.0 / order.size()).isGreaterThanOrEqualTo(0.4);
    }

    private static void endless(IntercomClient client, String path, List<String> order) {
        var unused = client.send(Request.get(path)).thenRun(() -> {
            order.add(path);
            endless(client, path, order);
        });
    }

    @ParameterizedTest
    @CsvSource({"64, 60", "8, 6", "4, 3", "3, 3", "1, 1"})
    void slow_details_leave_some_of_the_requests_in_flight_to_lists(int mostInFlight, int mostDetails) {
        IntercomClient client = client(mostInFlight, -1);
        var replies = ask(client, "/first");
        transport.answer("/first", 200);
        for (int i = 0; i < 100; i++) {
            replies.add(client.send(Request.get("/detail").asDetail()));
        }
        assertThat(transport.sent).hasSize(mostDetails);
        for (int i = 0; i < 100; i++) {
            replies.add(client.send(Request.get("/list")));
        }
        assertThat(transport.sent).hasSize(mostInFlight);
        transport.answer("/detail", 200);
        assertThat(transport.sent).hasSize(mostInFlight);
        assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(2);
    }

    @Test
    void a_request_whose_future_is_cancelled_is_taken_back() {
        IntercomClient client = client(1, -1);
        var replies = ask(client, "/first", "/waits", "/last", "/retried");
        replies.get(1).cancel(false);
        replies.get(0).cancel(false);
        transport.answer("/first", 503);
        assertThat(transport.paths()).as("its place goes to the next one").containsExactly("/last");
        transport.answer("/last", 200);
        transport.answer("/retried", 503);
        assertThat(client.failing()).hasSize(1);
        replies.get(3).cancel(false);

        assertThat(client.failing()).isEmpty();
        time.pass(Duration.ofMinutes(5));
        assertThat(transport.paths()).isEmpty();
        assertThat(heard.stream().filter(line -> line.startsWith("retry"))).hasSize(1);
        assertThat(time.tasks()).isZero();
    }

    /** The setting would let all of them go, and the windows of the rate limit pass. */
    @Test
    void a_host_that_stops_answering_is_not_sent_as_many_requests_as_the_rate_limit_allows() {
        IntercomClient client = client(1_000, -1);
        var replies = ask(client, "/first");
        transport.answer("/first", 200, limit(1_667, 1_666));
        for (int i = 0; i < 2_000; i++) {
            replies.add(client.send(Request.get("/waits")));
        }

        time.pass(Duration.ofMinutes(1));

        assertThat(transport.sent).hasSize(64);
        assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    @Test
    void a_failed_request_is_retried_after_its_wait_and_reported_to_the_listener() {
        IntercomClient client = client(2, 2);
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        time.pass(Duration.ofMillis(30));
        transport.answer("/a", 503);
        assertThat(transport.paths()).isEmpty();
        time.pass(Duration.ofMillis(999));
        assertThat(transport.paths()).isEmpty();
        time.pass(Duration.ofMillis(1));
        transport.fail("/a", new IOException("https://secret"));
        time.pass(Duration.ofSeconds(2));
        assertThat(reply).isNotDone();
        transport.answer("/a", 503);

        assertThat(reply.getNow(null)).isInstanceOf(Reply.Unavailable.class);
        assertThat(heard)
                .containsExactly(
                        "/a Unavailable PT0.03S",
                        "retry 1 PT1S",
                        "/a Unavailable PT0S",
                        "retry 2 PT2S",
                        "/a Unavailable PT0S");
        assertThat(time.tasks()).isZero();
    }

    /** Intercom may fail at one entity of a page. In an outage, it fails at pages of any size. */
    @ParameterizedTest
    @CsvSource({"false, 12 6 5 5 5", "true, 12 6 3 1 1"})
    void a_search_that_takes_too_long_is_retried_with_a_smaller_page(boolean othersAreAnswered, String expected) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("pagination").put("per_page", 12);
        IntercomClient client = client(2, -1);
        CompletableFuture<Reply> reply = client.send(Request.post("/s", body));
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sizes.add(String.valueOf(transport.request("/s").pageSize()));
            transport.fail("/s", new TimeoutException());
            if (othersAreAnswered) {
                var unused = client.send(Request.get("/other"));
                transport.answer("/other", 200);
            }
            time.pass(Duration.ofMinutes(1));
        }
        int last = transport.request("/s").pageSize();
        sizes.add(String.valueOf(last));
        transport.answer("/s", 200);

        assertThat(sizes).containsExactly(expected.split(" "));
        assertThat(((Reply.Success) reply.getNow(null)).request().pageSize()).isEqualTo(last);
        assertThat(body.at("/pagination/per_page").asInt())
                .as("the caller's own")
                .isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource({
        "408, {}, 6",
        "500, {}, 12",
        "504, <html>, 6",
        "401, {}, 12",
        "429, {}, 12",
        "404, <html>, 12",
        "200, <html>, 12",
        "200, '{\"data\": [{\"', 12",
    })
    void only_a_timeout_makes_a_page_smaller_at_once(int status, String text, int then) {
        var unused = client(2, -1).send(pageOfTwelve());
        transport.answer("/s", status, Map.of(), text);
        time.pass(Duration.ofMinutes(1));
        assertThat(transport.request("/s").pageSize()).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "503, {}", "200, '{\"data\": [{\"'"})
    void a_page_that_fails_repeatedly_becomes_smaller(int status, String text) {
        var unused = client(2, -1).send(pageOfTwelve());
        for (int i = 0; i < 4; i++) {
            assertThat(transport.request("/s").pageSize()).isEqualTo(12);
            transport.answer("/s", status, Map.of(), text);
            time.pass(Duration.ofMinutes(1));
        }
        assertThat(transport.request("/s").pageSize()).isEqualTo(6);
    }

    @Test
    void a_request_that_its_reader_has_cancelled_is_not_retried() {
        IntercomClient client = client(2, -1);
        CompletableFuture<Reply> reply = client.send(pageOfTwelve());
        transport.answer("/s", 500);
        assertThat(client.failing()).hasSize(1);
        reply.cancel(false);
        time.pass(Duration.ofHours(1));

        assertThat(client.failing()).isEmpty();
        assertThat(time.tasks()).isZero();
    }

    static List<Exception> networksThatAreDown() {
        return List.of(new ConnectException(), new UnknownHostException(), new IOException());
    }

    @ParameterizedTest
    @MethodSource("networksThatAreDown")
    void a_network_outage_does_not_change_the_page_size(Exception thrown) {
        var unused = client(2, -1).send(pageOfTwelve());
        transport.fail("/s", thrown);
        time.pass(Duration.ofMinutes(1));
        assertThat(transport.request("/s").pageSize()).isEqualTo(12);
    }

    private static Request pageOfTwelve() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("pagination").put("per_page", 12);
        return Request.post("/s", body);
    }

    @Test
    void a_request_that_the_rate_limiter_delays_is_sent_after_its_delay() {
        IntercomClient client = client(10, -1);
        List<CompletableFuture<Reply>> replies = ask(client, "/a");
        transport.answer("/a", 200, limit(10, 9));
        replies.addAll(ask(client, "/b", "/c"));
        assertThat(transport.paths()).containsExactly("/b");
        transport.answer("/b", 200, limit(10, 8));
        assertThat(transport.paths()).isEmpty();
        assertThat(heard).contains("held PT3.333333333S");
        time.pass(Duration.ofMillis(3334));
        assertThat(transport.paths()).containsExactly("/c");
        transport.answer("/c", 200, limit(10, 7));
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void a_delay_that_becomes_shorter_ends_earlier() {
        IntercomClient client = client(10, -1);
        var replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(2, 1));
        assertThat(transport.paths()).as("the last of this window").containsExactly("/b");
        replies.addAll(ask(client, "/c", "/d"));
        assertThat(heard).as("to the end of it").contains("held PT10S");
        time.pass(Duration.ofSeconds(1));
        // At Intercom, the next window has begun.
        transport.answer(
                "/b",
                200,
                Map.of(
                        "X-RateLimit-Limit",
                        "100",
                        "X-RateLimit-Remaining",
                        "99",
                        "X-RateLimit-Reset",
                        "20",
                        "Date",
                        date(10)));
        assertThat(transport.paths()).containsExactly("/c");
        time.pass(Duration.ofSeconds(1));
        assertThat(transport.paths()).containsExactly("/c", "/d");
    }

    @Test
    void a_429_delays_all_requests_until_the_next_window() {
        IntercomClient client = client(10, 0);
        List<CompletableFuture<Reply>> replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(1000, 999));
        transport.answer("/b", 429, limit(1000, 500));
        replies.addAll(ask(client, "/c"));
        time.pass(Duration.ofMillis(9_900));
        assertThat(transport.paths()).isEmpty();
        time.pass(Duration.ofMillis(200));
        assertThat(transport.paths()).containsExactlyInAnyOrder("/b", "/c");
    }

    @Test
    void a_request_with_many_429s_is_sent_in_the_next_window_and_not_a_minute_later() {
        IntercomClient client = client(10, 0);
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        for (int window = 0; window < 9; window++) {
            transport.answer("/a", 429, limit(100, 0));
            time.pass(Duration.ofSeconds(10));
        }
        transport.answer("/a", 200);
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_429_without_headers_of_the_previous_window_does_not_change_the_current_one() {
        IntercomClient client = client(10, 0);
        var replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(100, 99));
        time.pass(Duration.ofSeconds(11));
        replies.addAll(ask(client, "/c"));
        transport.answer("/b", 429);
        transport.answer("/c", 200, limit(100, 99));
        replies.addAll(ask(client, "/d", "/e"));
        time.pass(Duration.ofSeconds(2));
        assertThat(transport.paths()).containsExactly("/d", "/e");
        time.pass(Duration.ofSeconds(9));
        assertThat(transport.paths()).containsExactly("/d", "/e", "/b");
    }

    @Test
    void a_429_of_a_gateway_delays_only_its_own_request_and_its_headers_are_ignored() {
        IntercomClient client = client(10, -1);
        var replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(1000, 999));
        time.pass(Duration.ofSeconds(1));
        transport.answer("/b", 429, limit(10, 0), "<html>");
        replies.addAll(ask(client, "/c"));
        assertThat(transport.paths()).containsExactly("/c");
        time.pass(Duration.ofSeconds(1));
        assertThat(transport.paths()).containsExactly("/c", "/b");
        assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    /** The headers name the end of a rate-limit window. Any other throttled response may name its own delay. */
    @ParameterizedTest
    @CsvSource({
        "429, too_many_requests, 60, 60, 61",
        "409, retry_after, 60, 60, 61",
        "503, server_error, 60, 60, 61",
        "429, too_many_requests, 3600, 60, 61",
        "409, retry_after, 7, 7, 8",
        "429, too_many_requests, soon, 0, 1",
        "409, retry_after, -1, 0, 1",
    })
    void a_retry_delay_of_a_response_concerns_only_its_own_request(
            int status, String code, String retryAfter, int least, int most) {
        IntercomClient client = client(10, -1);
        var replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(1000, 999));
        time.pass(Duration.ofSeconds(1));
        Map<String, String> headers = new HashMap<>(limit(1000, 998));
        headers.put("Retry-After", retryAfter);
        transport.answer("/b", status, headers, refusal(code));
        replies.addAll(ask(client, "/c"));
        assertThat(transport.paths()).containsExactly("/c");

        transport.answer("/c", 200);
        time.pass(Duration.ofSeconds(least).minusMillis(1));
        assertThat(transport.paths()).isEmpty();
        time.pass(Duration.ofSeconds(most - least).plusMillis(1));
        assertThat(transport.paths()).containsExactly("/b");
        assertThat(replies).filteredOn(CompletableFuture::isDone).hasSize(2);
    }

    @Test
    void an_overloaded_resource_delays_only_its_own_request() {
        IntercomClient client = client(10, -1);
        var replies = ask(client, "/a", "/b");
        transport.answer("/a", 200, limit(1000, 999));
        time.pass(Duration.ofSeconds(1));
        transport.answer("/b", 429, limit(1000, 998), refusal("too_many_requests"));
        replies.addAll(ask(client, "/c"));
        assertThat(transport.paths()).containsExactly("/c");
        time.pass(Duration.ofSeconds(1));
        assertThat(transport.paths()).containsExactly("/c", "/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "9999999999999999999", "999999999999999999", "-1", "soon", ""})
    void an_invalid_rate_limit_header_does_not_change_the_reply(String reset) {
        IntercomClient client = client(10, 0);
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        transport.answer(
                "/a", 200, Map.of("X-RateLimit-Limit", "10", "X-RateLimit-Remaining", "9", "X-RateLimit-Reset", reset));
        assertThat(reply.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void an_exception_of_the_transport_counts_as_unavailable() {
        transport.refusal = new IllegalStateException("token");
        IntercomClient client = client(2, 1);
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        time.pass(Duration.ofSeconds(1));
        assertThat(((Reply.Unavailable) reply.getNow(null)).failure().describe())
                .isEqualTo("GET /a got no response: IllegalStateException");
        transport.refusal = null;
        CompletableFuture<Reply> next = client.send(Request.get("/b"));
        transport.answer("/b", 200);
        assertThat(next.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void closing_cancels_all_requests_and_nothing_is_reported_or_sent_afterwards() {
        IntercomClient client = client(2, -1);
        CompletableFuture<Reply> done = client.send(Request.get("/done"));
        transport.answer("/done", 200);
        CompletableFuture<Reply> waiting = client.send(Request.get("/waiting"));
        transport.answer("/waiting", 503);
        List<CompletableFuture<Reply>> open = ask(client, "/sent", "/sent-once", "/queued");
        open.add(waiting);
        heard.clear();

        client.close();
        client.close();
        assertThat(transport.closed).isTrue();
        open.add(client.send(Request.get("/late")));
        assertThat(open).allMatch(CompletableFuture::isCancelled);
        assertThat(done.getNow(null)).isInstanceOf(Reply.Success.class);

        transport.answerAll(200);
        time.pass(Duration.ofHours(1));
        assertThat(open).allMatch(CompletableFuture::isCancelled);
        assertThat(transport.paths()).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void requests_that_fail_while_the_transport_closes_are_cancelled_too() {
        transport.failsOnClose = true;
        IntercomClient client = client(2, 0);
        CompletableFuture<Reply> reply = client.send(Request.get("/scroll").withoutRetry());
        client.close();
        assertThat(reply).isCancelled();
        assertThat(heard).isEmpty();
    }

    @Test
    void a_request_that_is_sent_on_cancellation_is_cancelled_too() {
        IntercomClient client = client(2, 0);
        List<CompletableFuture<Reply>> again = new ArrayList<>();
        var unused = client.send(Request.get("/a")).whenComplete((reply, thrown) -> {
            assertThat(thrown).isInstanceOf(CancellationException.class);
            again.add(client.send(Request.get("/b")));
        });
        client.close();
        assertThat(again).singleElement().matches(CompletableFuture::isCancelled);
    }

    @Test
    void a_hundred_thousand_immediate_responses_do_not_overflow_the_stack() {
        IntercomClient client = client(2, -1);
        List<CompletableFuture<Reply>> replies = new ArrayList<>(ask(client, "/first"));
        IntStream.range(0, 100_000).forEach(i -> replies.add(client.send(Request.get("/" + i))));
        transport.atOnce = true;
        transport.answer("/first", 200);
        transport.answer("/0", 200);
        assertThat(replies).hasSize(100_001).allMatch(reply -> reply.getNow(null) instanceof Reply.Success);
    }

    @Test
    void an_immediate_response_may_send_the_next_request() {
        IntercomClient client = client(2, -1);
        AtomicInteger pages = new AtomicInteger();
        page(client, pages);
        transport.atOnce = true;
        transport.answer("/page", 200);
        assertThat(pages).hasValue(100);
    }

    private static void page(IntercomClient client, AtomicInteger pages) {
        var unused = client.send(Request.get("/page")).thenAccept(reply -> {
            if (pages.incrementAndGet() < 100) {
                page(client, pages);
            }
        });
    }

    @Test
    void an_exception_while_reading_a_response_fails_its_request() {
        CompletableFuture<Reply> reply = client(2, -1).send(Request.get("/a"));
        transport
                .take("/a")
                .answer
                .complete(new Transport.RawResponse(
                        200,
                        name -> {
                            throw new StackOverflowError();
                        },
                        "{}".getBytes(StandardCharsets.UTF_8)));
        assertThat(reply).isCompletedExceptionally();
        assertThatThrownBy(reply::join).hasCauseInstanceOf(StackOverflowError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"body", "header", "exchanged", "windowOver", "retrying"})
    void an_exception_while_reading_or_reporting_a_response_does_not_block_other_requests(String place) {
        IntercomClient client = client(1, -1);
        var replies = ask(client, "/a", "/b", "/c");
        transport.answer("/a", 200, limit(100, 99));
        time.pass(Duration.ofSeconds(11));
        Transport.RawResponse odd = new Transport.RawResponse(
                place.equals("retrying") ? 503 : 200,
                place.equals("header")
                        ? name -> {
                            throw new StackOverflowError();
                        }
                        : limit(100, 50)::get,
                place.equals("body") ? null : "{}".getBytes(StandardCharsets.UTF_8));
        deaf = place;
        transport.take("/b").answer.complete(odd);
        deaf = "";
        time.pass(Duration.ofSeconds(10));
        assertThat(transport.paths()).containsExactly("/c");
        transport.answer("/c", 200, limit(100, 98));
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(replies.get(1)).isCompletedExceptionally();
    }

    @Test
    void a_listener_that_throws_does_not_stop_the_timer() {
        IntercomClient client = client(1, -1);
        var replies = ask(client, "/a");
        transport.answer("/a", 200, limit(100, 0));
        deaf = "held";
        assertThatThrownBy(() -> client.send(Request.get("/b"))).isInstanceOf(IllegalStateException.class);
        time.pass(Duration.ofSeconds(10));
        assertThat(transport.paths()).containsExactly("/b");
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    @Test
    void a_request_that_cannot_be_sent_is_retried() {
        IntercomClient client = client(2, -1);
        transport.refusal = new NoClassDefFoundError();
        CompletableFuture<Reply> reply = client.send(Request.get("/a"));
        transport.refusal = null;
        time.pass(Duration.ofMinutes(1));
        transport.answer("/a", 200);
        assertThat(reply).isCompleted();
    }

    @Test
    void every_request_gets_a_reply_under_random_failures() {
        Random random = new Random(7);
        IntercomClient client = client(8, -1);
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Request request = Request.get("/" + i);
            replies.add(client.send(random.nextBoolean() ? request : request.asDetail()));
        }
        int[] statuses = {200, 200, 200, 404, 429, 503, 401, 408, 0};
        for (int step = 0; step < 100_000 && !replies.stream().allMatch(CompletableFuture::isDone); step++) {
            assertThat(transport.sent).hasSizeLessThanOrEqualTo(8);
            if (!transport.sent.isEmpty()) {
                String path = transport.paths().get(random.nextInt(transport.sent.size()));
                int status = statuses[random.nextInt(statuses.length)];
                if (status == 0) {
                    transport.fail(path, new IOException());
                } else {
                    transport.answer(path, status, limit(300, 100 + random.nextInt(200)));
                }
            }
            time.pass(Duration.ofMillis(random.nextInt(200)));
        }
        assertThat(replies).allMatch(CompletableFuture::isDone);
        assertThat(transport.sent).isEmpty();
    }

    @Test
    void a_retried_request_counts_as_failing_until_its_final_reply() {
        IntercomClient client = client(10, 2);
        Instant first = time.instant();
        var replies = ask(client, "/a", "/b", "/c");
        transport.answer("/a", 503);
        time.pass(Duration.ofSeconds(1));
        transport.answer("/a", 200);
        assertThat(client.failing()).as("answered").isEmpty();

        transport.answer("/b", 500);
        time.pass(Duration.ofSeconds(1));
        transport.answer("/b", 502);
        time.pass(Duration.ofSeconds(1));
        assertThat(client.failing()).singleElement().satisfies(failing -> {
            assertThat(failing.reply().failure().status()).isEqualTo(502);
            assertThat(failing.times()).isEqualTo(2);
            assertThat(failing.since()).isEqualTo(first.plusSeconds(1));
            assertThat(failing.again()).isEqualTo(first.plusSeconds(4));
        });
        time.pass(Duration.ofSeconds(1));
        assertThat(client.failing()).as("under way once more").hasSize(1);
        transport.answer("/b", 500);
        assertThat(client.failing()).as("given up").isEmpty();

        transport.answer("/c", 500);
        client.close();
        assertThat(client.failing()).as("closed").isEmpty();
        assertThat(replies).allMatch(CompletableFuture::isDone);
    }

    private IntercomClient client(int mostInFlight, int retries) {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), retries, () -> 1.0);
        return new IntercomClient(transport, time, time, new RateLimiter(1.0, 0, 6), retry, mostInFlight, listener);
    }

    private static List<CompletableFuture<Reply>> ask(IntercomClient client, String... paths) {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        for (String path : paths) {
            replies.add(client.send(Request.get(path)));
        }
        return replies;
    }

    private static String refusal(String code) {
        return "{\"type\": \"error.list\", \"errors\": [{\"code\": \"%s\"}]}".formatted(code);
    }

    /** The headers of the first window of the tests, with the current date to the second. */
    private Map<String, String> limit(int limit, int remaining) {
        long second = time.instant().getEpochSecond();
        return Map.of(
                "X-RateLimit-Limit", String.valueOf(limit),
                "X-RateLimit-Remaining", String.valueOf(remaining),
                "X-RateLimit-Reset", String.valueOf((second / 10 + 1) * 10),
                "Date", date(second));
    }

    private static String date(long second) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
    }

    /** Responds when the test calls it, or at once. */
    private static final class ManualTransport implements Transport {
        private record Sent(Request request, CompletableFuture<RawResponse> answer) {}

        final List<Sent> sent = new ArrayList<>();
        Throwable refusal;
        boolean atOnce;
        boolean failsOnClose;
        boolean closed;

        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            if (refusal instanceof Error error) {
                throw error;
            } else if (refusal instanceof RuntimeException exception) {
                throw exception;
            }
            if (atOnce) {
                return CompletableFuture.completedFuture(answer(200, Map.of(), "{}"));
            }
            Sent one = new Sent(request, new CompletableFuture<>());
            sent.add(one);
            return one.answer;
        }

        @Override
        public void close() {
            closed = true;
            if (failsOnClose) {
                List.copyOf(sent).forEach(one -> one.answer.completeExceptionally(new IOException("closed")));
            }
        }

        List<String> paths() {
            return sent.stream().map(one -> one.request.path()).toList();
        }

        Request request(String path) {
            return find(path).request;
        }

        void answer(String path, int status) {
            answer(path, status, Map.of());
        }

        void answer(String path, int status, Map<String, String> headers) {
            answer(path, status, headers, status < 400 ? "{}" : refusal("some_code"));
        }

        void answer(String path, int status, Map<String, String> headers, String body) {
            take(path).answer.complete(answer(status, headers, body));
        }

        void fail(String path, Exception thrown) {
            take(path).answer.completeExceptionally(thrown);
        }

        void answerAll(int status) {
            paths().forEach(path -> answer(path, status));
        }

        private Sent take(String path) {
            Sent one = find(path);
            sent.remove(one);
            return one;
        }

        private Sent find(String path) {
            return sent.stream()
                    .filter(one -> one.request.path().equals(path))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(path + " is not among " + paths()));
        }

        private static RawResponse answer(int status, Map<String, String> headers, String body) {
            return new RawResponse(status, headers::get, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
