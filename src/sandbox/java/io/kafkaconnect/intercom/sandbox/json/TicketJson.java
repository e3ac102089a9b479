package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Attachment;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.Set;

/**
 * Tickets, the same in lists and alone.
 *
 * @param version the minor version of the API
 */
public record TicketJson(Workspace workspace, Signatures signatures, int version) {

    private static final int STATES_AS_OBJECTS = 12;
    private static final int NUMERIC_ASSIGNEES = 16;
    private static final int PREVIOUS_STATES = 16;

    public void write(JsonWriter json, Ticket ticket) {
        json.put("type", "ticket")
                .put("id", ticket.id())
                .put("ticket_id", ticket.nature().number())
                .put("category", ticket.nature().category())
                .object(
                        "ticket_attributes",
                        it -> ticket.attributes().forEach((name, value) -> attribute(it, name, value)));
        state(json, ticket.progress());
        type(json, ticket.nature());
        json.object(
                "contacts",
                list -> list.put("type", "contact.list").list("contacts", ticket.contacts(), TicketJson::participant));
        assignee(json, "admin_assignee_id", ticket.assignment().adminId());
        assignee(json, "team_assignee_id", ticket.assignment().teamId());
        json.put("created_at", ticket.times().createdAt())
                .put("updated_at", ticket.updatedAt())
                .put("open", ticket.open())
                .put("snoozed_until", ticket.times().snoozedUntil())
                .object(
                        "linked_objects",
                        list -> list.put("type", "list")
                                .put("total_count", ticket.links().size())
                                .put("has_more", false)
                                .list("data", ticket.links(), TicketJson::linked));
        TicketPartJson parts = new TicketPartJson(signatures, version);
        json.object(
                "ticket_parts",
                list -> list.put("type", "ticket_part.list")
                        .list("ticket_parts", ticket.visibleParts(), parts::write)
                        .put("total_count", ticket.parts().size()));
        json.put("is_shared", ticket.nature().shared());
    }

    private void attribute(JsonWriter json, String name, Object value) {
        if (value instanceof List<?> files) {
            AttachmentJson attachments = new AttachmentJson(signatures);
            json.list(name, files, (each, file) -> attachments.writeValue(each, (Attachment) file));
        } else {
            json.value(name, value);
        }
    }

    private void state(JsonWriter json, Ticket.Progress progress) {
        Ticket.State state = progress.state();
        if (version < STATES_AS_OBJECTS) {
            json.put("ticket_state", state.category())
                    .put("ticket_state_internal_label", state.internalLabel())
                    .put("ticket_state_external_label", state.externalLabel());
        } else {
            json.object(
                    "ticket_state",
                    it -> it.put("type", "ticket_state")
                            .put("id", state.id())
                            .put("category", state.category())
                            .put("internal_label", state.internalLabel())
                            .put("external_label", state.externalLabel()));
        }
        if (version >= PREVIOUS_STATES) {
            json.put("previous_ticket_state_id", progress.previousStateId());
        }
    }

    /** The present type without its states; only its id and category if it is gone. */
    private void type(JsonWriter json, Ticket.Nature nature) {
        if (nature.typeId() == null) {
            json.nothing("ticket_type");
            return;
        }
        Item type = workspace.items().get(ItemKind.TICKET_TYPES, nature.typeId());
        json.object("ticket_type", it -> {
            if (type == null) {
                it.put("type", "ticket_type").put("id", nature.typeId()).put("category", nature.category());
            } else {
                it.members(type.json(), Set.of("ticket_states"));
            }
        });
    }

    /** The type of a participant is always contact, with any role. */
    private static void participant(JsonWriter json, Ticket.Participant contact) {
        json.put("type", "contact").put("id", contact.id());
        Quirk.orAbsent(json, contact.id(), "external_id", contact.externalId());
    }

    private static void linked(JsonWriter json, Ticket.Linked linked) {
        json.put("type", linked.type()).put("id", linked.id());
        Quirk.orAbsent(json, linked.id(), "category", linked.category());
    }

    /** 0 stands for nobody. */
    private void assignee(JsonWriter json, String name, String id) {
        String shown = id == null ? "0" : id;
        if (version < NUMERIC_ASSIGNEES) {
            json.put(name, shown);
        } else {
            json.put(name, Long.parseLong(shown));
        }
    }
}
