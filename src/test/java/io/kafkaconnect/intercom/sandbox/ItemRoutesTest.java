package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single items, and the resources of items that are no plain lists. */
class ItemRoutesTest extends SandboxTest {

    private static final int FIVE_DAYS = 5 * 86_400;

    @BeforeEach
    void begin() {
        startSmall();
    }

    private Collection<Item> items(ItemKind kind) {
        return sandbox.workspace().items().all(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "/ticket_types/, TICKET_TYPES",
        "/articles/, ARTICLES",
        "/help_center/collections/, COLLECTIONS",
        "/help_center/help_centers/, HELP_CENTERS",
        "/internal_articles/, INTERNAL_ARTICLES",
        "/brands/, BRANDS",
        "/macros/, MACROS",
        "/conversations/attributes/, CONVERSATION_ATTRIBUTES",
        "/news/news_items/, NEWS_ITEMS",
        "/news/newsfeeds/, NEWSFEEDS",
        "/ai/external_pages/, EXTERNAL_PAGES",
        "/ai/content_import_sources/, CONTENT_IMPORT_SOURCES",
        "/content_snippets/, CONTENT_SNIPPETS",
        "/calls/, CALLS"
    })
    void an_item_can_be_read_by_its_id_until_it_is_deleted(String path, ItemKind kind) {
        String id = any(kind);
        Client.Answer found = client.get(path + id);
        sandbox.changes().items().delete(kind, id);

        assertThat(found.json().path("id").asText()).isEqualTo(id);
        assertThat(client.get(path + id).status()).isEqualTo(404);
    }

    @Test
    void statistics_are_in_a_single_article_only() {

        assertThat(client.get("/articles/" + any(ItemKind.ARTICLES))
                        .json()
                        .at("/statistics/views")
                        .isNumber())
                .isTrue();
        assertThat(client.get("/articles").json().path("data")).noneMatch(article -> article.has("statistics"));
    }

    private String any(ItemKind kind) {
        return items(kind).iterator().next().id();
    }

    @Test
    void the_calls_of_conversations_come_with_their_transcripts() {
        JsonNode call = items(ItemKind.CALLS).stream()
                .map(Item::json)
                .filter(json -> json.hasNonNull("conversation_id"))
                .findFirst()
                .orElseThrow();
        String conversation = call.path("conversation_id").textValue();
        JsonNode found = search("\"" + conversation + "\"").json().path("data");

        assertThat(found)
                .isNotEmpty()
                .allMatch(each -> each.path("transcript").isArray() && each.has("transcript_status"));
        assertThat(found.findValuesAsText("conversation_id")).containsOnly(conversation);
        assertThat(found.findValuesAsText("id")).contains(call.path("id").textValue());
    }

    @ParameterizedTest
    @CsvSource({"0, 400", "1, 200", "20, 200", "21, 400"})
    void a_search_of_calls_names_up_to_20_conversations(int count, int status) {
        List<String> ids = IntStream.range(0, count).mapToObj(Integer::toString).toList();

        assertThat(search(String.join(",", ids)).status()).isEqualTo(status);
    }

    private Client.Answer search(String ids) {
        return client.post("/calls/search", "{\"conversation_ids\":[" + ids + "]}");
    }

    @Test
    void the_notes_of_all_companies_are_all_notes() {
        List<String> found = new ArrayList<>();
        sandbox.workspace().companies().all().forEach(company -> {
            JsonNode answer = client.get("/companies/" + company.id() + "/notes?per_page=150")
                    .json();
            answer.path("data").forEach(note -> {
                assertThat(note.at("/company/id").textValue()).isEqualTo(company.id());
                found.add(note.path("id").textValue());
            });
        });

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        items(ItemKind.COMPANY_NOTES).stream().map(Item::id).toList());
        assertThat(client.get("/companies/none/notes").errorCode()).isEqualTo("company_not_found");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void windows_of_five_days_hold_all_activities_newest_first(boolean post) {
        long end = sandbox.workspace().now();
        List<JsonNode> found = new ArrayList<>();
        for (long start = end - 70 * 86_400L; start < end; start += FIVE_DAYS - 1) {
            List<JsonNode> window = window(post, start, start + FIVE_DAYS);
            assertThat(window.stream().map(log -> log.path("created_at").longValue()))
                    .isSortedAccordingTo(Comparator.reverseOrder());
            found.addAll(window);
        }

        assertThat(found.stream().map(log -> log.path("id").textValue()))
                .containsExactlyInAnyOrderElementsOf(
                        items(ItemKind.ACTIVITY_LOGS).stream().map(Item::id).toList());
    }

    private List<JsonNode> window(boolean post, long after, long before) {
        List<JsonNode> found = new ArrayList<>();
        JsonNode pages;
        int page = 1;
        do {
            JsonNode answer = post
                    ? client.post(
                                    "/admins/activity_logs/search",
                                    "{\"created_at_after\":%d,\"created_at_before\":%d,\"page\":%d,\"per_page\":10}"
                                            .formatted(after, before, page))
                            .json()
                    : client.get("/admins/activity_logs?created_at_after=%d&created_at_before=%d&page=%d&per_page=10"
                                    .formatted(after, before, page))
                            .json();
            answer.path("activity_logs").forEach(found::add);
            pages = answer.path("pages");
            page++;
        } while (page <= pages.path("total_pages").asInt());
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "'created_at_after=%d', 432000, 200",
        "'created_at_after=%d', 432001, 500",
        "'created_at_before=%d', 0, 404",
        "'created_at_after=%d&per_page=250', 10, 200",
        "'created_at_after=%d&per_page=251', 10, 400"
    })
    void the_log_refuses_what_is_too_much(String query, long secondsAgo, int status) {
        long then = sandbox.workspace().now() + 1 - secondsAgo;

        assertThat(client.get("/admins/activity_logs?" + query.formatted(then)).status())
                .isEqualTo(status);
    }

    @Test
    void the_log_can_be_searched_by_type() {
        long then = sandbox.workspace().now() - FIVE_DAYS / 2;
        JsonNode found = client.post(
                        "/admins/activity_logs/search",
                        "{\"created_at_after\":" + then + ",\"per_page\":250,\"event_types\":[\"bulk_delete\"]}")
                .json()
                .path("activity_logs");

        assertThat(found.findValuesAsText("activity_type")).isNotEmpty().containsOnly("bulk_delete");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /admins/activity_logs?created_at_after=9999999999, 11, READ_ACTIVITY_LOGS",
        "POST, /admins/activity_logs/search, 16, READ_ACTIVITY_LOGS",
        "POST, /calls/search, 14, READ_CALLS",
        "GET, /companies/{id}/notes, 15, READ_USERS_COMPANIES"
    })
    void each_needs_its_version_and_its_permission(String method, String path, int since, TokenScope scope) {
        String filled = path.replace(
                "{id}", sandbox.workspace().companies().all().get(0).id());
        String body = "{\"created_at_after\":9999999999,\"conversation_ids\":[\"1\"]}";

        assertThat(send(method, filled, body, since).status()).isEqualTo(200);
        assertThat(send(method, filled, body, since - 1).errorCode()).isEqualTo("intercom_version_invalid");
        sandbox.access().revoke(scope);
        assertThat(send(method, filled, body, since).status()).isEqualTo(403);
    }

    private Client.Answer send(String method, String path, String body, int minor) {
        Client versioned = client.with("Intercom-Version", "2." + minor);
        return method.equals("GET") ? versioned.get(path) : versioned.post(path, body);
    }
}
