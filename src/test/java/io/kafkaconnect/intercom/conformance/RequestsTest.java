package io.kafkaconnect.intercom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.IntercomSourceConnector;
import io.kafkaconnect.intercom.client.ExpectedBody;
import io.kafkaconnect.intercom.client.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything the connector asks is described, with its parameters and its body. */
class RequestsTest {

    private static final String PAGED =
            "the answer has pages; Intercom's guide to pagination gives the parameter for every such list";

    private static final String LINKED = "as it stands in the link to the next page";

    private static final String SORTED =
            "Intercom's guide to pagination gives it for all searches, the schema only for contacts";

    private static final Map<String, String> GAPS = Map.ofEntries(
            Map.entry("GET /contacts/{contact_id}/companies ?per_page", PAGED),
            Map.entry("GET /contacts/{contact_id}/companies ?page", LINKED),
            Map.entry("GET /contacts/{contact_id}/notes ?per_page", PAGED),
            Map.entry("GET /contacts/{contact_id}/notes ?page", LINKED),
            Map.entry("GET /companies/{company_id}/notes ?per_page", LINKED),
            Map.entry("GET /companies/{company_id}/notes ?page", LINKED),
            Map.entry("GET /articles ?per_page", PAGED),
            Map.entry("GET /articles ?page", PAGED),
            Map.entry("GET /help_center/collections ?per_page", PAGED),
            Map.entry("GET /help_center/collections ?page", PAGED),
            Map.entry("GET /internal_articles ?per_page", PAGED),
            Map.entry("GET /internal_articles ?page", PAGED),
            Map.entry("GET /news/news_items ?per_page", PAGED),
            Map.entry("GET /news/news_items ?page", PAGED),
            Map.entry("GET /news/newsfeeds ?per_page", PAGED),
            Map.entry("GET /news/newsfeeds ?page", PAGED),
            Map.entry("GET /ai/external_pages ?per_page", PAGED),
            Map.entry("GET /ai/external_pages ?page", PAGED),
            Map.entry("GET /ai/content_import_sources ?per_page", PAGED),
            Map.entry("GET /ai/content_import_sources ?page", PAGED),
            Map.entry("POST /conversations/search body sort", SORTED),
            Map.entry("POST /tickets/search body sort", SORTED));

    private static final Set<String> NUMBERED = Set.of("?page", "?per_page");

    private static final Set<String> SEARCHED = Set.of(
            "query.field",
            "query.operator",
            "query.value",
            "pagination.per_page",
            "pagination.starting_after",
            "sort.field",
            "sort.order");

    /** What is sent at most with each operation: query parameters, and where in the body values are. */
    private static final Map<String, Set<String>> ASKED = Map.ofEntries(
            Map.entry("GET /me", Set.of()),
            Map.entry(
                    "POST /contacts/search",
                    Set.of(
                            "query.field",
                            "query.operator",
                            "query.value",
                            "query.value[]",
                            "query.value[].field",
                            "query.value[].operator",
                            "query.value[].value",
                            "pagination.per_page",
                            "pagination.starting_after",
                            "sort.field",
                            "sort.order")),
            Map.entry("GET /contacts/{contact_id}/tags", Set.of()),
            Map.entry("GET /contacts/{contact_id}/companies", Set.of("?per_page", "?page")),
            Map.entry("GET /contacts/{contact_id}", Set.of()),
            Map.entry("GET /contacts/{contact_id}/segments", Set.of()),
            Map.entry("GET /contacts/{contact_id}/notes", Set.of("?per_page", "?page")),
            Map.entry("GET /notes/{note_id}", Set.of()),
            Map.entry("GET /events", Set.of("?type", "?summary", "?intercom_user_id")),
            Map.entry("POST /conversations/search", SEARCHED),
            Map.entry("GET /conversations/{conversation_id}", Set.of("?display_as")),
            Map.entry("GET /conversations/deleted", Set.of("?order", "?page", "?per_page")),
            Map.entry("POST /companies/list", Set.of("?per_page")),
            Map.entry("GET /companies/scroll", Set.of("?scroll_param")),
            Map.entry("GET /companies/{company_id}", Set.of()),
            Map.entry("GET /companies/{company_id}/notes", NUMBERED),
            Map.entry("GET /calls", NUMBERED),
            Map.entry("GET /calls/{call_id}", Set.of()),
            Map.entry("POST /calls/search", Set.of("conversation_ids[]")),
            Map.entry("GET /admins/{admin_id}", Set.of()),
            Map.entry("GET /teams/{team_id}", Set.of()),
            Map.entry("GET /tags/{tag_id}", Set.of()),
            Map.entry("GET /segments/{segment_id}", Set.of()),
            Map.entry("GET /admins", Set.of()),
            Map.entry("GET /teams", Set.of()),
            Map.entry("GET /tags", Set.of()),
            Map.entry("GET /segments", Set.of("?include_count")),
            Map.entry("GET /contacts/{contact_id}/subscriptions", Set.of()),
            Map.entry("POST /tickets/search", SEARCHED),
            Map.entry("GET /tickets/{ticket_id}", Set.of()),
            Map.entry("GET /ticket_types", Set.of()),
            Map.entry("GET /ticket_types/{ticket_type_id}", Set.of()),
            Map.entry("GET /ticket_states", Set.of()),
            Map.entry("GET /articles", NUMBERED),
            Map.entry("GET /articles/{article_id}", Set.of()),
            Map.entry("GET /help_center/collections", NUMBERED),
            Map.entry("GET /help_center/collections/{collection_id}", Set.of()),
            Map.entry("GET /help_center/help_centers", Set.of()),
            Map.entry("GET /help_center/help_centers/{help_center_id}", Set.of()),
            Map.entry("GET /internal_articles", NUMBERED),
            Map.entry("GET /internal_articles/{internal_article_id}", Set.of()),
            Map.entry(
                    "POST /admins/activity_logs/search",
                    Set.of("created_at_after", "created_at_before", "page", "per_page")),
            Map.entry("GET /away_status_reasons", Set.of()),
            Map.entry("GET /brands", Set.of()),
            Map.entry("GET /brands/{id}", Set.of()),
            Map.entry("GET /subscription_types", Set.of()),
            Map.entry("GET /data_attributes", Set.of("?include_archived")),
            Map.entry("GET /macros", Set.of("?per_page", "?starting_after")),
            Map.entry("GET /macros/{id}", Set.of()),
            Map.entry("GET /conversations/attributes", Set.of("?include_archived")),
            Map.entry("GET /conversations/attributes/{id}", Set.of()),
            Map.entry("GET /news/news_items", NUMBERED),
            Map.entry("GET /news/news_items/{news_item_id}", Set.of()),
            Map.entry("GET /news/newsfeeds", NUMBERED),
            Map.entry("GET /news/newsfeeds/{newsfeed_id}", Set.of()),
            Map.entry("GET /ai/external_pages", NUMBERED),
            Map.entry("GET /ai/external_pages/{page_id}", Set.of()),
            Map.entry("GET /ai/content_import_sources", NUMBERED),
            Map.entry("GET /ai/content_import_sources/{source_id}", Set.of()),
            Map.entry("GET /content_snippets", NUMBERED),
            Map.entry("GET /content_snippets/{id}", Set.of()));

