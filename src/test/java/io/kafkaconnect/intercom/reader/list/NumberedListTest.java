package io.kafkaconnect.intercom.reader.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A list with numbered pages is read to its end, whatever happens to it between two pages. */
class NumberedListTest {
    private final Articles articles = new Articles();
    private final List<String> flaws = new ArrayList<>();

    /** Where a response says how long the list is. */
    private enum Told {
        BY_ITS_LENGTH,
        BY_THE_NUMBER_OF_PAGES,
        BESIDE_THE_LIST,
        BY_THE_NEXT_PAGE
    }

    /** Intercom's side: articles by number, newest first. */
    private static final class Articles implements IntercomApi {
        private final List<Integer> held = new ArrayList<>();
        private final Map<Integer, Runnable> beforeRequest = new HashMap<>();
        private final Set<Integer> broken = new LinkedHashSet<>();
        private Told told = Told.BY_ITS_LENGTH;
        private int most = Integer.MAX_VALUE;
        private int ghosts;
        /** An article that the list counts and never shows. */
        private Integer hidden;

        private boolean isSizeNamed;
        private int requests;

        void holds(int number) {
            IntStream.range(0, number).forEach(held::add);
        }

        @Override
        public CompletableFuture<Reply> send(Request request) {
            requests++;
            beforeRequest.getOrDefault(requests, () -> {}).run();
            Map<String, Integer> query = new HashMap<>();
            request.query().forEach(param -> query.put(param.name(), Integer.valueOf(param.value())));
            int size = Math.min(most, query.get("per_page"));
            int from = Math.min(held.size(), (query.get("page") - 1) * size);
            List<Integer> page = held.subList(from, Math.min(held.size(), from + size));
            return CompletableFuture.completedFuture(
                    page.stream().anyMatch(broken::contains)
                            ? new Reply.Withheld(new Failure(request, 500, "server_error", "", ""))
                            : new Reply.Success(body(page, from + size, size), Instant.EPOCH, request));
        }

        private ObjectNode body(List<Integer> page, int end, int size) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            ArrayNode data = body.putArray("data");
            page.stream()
                    .filter(number -> !number.equals(hidden))
                    .forEach(number -> data.addObject().put("id", number.toString()));
            int pages = (held.size() + size - 1) / size;
            ObjectNode numbers = body.putObject("pages");
            if (isSizeNamed) {
                numbers.put("per_page", size);
            }
            switch (told) {
                case BY_ITS_LENGTH -> body.put("total_count", held.size() + ghosts);
                case BY_THE_NUMBER_OF_PAGES -> numbers.put("total_pages", pages);
                case BESIDE_THE_LIST -> body.put("total_pages", pages);
                case BY_THE_NEXT_PAGE ->
                    numbers.put("next", end < held.size() ? "https://api/articles?page=" + (end / size + 1) : null);
            }
            return body;
        }
    }

    private List<Integer> read() {
        ListSource source = new ListSource(Request.get("/articles"), "data", "/articles/{}");
        NumberedList list = new NumberedList(articles, source, 50);
        List<Integer> read = new ArrayList<>();
        ListPass.Page page;
        do {
            page = list.next().join();
            page.entities().forEach(one -> read.add(one.path("id").asInt()));
            page.flaws().forEach(flaw -> flaws.add(flaw.what()));
        } while (!page.last());
        return read;
    }

    @ParameterizedTest
    @EnumSource(Told.class)
    void every_page_is_read_however_the_response_tells_their_number(Told how) {
        articles.told = how;
        articles.holds(203);

        assertThat(read()).isEqualTo(articles.held);
        assertThat(articles.requests).isEqualTo(5);
    }

    /** The largest page of most lists is not documented. */
    @ParameterizedTest
    @CsvSource({
        "BY_ITS_LENGTH, 40, 203",
        "BY_ITS_LENGTH, 25, 26",
        "BY_THE_NUMBER_OF_PAGES, 20, 203",
        "BESIDE_THE_LIST, 30, 203",
        "BY_THE_NEXT_PAGE, 10, 203"
    })
    void a_list_with_smaller_pages_than_requested_is_read_whole(Told how, int most, int number) {
        articles.told = how;
        articles.most = most;
        articles.holds(number);

        assertThat(read()).containsAll(articles.held);
    }

    @Test
    void an_entity_that_is_left_out_of_the_first_page_costs_no_smaller_pages() {
        articles.holds(203);
        articles.hidden = 3;
        articles.isSizeNamed = true;

        assertThat(read()).hasSize(202);
        assertThat(articles.requests).isEqualTo(5);
    }

    @Test
    void a_list_that_counts_more_than_it_holds_is_read_once_more_at_most() {
        articles.holds(40);
        articles.ghosts = 3;

        assertThat(read()).containsAll(articles.held);
        assertThat(articles.requests).isLessThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "49, 1", "50, 1", "51, 2", "100, 2"})
    void no_page_is_read_beyond_the_last_one(int number, int requests) {
        articles.holds(number);

        assertThat(read()).hasSize(number);
        assertThat(articles.requests).isEqualTo(requests);
    }

    /** Deleted articles move the others forward, onto pages that were read. */
    @ParameterizedTest
    @CsvSource({"1, 3", "7, 2", "60, 4", "140, 4", "203, 2"})
    void an_article_that_moves_to_a_page_that_was_read_is_read(int deleted, int beforeRequest) {
        articles.holds(203);
        articles.beforeRequest.put(
                beforeRequest, () -> articles.held.subList(0, deleted).clear());

        assertThat(read()).containsAll(articles.held);
    }

    /** Of two copies of the data, the second lacks the last article. */
    @Test
    void copies_that_count_differently_in_turn_do_not_hold_the_pass() {
        articles.holds(203);
        for (int request = 1; request < 100; request++) {
            boolean isSecond = request % 2 == 0;
            articles.beforeRequest.put(request, () -> {
                articles.held.remove(Integer.valueOf(202));
                if (!isSecond) {
                    articles.held.add(202);
                }
            });
        }

        assertThat(read()).containsAll(IntStream.range(0, 202).boxed().toList());
        assertThat(articles.requests).isLessThan(40);
    }

    @Test
    void an_article_that_comes_meanwhile_hides_none() {
        articles.holds(203);
        for (int request = 2; request < 5; request++) {
            articles.beforeRequest.put(request, () -> articles.held.add(0, 1_000 + articles.requests));
        }

        assertThat(read()).containsAll(IntStream.range(0, 203).boxed().toList());
    }

    @Test
    void an_article_at_which_intercom_fails_is_left_out_alone() {
        articles.holds(120);
        articles.broken.addAll(List.of(7, 119));

        List<Integer> read = read();

        assertThat(read).doesNotContain(7, 119).hasSize(118);
        assertThat(flaws)
                .hasSize(2)
                .allSatisfy(flaw -> assertThat(flaw).contains("GET /articles", "500"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("entry number 8 of"))
                .anySatisfy(flaw -> assertThat(flaw).startsWith("entry number 120 of"));
    }
}
