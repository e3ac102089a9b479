package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class TruthTest extends SandboxTest {

    private Map<String, SortedMap<List<Object>, Map<String, Object>>> truth() {
        return Truth.of(sandbox.workspace());
    }

    @Test
    void thereAre22TablesAndNoneIsEmpty() {
        startSmall();

        assertThat(truth())
                .hasSize(22)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    }

    @Test
    void theSameSeedMakesTheSameWorkspace() {
        start(options().seed(42));
        var first = truth();
        sandbox.close();
        start(options().seed(42));
        assertThat(truth()).isEqualTo(first);
        sandbox.close();
        start(options().seed(43));
        assertThat(truth()).isNotEqualTo(first);
    }

    @Test
    void theSameChangesMakeTheSameWorkspace() {
        startSmall();
        List<RandomChange> made = sandbox.changes().random(new Random(7), 500);
        var first = truth();
        sandbox.close();
        startSmall();

        assertThat(sandbox.changes().random(new Random(7), 500)).isEqualTo(made);
        assertThat(truth()).isEqualTo(first);
        assertThat(EnumSet.copyOf(made)).isEqualTo(EnumSet.allOf(RandomChange.class));
    }

    @Test
    void changesCanBeConfinedToSomeKinds() {
        startSmall();
        var before = truth();
        sandbox.changes().random(new Random(1), 20, Set.of(RandomChange.TAG_CONTACT));
        var after = truth();

        assertThat(after.get("users")).isEqualTo(before.get("users"));
        assertThat(after.get("users_tags").size() + after.get("leads_tags").size())
                .isGreaterThan(before.get("users_tags").size()
                        + before.get("leads_tags").size());
    }

    @Test
    void idsSayNothingAboutTheOrderOfUpdates() {
        startSmall();

        for (String table : List.of("users", "leads", "conversations", "conversation_parts")) {
            List<Date> times = truth().get(table).values().stream()
                    .map(row -> (Date) row.get("updated_at"))
                    .toList();
            assertThat(times).as(table).isNotEqualTo(times.stream().sorted().toList());
        }
    }

    @Test
    void theTruthIsWhatIsAnswered() {
        startSmall();
        sandbox.changes().random(new Random(3), 300);
        var truth = truth();
        FullCrawler crawl = new FullCrawler(client);

        assertThat(crawl.rows("users").keySet()).isEqualTo(ids(truth, "users"));
        assertThat(crawl.rows("leads").keySet()).isEqualTo(ids(truth, "leads"));
        for (String table : List.of("users", "leads")) {
            crawl.rows(table).forEach((id, json) -> {
                Map<String, Object> row = truth.get(table).get(List.of(id));
                assertThat(row.get("updated_at")).isEqualTo(time(json.path("updated_at")));
                assertThat(row.get("signed_up_at")).isEqualTo(time(json.path("signed_up_at")));
                assertThat(row.get("email")).isEqualTo(json.path("email").textValue());
                assertThat(row.get("name")).isEqualTo(json.path("name").textValue());
                assertThat(row.get("location_data_city_name"))
                        .isEqualTo(json.path("location").path("city").textValue());
                assertThat((String) row.get("custom_attributes"))
                        .satisfies(text ->
                                assertThat(Client.JSON.readTree(text)).isEqualTo(json.path("custom_attributes")));
                assertThat(links(truth, table + "_tags", id)).isEqualTo(crawl.sublist(json, "tags"));
                assertThat(links(truth, table + "_companies", id)).isEqualTo(crawl.sublist(json, "companies"));
                assertThat(links(truth, table + "_segments", id)).isEqualTo(crawl.sublist(json, "segments"));
            });
        }
        assertThat(crawl.rows("companies").keySet()).isEqualTo(ids(truth, "companies"));
        assertThat(crawl.rows("conversations").keySet()).isEqualTo(ids(truth, "conversations"));
        assertThat(crawl.rows("conversation_parts").keySet()).isEqualTo(ids(truth, "conversation_parts"));
        crawl.rows("conversation_parts").forEach((id, json) -> {
            Map<String, Object> row = truth.get("conversation_parts").get(List.of(id));
            assertThat(row.get("body")).isEqualTo(json.path("body").textValue());
            JsonNode assigned = json.path("assigned_to");
            assertThat(row.get("assigned_to_type"))
                    .isEqualTo(assigned.path("type").textValue());
            assertThat(row.get("assigned_to_id"))
                    .isEqualTo(
                            assigned.isTextual()
                                    ? assigned.textValue()
                                    : assigned.path("id").textValue());
        });
        crawl.rows("conversations").forEach((id, json) -> {
            Map<String, Object> row = truth.get("conversations").get(List.of(id));
            JsonNode source = json.path("source");
            assertThat(row.get("conversation_message_body"))
                    .isEqualTo(source.path("body").textValue());
            assertThat(row.get("conversation_message_subject"))
                    .isEqualTo(source.path("subject").textValue());
            assertThat(row.get("waiting_since")).isEqualTo(time(json.path("waiting_since")));
            int position = 0;
            for (JsonNode attachment : source.path("attachments")) {
                Map<String, Object> file =
                        truth.get("conversations_attachments").get(List.of(id, (long) position++));
                assertThat(attachment.path("url").asText()).startsWith(file.get("url") + "?");
                Long width = attachment.path("width").isNull()
                        ? null
                        : attachment.path("width").asLong();
                assertThat(file.get("width")).isEqualTo(width);
            }
        });
    }

    private static Set<String> ids(Map<String, SortedMap<List<Object>, Map<String, Object>>> truth, String table) {
        Set<String> ids = new HashSet<>();
        truth.get(table).keySet().forEach(key -> ids.add((String) key.get(0)));
        return ids;
    }

    private static Set<String> links(
            Map<String, SortedMap<List<Object>, Map<String, Object>>> truth, String table, String owner) {
        Set<String> ids = new HashSet<>();
        truth.get(table).keySet().stream()
                .filter(key -> key.get(0).equals(owner))
                .forEach(key -> ids.add((String) key.get(1)));
        return ids;
    }

    private static Date time(JsonNode second) {
        return second.isNull() ? null : Date.from(Instant.ofEpochSecond(second.asLong()));
    }

    @Test
    void columnsComeInTheirOrder() {
        startSmall();

        assertThat(truth().get("events_summary").values().iterator().next().keySet())
                .containsExactly("user_id", "name", "count", "first", "last", "description");
        assertThat(truth().get("conversations_attachments")
                        .values()
                        .iterator()
                        .next()
                        .keySet())
                .containsExactly(
                        "type", "name", "url", "content_type", "filesize", "width", "height", "conversations_pk");
        assertThat(truth().get("users").values().iterator().next()).hasSize(29);
        assertThat(truth().get("leads").values().iterator().next()).hasSize(30);
        assertThat(truth().get("conversations").values().iterator().next()).hasSize(20);
    }

    @Test
    void customAttributesHaveTheirKeysInOrderAllTheWayDown() {
        startSmall();

        assertThat(truth().get("users").values())
                .extracting(row -> (String) row.get("custom_attributes"))
                .contains("{}")
                .anyMatch(text -> text.contains(
                        "\"order\":{\"instances\":[{\"id\":\"21\",\"total_amount\":99.5}],\"type\":\"Order.list\"}"));
    }

    @Test
    void theRoleOfACustomerIsTheCurrentOne() {
        startEmpty();
        String lead = sandbox.changes().contacts().create(Role.LEAD, "Lead");
        String id = sandbox.changes().conversations().start(lead, "Hello");
        assertThat(truth().get("conversations").get(List.of(id))).containsEntry("user_type", "lead");

        sandbox.changes().contacts().convert(lead);
        assertThat(truth().get("conversations").get(List.of(id))).containsEntry("user_type", "user");
        assertThat(truth().get("users")).containsKey(List.of(lead));
        assertThat(truth().get("leads")).isEmpty();
        sandbox.changes().contacts().delete(lead);
        assertThat(truth().get("conversations").get(List.of(id)))
                .containsEntry("user_type", "lead")
                .containsEntry("user_id", lead);
    }

    @Test
    void historyReachesBackAsFarAsWished() {
        start(options().size(Size.SMALL.over(Duration.ofDays(3))));

        assertThat(truth().get("conversations").values())
                .allSatisfy(row -> assertThat((Date) row.get("created_at"))
                        .isAfterOrEqualTo(NOW.minus(Duration.ofDays(3)))
                        .isBefore(NOW));
    }
}
