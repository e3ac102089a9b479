package io.kafkaconnect.intercom.client.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.support.ManualClock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether Intercom fails at a page alone, for readers that can skip the page. */
class PageFaultAttributionTest {
    private static final String AN_ENTITY = "{\"total_count\": 9, \"data\": [{}]}";
    private static final String NO_ENTITY = "{\"total_count\": 0, \"data\": []}";

    private final ManualClock time = new ManualClock();
    private Predicate<Request> fails = request -> false;
    private String found = AN_ENTITY;
    private int status = 500;
    private String failure = "";

    private Function<Request, Transport.RawResponse> answers = request -> {
        boolean failing = fails.test(request);
        String body = failing ? failure : found;
        return new Transport.RawResponse(failing ? status : 200, name -> null, body.getBytes(UTF_8));
    };

    private final Transport transport = new Transport() {
        @Override
        public CompletableFuture<RawResponse> send(Request request) {
            RawResponse answer = answers.apply(request);
            CompletableFuture<RawResponse> reply = new CompletableFuture<>();
            time.schedule(Duration.ofMillis(100), () -> reply.complete(answer));
            return reply;
        }

        @Override
        public void close() {}
    };

    private IntercomClient client() {
        return client(-1);
    }

    private IntercomClient client(int maxRetries) {
        RetryPolicy retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(60), maxRetries, () -> 0.5);
        return new IntercomClient(transport, time, time, new RateLimiter(1.0, 0, 6), retry, 16, ExchangeListener.NONE);
    }

    private static Request page(int perPage) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("pagination").put("per_page", perPage);
        body.putObject("sort").put("field", "updated_at").put("order", "ascending");
        return Request.post("/conversations/search", body);
    }

    private static boolean isAscending(Request request) {
        return request.body().at("/sort/order").asText().equals("ascending");
    }

    @ParameterizedTest
    @CsvSource({
        "500, <html>",
        "504, <html>",
        "200, '{\"data\": ['",
        "200, ''",
        "200, <html>",
        "429, <html>",
    })
    void a_page_is_withheld_while_the_other_end_of_its_list_is_answered(int status, String failure) {
        this.status = status;
        this.failure = failure;
        fails = PageFaultAttributionTest::isAscending;
        IntercomClient client = client();
        CompletableFuture<Reply> page = client.send(page(150).untilBlamed());
        time.pass(Duration.ofMinutes(4));

        assertThat(page.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    @Test
    void a_page_that_is_answered_once_it_is_small_enough_is_not_withheld() {
        fails = request -> request.pageSize() > 1;
        CompletableFuture<Reply> page = client().send(page(150).untilBlamed());
        time.pass(Duration.ofMinutes(4));

        assertThat(page.getNow(null)).isInstanceOf(Reply.Success.class);
    }

    @Test
    void a_page_that_its_reader_cannot_skip_is_not_withheld() {
        fails = PageFaultAttributionTest::isAscending;
        CompletableFuture<Reply> page = client().send(page(150));
        time.pass(Duration.ofHours(1));

        assertThat(page).isNotDone();
    }

    /** Intercom may answer a search and still fail at every entity. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void during_an_outage_no_page_is_withheld(boolean findsNothing) {
        found = NO_ENTITY;
        fails = request -> !findsNothing || request.pageSize() != 7;
        IntercomClient client = client();
        CompletableFuture<Reply> page = client.send(page(150).untilBlamed());
        for (int second = 0; second < 600; second++) {
            var unused = client.send(page(7));
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(page).isNotDone();
    }

    /** A list can always be compared, because its other end fails as well. */
    @Test
    void while_only_this_search_is_down_its_page_is_not_withheld() {
        fails = request -> request.path().equals("/conversations/search");
        IntercomClient client = client();
        CompletableFuture<Reply> page = client.send(page(150).untilBlamed());
        for (int i = 0; i < 360; i++) {
            var unused = client.send(Request.get("/tags"));
            time.pass(Duration.ofSeconds(10));
        }

        assertThat(page).isNotDone();
    }

    @Test
    void a_numbered_page_is_compared_with_one_entity_of_the_next_page() {
        fails = request -> !request.query().contains(new Request.Param("page", "151"));
        CompletableFuture<Reply> page = client().send(Request.post("/companies/list", null)
                .withQueryParam("page", 3)
                .withQueryParam("per_page", 50)
                .listing("data")
                .untilBlamed());
        time.pass(Duration.ofMinutes(4));

        assertThat(page.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    /** A stream that polls the same page repeatedly has only the earlier responses to this page to compare with. */
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2})
    void a_page_that_was_answered_before_and_fails_now_is_compared_with_the_other_end(int maxRetries) {
        IntercomClient client = client(maxRetries);
        CompletableFuture<Reply> before = client.send(page(1).untilBlamed());
        time.pass(Duration.ofSeconds(1));
        assertThat(before.getNow(null)).isInstanceOf(Reply.Success.class);

        fails = PageFaultAttributionTest::isAscending;
        CompletableFuture<Reply> page = client.send(page(1).untilBlamed());
        time.pass(Duration.ofMinutes(10));

        assertThat(page.getNow(null)).isInstanceOf(Reply.Withheld.class);
    }

    /** Otherwise a short gap in an outage would withhold the pages that fail in another way. */
    @Test
    void a_404_for_a_list_says_nothing_about_its_other_pages() {
        String absent = "{\"type\": \"error.list\", \"errors\": [{\"code\": \"not_found\"}]}";
        answers = request -> new Transport.RawResponse(
                request.pageSize() == 7 ? 404 : 500,
                name -> null,
                (request.pageSize() == 7 ? absent : "").getBytes(UTF_8));
        IntercomClient client = client();
        CompletableFuture<Reply> page = client.send(page(1).untilBlamed());
        for (int second = 0; second < 600; second++) {
            var unused = client.send(page(7).listing("data"));
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(page).isNotDone();
    }
}
