package io.kafkaconnect.intercom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.TicketChange;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Duration;
import java.util.HashMap;
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
        if (kind == TicketChange.DELETE || kind == TicketChange.DELETE_UNLISTED) {
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
