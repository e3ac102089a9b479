package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The rows of tickets, compared with the answers of the API. */
class TicketAnswerTest extends SandboxTest {

    /** For each table the place of its rows, and its columns with their paths; {@code ^} starts at the ticket. */
    private static final Map<String, String> ANSWERED =
            Map.of("tickets", """
            .
            type id ticket_id category title=ticket_attributes._default_title_
            description=ticket_attributes._default_description_ ticket_type_id=ticket_type.id
            ticket_state_id=ticket_state.id ticket_state_category=ticket_state.category
            ticket_state_internal_label=ticket_state.internal_label
            ticket_state_external_label=ticket_state.external_label previous_ticket_state_id open is_shared
            admin_assignee_id:some team_assignee_id:some created_at:time updated_at:time snoozed_until:time
            parts_count=ticket_parts.total_count linked_objects_count=linked_objects.total_count
            ticket_attributes:json""", "tickets_contacts", """
            contacts.contacts
            type:role=id id external_id tickets_pk=^id""", "tickets_linked_objects", """
            linked_objects.data
            type id category tickets_pk=^id""", "ticket_parts", """
            ticket_parts.ticket_parts
            type id part_type body created_at:time updated_at:time ticket_state previous_ticket_state
            assigned_to_type=assigned_to.type assigned_to_id=assigned_to.id author_type=author.type author_id=author.id
            author_name=author.name external_id redacted app_package_code
            updated_attribute_id=updated_attribute_data.attribute.id
            updated_attribute_label=updated_attribute_data.attribute.label
            updated_attribute_value:json=updated_attribute_data.value translations:json tickets_pk=^id""");

    private Map<String, SortedMap<List<Object>, Map<String, Object>>> truth() {
        return Truth.further(sandbox.workspace());
    }

    @Test
    void the_truth_is_what_is_answered() {
        startSmall();
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            sandbox.changes().tickets().random(random);
        }
        sandbox.changes().random(new Random(4), 100);
        var truth = truth();
        List<JsonNode> tickets = client.searchAll("tickets", EVERYTHING, by("updated_at", "ascending"), 150);
        ANSWERED.forEach((table, declared) -> assertThat(rows(tickets, declared))
                .as(table)
                .containsExactlyInAnyOrderElementsOf(written(truth, table)));
    }

    /** The rows with JSON in a form that can be compared. */
    private static List<Map<String, Object>> written(
            Map<String, SortedMap<List<Object>, Map<String, Object>>> truth, String table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : truth.get(table).values()) {
            Map<String, Object> written = new LinkedHashMap<>(row);
            List.of("ticket_attributes", "updated_attribute_value", "translations")
                    .forEach(name -> written.computeIfPresent(name, (column, text) -> tree((String) text)));
            rows.add(written);
        }
        return rows;
    }

    private static JsonNode tree(String text) {
        try {
            return Client.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Map<String, Object>> rows(List<JsonNode> tickets, String declared) {
        String[] words = declared.split("\\s+", -1);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            for (JsonNode spot : words[0].equals(".") ? List.of(ticket) : at(ticket, words[0])) {
                Map<String, Object> row = new HashMap<>();
                for (String word : List.of(words).subList(1, words.length)) {
                    String[] sides = word.split("=", -1);
                    String[] column = sides[0].split(":", -1);
                    String path = sides.length > 1 ? sides[1] : column[0];
                    JsonNode value = path.startsWith("^") ? at(ticket, path.substring(1)) : at(spot, path);
                    row.put(column[0], value(column.length > 1 ? column[1] : "", value));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static JsonNode at(JsonNode start, String path) {
        return start.at("/" + path.replace('.', '/'));
    }

    private Object value(String type, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return switch (type) {
            case "time" -> Date.from(Instant.ofEpochSecond(value.longValue()));
            case "some" -> value.asLong() == 0 ? null : value.asText();
            case "json" -> tree(value.toString().replaceAll("\\?expires[^\"]*", ""));
            case "role" -> {
                Contact contact = sandbox.workspace().contacts().current().get(value.asText());
                yield contact == null ? null : contact.role().label();
            }
            default ->
                value.isBoolean()
                        ? value.booleanValue()
                        : value.isNumber() ? (Object) value.longValue() : value.asText();
        };
    }

    @Test
    void attachments_of_parts_have_their_place_as_key() {
        startSmall();
        var files = truth().get("ticket_parts_attachments");
        int count = 0;
        for (JsonNode ticket : client.searchAll("tickets", EVERYTHING, null, 150)) {
            for (JsonNode part : ticket.at("/ticket_parts/ticket_parts")) {
                for (int i = 0; i < part.path("attachments").size(); i++) {
                    JsonNode file = part.path("attachments").path(i);
                    Map<String, Object> row =
                            files.get(List.<Object>of(part.path("id").asText(), (long) i));
                    assertThat(file.path("url").asText()).startsWith(row.get("url") + "?");
                    assertThat(row)
                            .containsEntry("name", file.path("name").textValue())
                            .containsEntry("tickets_pk", ticket.path("id").textValue())
                            .containsEntry("ticket_parts_pk", part.path("id").textValue());
                    count++;
                }
            }
        }
        assertThat(files).hasSize(count);
        assertThat(files.values().iterator().next().keySet())
                .containsExactly(
                        "type",
                        "name",
                        "url",
                        "content_type",
                        "filesize",
                        "width",
                        "height",
                        "ticket_parts_pk",
                        "tickets_pk");
    }
}
