package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Size;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemListTest extends SandboxTest {

    /** What a list does not show of its items. */
    private static final Map<ItemKind, Set<String>> OMITTED = Map.of(
            ItemKind.ARTICLES, Set.of("statistics"),
            ItemKind.CALLS, Set.of("transcript", "transcript_status"));

    @ParameterizedTest
    @CsvSource({
        "/ticket_types, TICKET_TYPES",
        "/ticket_states, TICKET_STATES",
        "/articles?, ARTICLES",
        "/articles?per_page=50, ARTICLES",
        "/articles?per_page=150, ARTICLES",
        "/help_center/collections?per_page=5, COLLECTIONS",
        "/help_center/help_centers, HELP_CENTERS",
        "/internal_articles?per_page=4, INTERNAL_ARTICLES",
        "/away_status_reasons, AWAY_STATUS_REASONS",
        "/brands, BRANDS",
        "/subscription_types, SUBSCRIPTION_TYPES",
        "/data_attributes?include_archived=true, DATA_ATTRIBUTES",
        "/macros?per_page=5, MACROS",
        "/macros?, MACROS",
        "/conversations/attributes?include_archived=true, CONVERSATION_ATTRIBUTES",
        "/news/news_items?, NEWS_ITEMS",
        "/news/newsfeeds?per_page=2, NEWSFEEDS",
        "/ai/external_pages?per_page=5, EXTERNAL_PAGES",
        "/ai/content_import_sources?per_page=2, CONTENT_IMPORT_SOURCES",
        "/content_snippets?per_page=5, CONTENT_SNIPPETS",
        "/calls?, CALLS"
    })
    void the_pages_of_a_list_put_together_are_its_items(String path, ItemKind kind) {
        start(options().hostileValues());
        Random random = new Random(3);
        for (int i = 0; i < 30; i++) {
            sandbox.changes().items().random(random, Set.of(kind));
        }
        List<JsonNode> all = pages(path);

        assertThat(texts(all)).isNotEmpty().isEqualTo(texts(shown(kind)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/articles", "/help_center/collections", "/macros"})
    void some_lists_begin_with_the_newest_update(String path) {
        startSmall();

        assertThat(pages(path + "?per_page=4").stream()
                        .map(item -> item.path("updated_at").asText())
                        .toList())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @CsvSource({
        "/articles, 150",
        "/help_center/collections, 150",
        "/macros, 150",
        "/internal_articles, 50",
        "/news/news_items, 50",
        "/news/newsfeeds, 50",
        "/ai/external_pages, 50",
        "/ai/content_import_sources, 50",
        "/content_snippets, 50",
        "/calls, 25"
    })
    void a_list_refuses_pages_that_are_too_big(String path, int most) {
        startSmall();
        Client.Answer refused = client.get(path + "?per_page=" + (most + 1));

        assertThat(client.get(path + "?per_page=" + most).status()).isEqualTo(200);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.errorCode()).isEqualTo("parameter_invalid");
        assertThat(refused.json().at("/errors/0/message").asText()).isEqualTo("Per Page is too big");
    }

    @ParameterizedTest
    @CsvSource({
        "/ticket_types, 11, READ_TICKETS",
        "/ticket_states, 12, READ_TICKETS",
        "/articles, 11, READ_ARTICLES",
        "/help_center/collections, 11, READ_ARTICLES",
        "/help_center/help_centers, 11, READ_ARTICLES",
        "/internal_articles, 13, READ_ARTICLES",
        "/away_status_reasons, 14, READ_ADMINS",
        "/brands, 15, READ_BRANDS",
        "/subscription_types, 11, READ_USERS_COMPANIES",
        "/data_attributes, 0, READ_USERS_COMPANIES",
        "/macros, 16, READ_CONVERSATIONS",
        "/conversations/attributes, 16, READ_CONVERSATIONS",
        "/news/news_items, 11, READ_NEWS",
        "/news/newsfeeds, 11, READ_NEWS",
        "/ai/external_pages, 12, READ_CONTENT",
        "/ai/content_import_sources, 12, READ_CONTENT",
        "/content_snippets, 16, READ_CONTENT_SNIPPETS",
        "/calls, 14, READ_CALLS"
    })
    void a_list_needs_its_version_and_its_permission(String path, int since, TokenScope scope) {
        startSmall();

        assertThat(client.with("Intercom-Version", "2." + since).get(path).status())
                .isEqualTo(200);
        if (since > 0) {
            Client.Answer tooOld =
                    client.with("Intercom-Version", "2." + (since - 1)).get(path);
            assertThat(tooOld.status()).isEqualTo(400);
            assertThat(tooOld.errorCode()).isEqualTo("intercom_version_invalid");
        }
        sandbox.access().revoke(scope);
        assertThat(client.get(path).status()).isEqualTo(403);
    }

    @Test
    void archived_attributes_are_listed_on_demand() {
        startSmall();

        assertThat(pages("/data_attributes").stream()
                        .map(each -> each.path("archived").asBoolean()))
                .containsOnly(false);
        assertThat(pages("/data_attributes?include_archived=true").stream()
                        .map(each -> each.path("archived").asBoolean()))
                .contains(true);
    }

    @ParameterizedTest
    @EnumSource(ItemKind.class)
    void a_workspace_without_teams_has_no_items_until_one_is_created(ItemKind kind) {
        start(options().size(Size.EMPTY));
        assertThat(sandbox.workspace().items().all(kind)).isEmpty();

        String id = sandbox.changes().items().create(kind);
        assertThat(sandbox.workspace().items().get(kind, id)).isNotNull();
    }

    @Test
    void the_same_seed_makes_the_same_items() {
        start(options().seed(5));
        List<String> first = everything();
        sandbox.close();
        start(options().seed(5));
        assertThat(everything()).isEqualTo(first);
        sandbox.close();
        start(options().seed(6));
        assertThat(everything()).isNotEqualTo(first);
    }

    private List<String> everything() {
        return Stream.of(ItemKind.values())
                .flatMap(kind -> sandbox.workspace().items().all(kind).stream())
                .map(item -> item.json().toString())
                .toList();
    }

    private List<JsonNode> shown(ItemKind kind) {
        return sandbox.workspace().items().all(kind).stream()
                .map(Item::json)
                .<JsonNode>map(json -> json.deepCopy().without(OMITTED.getOrDefault(kind, Set.of())))
                .toList();
    }

    private static List<String> texts(List<JsonNode> items) {
        return items.stream().map(JsonNode::toString).sorted().toList();
    }

    /** All items of a list, by whichever way it names its next page. */
    private List<JsonNode> pages(String path) {
        List<JsonNode> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = client.get(path + next).json();
            page.path("data").forEach(all::add);
            next = next(page);
        }
        return all;
    }

    private static String next(JsonNode page) {
        JsonNode cursor = page.at("/pages/next/starting_after");
        if (cursor.isTextual()) {
            return "&starting_after=" + URLEncoder.encode(cursor.textValue(), StandardCharsets.UTF_8);
        }
        boolean beside = page.has("page");
        JsonNode numbers = beside ? page : page.path("pages");
        int number = numbers.path("page").asInt();
        boolean last = number >= numbers.path("total_pages").asInt();
        if (!beside && !last) {
            assertThat(numbers.path("next").textValue()).contains("page=" + (number + 1));
        }
        return last ? null : "&page=" + (number + 1);
    }
}
