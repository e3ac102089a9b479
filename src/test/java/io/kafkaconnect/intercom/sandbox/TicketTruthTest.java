package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.TicketChange;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TicketTruthTest extends SandboxTest {

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

    private String create() {
        String contact = sandbox.changes().contacts().create(Role.LEAD, "Talker");
        return sandbox.changes().tickets().create(contact, "A title");
    }

    private Map<String, Object> only(String table) {
        assertThat(truth().get(table)).hasSize(1);
        return truth().get(table).values().iterator().next();
    }

    @Test
    void the_truth_is_what_is_answered() {
        startSmall();
        Random random = new Random(3);
        Stream.generate(() -> sandbox.changes().tickets().random(random))
                .limit(300)
                .toList();
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
        String[] words = declared.split("\\s+");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            for (JsonNode spot : words[0].equals(".") ? List.of(ticket) : at(ticket, words[0])) {
                Map<String, Object> row = new HashMap<>();
                for (String word : List.of(words).subList(1, words.length)) {
                    String[] sides = word.split("=");
                    String[] column = sides[0].split(":");
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

    @Test
    void the_tables_of_tickets_come_first() {
        startSmall();
        assertThat(Truth.FURTHER_TABLES)
                .startsWith(
                        "tickets",
                        "tickets_contacts",
                        "tickets_linked_objects",
                        "ticket_parts",
                        "ticket_parts_attachments");
        assertThat(truth().get("tickets")).hasSize(Size.SMALL.tickets());
    }

    @Test
    void the_same_seed_and_the_same_changes_make_the_same_tickets() {
        startSmall();
        List<TicketChange> made = changes(400);
        var first = truth();
        sandbox.close();
        startSmall();
        assertThat(changes(400)).isEqualTo(made).contains(TicketChange.values());
        assertThat(truth()).isEqualTo(first);
    }

    @Test
    void changes_of_tickets_change_no_other_table() {
        startSmall();
        var before = Truth.of(sandbox.workspace());
        changes(200);
        assertThat(Truth.of(sandbox.workspace())).isEqualTo(before);
    }

    private List<TicketChange> changes(int count) {
        Random random = new Random(7);
        return Stream.generate(() -> sandbox.changes().tickets().random(random))
                .limit(count)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(TicketChange.class)
    void each_kind_of_change_shows_and_moves_the_update_unless_it_is_quiet(TicketChange kind) {
        startSmall();
        clock.pass(Duration.ofHours(1));
        Random random = new Random(11);
        Map<String, Ticket> before = new HashMap<>();
        sandbox.workspace().tickets().current().all().forEach(ticket -> before.put(ticket.id(), ticket));
        var rows = truth();
        for (int i = 0; i < 40; i++) {
            sandbox.changes().tickets().random(random, Set.of(kind));
        }
        assertThat(truth()).isNotEqualTo(rows);
        long now = sandbox.workspace().now();
        List<Ticket> changed = sandbox.workspace().tickets().current().all().stream()
                .filter(ticket -> !ticket.equals(before.get(ticket.id())))
                .toList();
        if (kind == TicketChange.DELETE) {
            assertThat(truth().get("tickets")).hasSizeLessThan(before.size());
        } else if (TicketChange.noticeable().contains(kind)) {
            assertThat(changed).isNotEmpty().allMatch(ticket -> ticket.updatedAt() == now);
        } else {
            assertThat(changed).isNotEmpty().allMatch(ticket -> ticket.updatedAt() < now);
        }
    }

    @Test
    void the_role_of_a_contact_is_the_present_one() {
        startEmpty();
        String id = create();
        String contact = (String) only("tickets_contacts").get("id");
        var ticket = only("tickets");
        assertThat(only("tickets_contacts")).containsEntry("type", "lead").containsEntry("tickets_pk", id);
        clock.pass(Duration.ofHours(1));
        sandbox.changes().contacts().convert(contact);
        assertThat(only("tickets_contacts")).containsEntry("type", "user");
        sandbox.changes().contacts().delete(contact);
        assertThat(only("tickets_contacts")).containsEntry("type", null).containsEntry("id", contact);
        assertThat(only("tickets")).isEqualTo(ticket);
    }

    @Test
    void a_redacted_part_has_neither_text_nor_files() {
        startEmpty();
        String id = create();
        String part = sandbox.changes().tickets().attach(id, "invoice.pdf");
        assertThat(only("ticket_parts_attachments")).containsEntry("name", "invoice.pdf");
        sandbox.changes().tickets().redact(id, part);
        assertThat(truth().get("ticket_parts_attachments")).isEmpty();
        assertThat(only("ticket_parts")).containsEntry("redacted", true);
        sandbox.changes().tickets().deletePart(id, part);
        assertThat(truth().get("ticket_parts")).isEmpty();
        assertThat(only("tickets")).containsEntry("parts_count", 0L);
    }

    @Test
    void tickets_vary() {
        startSmall();
        var truth = truth();
        assertThat(truth.get("tickets").values())
                .extracting(row -> row.get("category"))
                .contains("Customer", "Back-office", "Tracker");
        for (String column : List.of(
                "title",
                "description",
                "previous_ticket_state_id",
                "admin_assignee_id",
                "team_assignee_id",
                "snoozed_until")) {
            assertThat(truth.get("tickets").values())
                    .as(column)
                    .anyMatch(row -> row.get(column) == null)
                    .anyMatch(row -> row.get(column) != null);
        }
        assertThat(truth.get("tickets").values())
                .filteredOn(row -> row.get("category").equals("Tracker"))
                .noneMatch(row -> truth.get("tickets_contacts").values().stream()
                        .anyMatch(contact -> contact.get("tickets_pk").equals(row.get("id"))));
        assertThat(truth.get("tickets_contacts").values())
                .extracting(row -> row.get("type"))
                .contains("user", "lead", null);
        assertThat(truth.get("tickets_linked_objects").values())
                .extracting(row -> row.get("type"))
                .contains("ticket", "conversation");
        assertThat(truth.get("ticket_parts").values())
                .extracting(row -> row.get("author_type"))
                .contains("user", "admin", "bot", "team");
    }

    @Test
    void values_that_databases_refuse_are_clean_in_the_truth() {
        start(options().hostileValues());
        assertThat(sandbox.workspace().tickets().current().all())
                .anyMatch(ticket -> String.valueOf(ticket.title()).contains("\u0000"));
        for (String table : List.of("tickets", "ticket_parts")) {
            assertThat(truth().get(table).toString())
                    .as(table)
                    .contains("\ufffd")
                    .doesNotContain("\u0000");
        }
    }
}
