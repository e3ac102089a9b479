package io.kafkaconnect.intercom.reader.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ScriptedIntercom;
import io.kafkaconnect.intercom.reader.enrich.ListDetails;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The details come after the list, for each of its entities, and hold nothing up. */
class ListThenDetailsTest {
    private final Queue<List<String>> pages = new ArrayDeque<>();
    private final List<String> read = new ArrayList<>();

    private ListPass list() {
        return () -> {
            List<ObjectNode> page = pages.remove().stream()
                    .map(id -> JsonNodeFactory.instance.objectNode().put("id", id))
                    .toList();
            return CompletableFuture.completedFuture(
                    new ListPass.Page(page, List.of(), Instant.EPOCH, pages.isEmpty()));
        };
    }

    private static ObjectNode detail(ObjectNode listed) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "detail of " + listed.path("id").asText());
    }

    private void readAll() {
        ListDetails details = listed -> CompletableFuture.completedFuture(new ListDetails.Detailed(
                listed.stream().map(ListThenDetailsTest::detail).toList(), List.of()));
        ListPass pass = new ListThenDetails(this::list, details, "details", "/entries");
        ListPass.Page page;
        do {
            page = pass.next().join();
            page.entities().forEach(entity -> read.add(entity.path("id").asText()));
        } while (!page.last());
    }

    @Test
    void the_whole_list_comes_before_the_first_detail() {
        pages.add(List.of("1", "2"));
        pages.add(List.of("3"));
        pages.add(List.of());

        readAll();

        assertThat(read).containsExactly("1", "2", "3", "detail of 1", "detail of 2", "detail of 3");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 49, 50, 51, 100, 203})
    void each_entity_has_one_detail(int number) {
        List<String> ids =
                IntStream.range(0, number).mapToObj(Integer::toString).toList();
        pages.add(ids);

        readAll();

        assertThat(read.subList(0, number)).isEqualTo(ids);
        assertThat(read.subList(number, read.size()))
                .isEqualTo(ids.stream().map(id -> "detail of " + id).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "THERE    | {entries: [{id: '7'}]}           | THERE",
                "THERE    | {entries: [{id: '8'}]}           | GONE",
                "THERE    | {entries: []}                    | GONE",
                "THERE    | {}                               | UNKNOWN",
                "THERE    | ~~                            | GONE",
                "GONE     | {entries: [{id: '7'}]}           | GONE",
                "UNLISTED | {entries: [{id: '7'}]}           | UNLISTED",
                "UNKNOWN  | {entries: []}                    | UNKNOWN"
            })
    void a_row_of_the_details_ends_with_its_entity_or_if_the_details_lack_it_again(
            Existence entity, String again, Existence row) {
        ListPass list = new ListPass() {
            @Override
            public CompletableFuture<Page> next() {
                throw new AssertionError("A look needs no list");
            }

            @Override
            public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
                return CompletableFuture.completedFuture(any -> subject.equals("c1") ? entity : Existence.UNKNOWN);
            }
        };
        ListDetails details = listed -> CompletableFuture.completedFuture(new ListDetails.Detailed(
                again.isEmpty() ? List.of() : List.of(ScriptedIntercom.json(again)), List.of()));
        ListPass pass = new ListThenDetails(() -> list, details, "notes", "/entries");
        String subject = pass.subject("c1", "notes/7").orElseThrow();

        assertThat(pass.look(subject, Set.of("notes/7")).join().apply("notes/7"))
                .isEqualTo(row);
        assertThat(pass.subject("c1", "companies/c1")).contains("c1");
    }
}