    private Description description;

    @BeforeEach
    void describe() throws IOException {
        description = Description.given();
    }

    @Test
    void all_that_is_asked_is_described() throws IOException {
        Set<Request> requests = new LinkedHashSet<>();
        ReadersAtWork.requests().forEach(request -> requests.add(alike(request)));
        validated().forEach(received -> requests.add(alike(received.request())));

        DescribedSchemas schemas = new DescribedSchemas(description);
        KnownGaps gaps = new KnownGaps(GAPS);
        RequestCheck check = new RequestCheck(description, schemas, gaps);
        List<String> faults = new ArrayList<>();
        requests.forEach(request -> faults.addAll(check.faults(request)));

        assertThat(faults).isEmpty();
        assertThat(gaps.unmet()).as("gaps that are none any more").isEmpty();
        assertThat(asked(requests)).as("what is asked").isEqualTo(ASKED);
        System.out.printf(
                "Conformance of requests to API %s: %d distinct requests to %d operations checked, against %d schemas; %d known gaps%n",
                description.version(), requests.size(), asked(requests).size(), schemas.used(), gaps.size());
    }

    @Test
    void the_default_version_is_the_described_one_and_sent_with_every_request() throws IOException {
        JsonNode versions = description.schema("intercom_version");
        List<RecordingServer.Received> received = validated();

        assertThat(received).isNotEmpty().allSatisfy(one -> {
            String version = one.headers().getFirst("Intercom-Version");
            assertThat(version).isEqualTo(description.version());
            assertThat(new DescribedSchemas(description).faults(versions, TextNode.valueOf(version)))
                    .isEmpty();
            assertThat(one.headers().getFirst("Accept")).isEqualTo("application/json");
            assertThat(one.headers().getFirst("Authorization")).isEqualTo("Bearer a-token");
            if (one.request().body() != null) {
                assertThat(one.headers().getFirst("Content-Type")).isEqualTo("application/json");
            }
        });
    }

    /** What the check of the settings asks over HTTP: who owns the token, and a probe of every stream and detail. */
    private List<RecordingServer.Received> validated() throws IOException {
        try (RecordingServer server = new RecordingServer(description)) {
            Map<String, String> settings = Map.of(
                    "name",
                    "intercom",
                    "connector.class",
                    IntercomSourceConnector.class.getName(),
                    "intercom.access.token",
                    "a-token",
                    "intercom.base.url",
                    server.url(),
                    "intercom.tables",
                    "all,activity_logs,articles_statistics,calls,call_transcripts,company_notes");
            List<ConfigValue> values =
                    new IntercomSourceConnector().validate(settings).configValues();
            assertThat(values)
                    .as("the check of the settings accepts the examples as answers")
                    .allSatisfy(value -> assertThat(value.errorMessages()).isEmpty());
            return server.received();
        }
    }

    /** Without what Intercom does not see of a request. */
    private static Request alike(Request request) {
        return new Request(
                request.method(),
                request.path(),
                request.query(),
                request.body(),
                Request.Priority.LIST,
                Request.RetryMode.RETRY,
                ExpectedBody.ANYTHING);
    }

    private Map<String, Set<String>> asked(Set<Request> requests) {
        Map<String, Set<String>> asked = new TreeMap<>();
        for (Request request : requests) {
            Set<String> names = asked.computeIfAbsent(
                    description.operation(request).orElseThrow().toString(), operation -> new TreeSet<>());
            request.query().forEach(param -> names.add("?" + param.name()));
            if (request.body() != null) {
                values(request.body(), "", names);
            }
        }
        return asked;
    }

    private static void values(JsonNode node, String path, Set<String> values) {
        if (node.isArray()) {
            node.forEach(item -> values(item, path + "[]", values));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field -> values(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), values));
        } else {
            values.add(path);
        }
    }
}
