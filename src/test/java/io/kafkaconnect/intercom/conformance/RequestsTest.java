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

    private static final Map<String, String> GAPS = Map.of(
            "GET /contacts/{contact_id}/companies ?per_page",
            "the answer has pages; Intercom's guide to pagination gives the parameter for every such list",
            "GET /contacts/{contact_id}/companies ?page",
            "as it stands in the link to the next page",
            "GET /contacts/{contact_id}/notes ?per_page",
            "the answer has pages; Intercom's guide to pagination gives the parameter for every such list",
            "GET /contacts/{contact_id}/notes ?page",
            "as it stands in the link to the next page",
            "POST /conversations/search body sort",
            "Intercom's guide to pagination gives it for all searches, the schema only for contacts");

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
            Map.entry(
                    "POST /conversations/search",
                    Set.of(
                            "query.field",
                            "query.operator",
                            "query.value",
                            "pagination.per_page",
                            "pagination.starting_after",
                            "sort.field",
                            "sort.order")),
            Map.entry("GET /conversations/{conversation_id}", Set.of("?display_as")),
            Map.entry("GET /conversations/deleted", Set.of("?order", "?page", "?per_page")),
            Map.entry("POST /companies/list", Set.of("?per_page")),
            Map.entry("GET /companies/scroll", Set.of("?scroll_param")),
            Map.entry("GET /companies/{company_id}", Set.of()),
            Map.entry("GET /admins/{admin_id}", Set.of()),
            Map.entry("GET /teams/{team_id}", Set.of()),
            Map.entry("GET /tags/{tag_id}", Set.of()),
            Map.entry("GET /segments/{segment_id}", Set.of()),
            Map.entry("GET /admins", Set.of()),
            Map.entry("GET /teams", Set.of()),
            Map.entry("GET /tags", Set.of()),
            Map.entry("GET /segments", Set.of("?include_count")));

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
                    server.url());
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
