package io.kafkaconnect.intercom.sandbox;

import static io.kafkaconnect.intercom.sandbox.Client.by;
import static io.kafkaconnect.intercom.sandbox.Client.ids;
import static io.kafkaconnect.intercom.sandbox.Client.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.api.TokenScope;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Size;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.TicketChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTest extends SandboxTest {

    private static final int SMALL = Size.SMALL.tickets();

    private List<JsonNode> listed() {
        return client.searchAll("tickets", EVERYTHING, by("updated_at", "ascending"), 150);
    }

    private List<JsonNode> found(String field, String operator, Object value) {
        return client.searchAll("tickets", where(field, operator, value), by("updated_at", "ascending"), 150);
    }

    private JsonNode single(String id) {
        return client.get("/tickets/" + id).json();
    }

    private String create() {
        String contact = sandbox.changes().contacts().create(Role.USER, "Talker");
        return sandbox.changes().tickets().create(contact, "A title");
    }

    private Ticket model(String id) {
        return sandbox.workspace().tickets().current().get(id);
    }

    /** A type that a ticket has. */
    private Item type() {
        String id =
                sandbox.workspace().tickets().current().all().get(0).nature().typeId();
        return sandbox.workspace().items().get(ItemKind.TICKET_TYPES, id);
    }

    @Test
    void a_search_has_pages_of_20_and_never_more_than_150() {
        startSmall();
        JsonNode page = client.search("tickets", EVERYTHING, null, null).json();
        assertThat(page.path("type").asText()).isEqualTo("ticket.list");
        assertThat(page.path("tickets")).hasSize(20);
        assertThat(page.path("total_count").asInt()).isEqualTo(SMALL);
        assertThat(client.search("tickets", EVERYTHING, null, "{\"per_page\":150}")
                        .status())
                .isEqualTo(200);
        assertThat(client.search("tickets", EVERYTHING, null, "{\"per_page\":151}")
                        .errorCode())
                .isEqualTo("parameter_invalid");
        assertThat(client.search("tickets", EVERYTHING, by("updated_at", "asc"), null)
                        .errorCode())
                .isEqualTo("invalid_sort_order");
        assertThat(client.post("/tickets/search", "{}").errorCode()).isEqualTo("parameter_missing");
    }

    @ParameterizedTest
    @CsvSource({"updated_at", "created_at"})
    void the_pages_together_hold_each_ticket_once_in_order(String field) {
        startSmall();
        List<JsonNode> all = client.searchAll("tickets", EVERYTHING, by(field, "ascending"), 7);
        assertThat(ids(all))
                .containsExactlyInAnyOrderElementsOf(sandbox.workspace().tickets().current().all().stream()
                        .map(Ticket::id)
                        .toList());
        assertThat(all).extracting(each -> each.path(field).asLong()).isSorted();
    }

    @Test
    void without_an_order_the_latest_update_comes_first() {
        startSmall();
        List<JsonNode> all = client.searchAll("tickets", EVERYTHING, null, 10);
        List<String> newestFirst = new ArrayList<>(ids(listed()));
        Collections.reverse(newestFirst);
        assertThat(ids(all)).isEqualTo(newestFirst);
    }

    @ParameterizedTest
    @CsvSource({"nonsense", "WyJ0ZXh0IiwiMSIsMl0="})
    void a_wrong_cursor_is_a_failure_of_the_server(String cursor) {
        startSmall();
        String pagination = "{\"starting_after\":\"" + cursor + "\"}";
        Client.Answer answer = client.search("tickets", EVERYTHING, by("updated_at", "ascending"), pagination);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.errorCode()).isEqualTo("server_error");
        assertThat(client.search("conversations", EVERYTHING, by("updated_at", "ascending"), pagination)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "category, request, /category, Customer",
        "category, task, /category, Back-office",
        "category, tracker, /category, Tracker",
        "state, resolved, /ticket_state/category, resolved",
        "open, false, /open, false",
        "admin_assignee_id, 0, /admin_assignee_id, 0"
    })
    void a_search_finds_by_other_fields(String field, String value, String path, String shown) {
        startSmall();
        for (int i = 0; i < 40; i++) {
            sandbox.changes().tickets().random(new Random(i), Set.of(TicketChange.CREATE));
        }
        List<String> expected = listed().stream()
                .filter(each -> each.at(path).asText().equals(shown))
                .map(each -> each.path("id").asText())
                .toList();
        assertThat(expected).isNotEmpty().hasSizeLessThan(SMALL + 40);
        assertThat(ids(found(field, "=", value))).isEqualTo(expected);
    }

    @Test
    void a_search_compares_seconds() {
        startEmpty();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(create());
            clock.pass(Duration.ofSeconds(1));
        }
        long middle = NOW.getEpochSecond() + 1;
        assertThat(ids(found("updated_at", ">", middle))).containsExactly(made.get(2));
        assertThat(ids(found("updated_at", "<", middle))).containsExactly(made.get(0));
        assertThat(ids(found("updated_at", "<=", middle))).containsExactly(made.get(0), made.get(1));
    }

    @Test
    void a_single_ticket_is_what_the_search_shows() {
        startSmall();
        for (JsonNode each : listed()) {
            String id = each.path("id").asText();
            assertThat(unsigned(single(id))).isEqualTo(unsigned(each));
            assertThat(client.get("/conversations/" + id).errorCode()).isEqualTo("not_found");
        }
    }

    private static String unsigned(JsonNode ticket) {
        return ticket.toString().replaceAll("\\?expires[^\"]*", "");
    }

    @Test
    void a_deleted_ticket_is_gone_and_listed_among_deleted_conversations() {
        startSmall();
        String id = ids(listed()).get(0);
        sandbox.changes().tickets().delete(id);
        assertThat(client.get("/tickets/" + id).status()).isEqualTo(404);
        assertThat(client.get("/tickets/" + id).errorCode()).isEqualTo("ticket_not_found");
        assertThat(ids(listed())).hasSize(SMALL - 1).doesNotContain(id);
        assertThat(ids(client.get("/conversations/deleted").json().path("conversations")))
                .contains(id);
    }

    @Test
    void a_ticket_may_be_deleted_without_a_word() {
        startSmall();
        String id = ids(listed()).get(0);
        sandbox.changes().tickets().deleteUnlisted(id);
        assertThat(client.get("/tickets/" + id).status()).isEqualTo(404);
        assertThat(ids(listed())).hasSize(SMALL - 1).doesNotContain(id);
        assertThat(ids(client.get("/conversations/deleted").json().path("conversations")))
                .doesNotContain(id);
    }

    @ParameterizedTest
    @CsvSource({
        "2.11, text, text, false",
        "2.12, object, text, false",
        "2.15, object, text, false",
        "2.16, object, number, true",
        "Preview, object, number, true"
    })
    void the_form_depends_on_the_version(String version, String state, String assignee, boolean previous) {
        startSmall();
        String id = create();
        sandbox.changes().tickets().assign(id, null);
        Ticket.State shown = model(id).progress().state();
        Client versioned = client.with("Intercom-Version", version);
        JsonNode ticket = versioned.get("/tickets/" + id).json();
        JsonNode searched = versioned
                .search("tickets", where("id", "=", id), null, null)
                .json()
                .at("/tickets/0");
        assertThat(unsigned(searched)).isEqualTo(unsigned(ticket));
        if (state.equals("text")) {
            assertThat(ticket.path("ticket_state").textValue()).isEqualTo(shown.category());
            assertThat(ticket.path("ticket_state_internal_label").textValue()).isEqualTo(shown.internalLabel());
            assertThat(ticket.path("ticket_state_external_label").textValue()).isEqualTo(shown.externalLabel());
        } else {
            assertThat(ticket.at("/ticket_state/id").textValue()).isEqualTo(shown.id());
            assertThat(ticket.at("/ticket_state/internal_label").textValue()).isEqualTo(shown.internalLabel());
            assertThat(ticket.has("ticket_state_internal_label")).isFalse();
        }
        assertThat(ticket.path("admin_assignee_id").isTextual()).isEqualTo(assignee.equals("text"));
        assertThat(ticket.path("admin_assignee_id").asText()).isEqualTo("0");
        assertThat(ticket.has("previous_ticket_state_id")).isEqualTo(previous);
    }

    @Test
    void tickets_need_version_11_and_their_permission() {
        startSmall();
        String path = "/tickets/" + ids(listed()).get(0);
        Client old = client.with("Intercom-Version", "2.10");
        assertThat(old.get(path).errorCode()).isEqualTo("intercom_version_invalid");
        assertThat(old.search("tickets", EVERYTHING, null, null).errorCode()).isEqualTo("intercom_version_invalid");
        sandbox.access().revoke(TokenScope.READ_TICKETS);
        assertThat(client.get(path).status()).isEqualTo(403);
        assertThat(client.search("tickets", EVERYTHING, null, null).status()).isEqualTo(403);
    }

    @Test
    void only_the_500_newest_parts_are_shown_and_all_are_counted() {
        startEmpty();
        String id = create();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 503; i++) {
            made.add(sandbox.changes().tickets().reply(id, "Answer " + i));
        }
        JsonNode parts = single(id).path("ticket_parts");
        assertThat(ids(parts.path("ticket_parts"))).isEqualTo(made.subList(3, 503));
        assertThat(parts.path("total_count").asInt()).isEqualTo(503);
    }

    @Test
    void a_workspace_has_a_longer_ticket_than_is_shown() {
        startSmall();
        assertThat(listed())
                .anyMatch(each -> each.at("/ticket_parts/total_count").asInt() > 500
                        && each.at("/ticket_parts/ticket_parts").size() == 500);
    }

    @Test
    void files_are_signed_anew_in_every_answer() {
        startSmall();
        JsonNode ticket = listed().stream()
                .filter(each -> !each.at("/ticket_attributes/Screenshots").isEmpty()
                        && each.at("/ticket_parts/ticket_parts").findValues("attachments").stream()
                                .anyMatch(files -> !files.isEmpty()))
                .findFirst()
                .orElseThrow();
        Set<String> urls = new HashSet<>(ticket.findValuesAsText("url"));
        int count = urls.size();
        urls.addAll(single(ticket.path("id").asText()).findValuesAsText("url"));
        assertThat(urls).hasSize(2 * count);
        assertThat(urls).allMatch(url -> url.matches("https://[^?]+\\?expires=\\d+&signature=\\w+"));
    }

    @Test
    void a_ticket_shows_its_type_without_states() {
        startSmall();
        Item type = type();
        JsonNode ticket = found("ticket_type_id", "=", type.id()).get(0);
        assertThat(ticket.at("/ticket_type/name")).isEqualTo(type.json().path("name"));
        assertThat(ticket.path("ticket_type").has("ticket_type_attributes")).isTrue();
        assertThat(ticket.path("ticket_type").has("ticket_states")).isFalse();
        sandbox.changes().items().delete(ItemKind.TICKET_TYPES, type.id());
        assertThat(single(ticket.path("id").asText()).at("/ticket_type/id").asText())
                .isEqualTo(type.id());
    }

    @Test
    void a_workspace_without_conversations_has_no_tickets() {
        startEmpty();
        assertThat(listed()).isEmpty();
    }

    @Test
    void the_search_lags_behind() {
        start(options().size(Size.EMPTY).indexLag(Duration.ofSeconds(30)));
        String id = create();
        assertThat(single(id).path("id").asText()).isEqualTo(id);
        assertThat(listed()).isEmpty();
        clock.pass(Duration.ofSeconds(30));
        assertThat(ids(listed())).containsExactly(id);
    }

    @Test
    void an_answer_may_show_what_was() {
        start(options().size(Size.EMPTY).staleness(Duration.ofSeconds(20)));
        String id = create();
        clock.pass(Duration.ofMinutes(1));
        sandbox.changes().tickets().reply(id, "Hi");
        clock.pass(Duration.ofSeconds(5));
        Set<Integer> alone = new HashSet<>();
        Set<Integer> searched = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            alone.add(single(id).at("/ticket_parts/total_count").asInt());
            searched.add(listed().get(0).at("/ticket_parts/total_count").asInt());
        }
        assertThat(alone).containsExactlyInAnyOrder(0, 1);
        assertThat(searched).containsExactlyInAnyOrder(0, 1);
    }
}
