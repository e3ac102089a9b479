package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Attachment;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.TicketPart;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.AttributeValue;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Effect;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows of tickets and their parts, as API 2.16 shows them. */
record TicketTruth(Workspace workspace, Function<String, TruthTable> tables) {

    void addAll() {
        workspace.tickets().current().all().forEach(this::add);
    }

    private void add(Ticket ticket) {
        String id = ticket.id();
        tables.apply("tickets").add(ticket(ticket), id);
        for (Ticket.Participant contact : ticket.contacts()) {
            TruthRow row = new TruthRow()
                    .put("type", role(ticket, contact.id()))
                    .put("id", contact.id())
                    .put("external_id", contact.externalId())
                    .put("tickets_pk", id);
            tables.apply("tickets_contacts").add(row, id, contact.id());
        }
        for (Ticket.Linked linked : ticket.links()) {
            TruthRow row = new TruthRow()
                    .put("type", linked.type())
                    .put("id", linked.id())
                    .put("category", linked.category())
                    .put("tickets_pk", id);
            tables.apply("tickets_linked_objects").add(row, id, linked.id());
        }
        for (TicketPart part : ticket.visibleParts()) {
            tables.apply("ticket_parts").add(part(part).put("tickets_pk", id), part.id());
            attachments(part, id);
        }
    }

    private static TruthRow ticket(Ticket ticket) {
        Ticket.State state = ticket.progress().state();
        return new TruthRow()
                .put("type", "ticket")
                .put("id", ticket.id())
                .put("ticket_id", ticket.nature().number())
                .put("category", ticket.nature().category())
                .put("title", ticket.title())
                .put("description", ticket.description())
                .put("ticket_type_id", ticket.nature().typeId())
                .put("ticket_state_id", state.id())
                .put("ticket_state_category", state.category())
                .put("ticket_state_internal_label", state.internalLabel())
                .put("ticket_state_external_label", state.externalLabel())
                .put("previous_ticket_state_id", ticket.progress().previousStateId())
                .put("open", ticket.open())
                .put("is_shared", ticket.nature().shared())
                .put("admin_assignee_id", ticket.assignment().adminId())
                .put("team_assignee_id", ticket.assignment().teamId())
                .time("created_at", ticket.times().createdAt())
                .time("updated_at", ticket.updatedAt())
                .time("snoozed_until", ticket.times().snoozedUntil())
                .put("parts_count", ticket.parts().size())
                .put("linked_objects_count", ticket.links().size())
                .put("ticket_attributes", attributes(ticket));
    }

    private static String attributes(Ticket ticket) {
        Map<String, Object> shown = new LinkedHashMap<>();
        ticket.attributes()
                .forEach((name, value) -> shown.put(
                        name,
                        value instanceof List<?> files
                                ? files.stream()
                                        .map(file -> ConversationTruth.file((Attachment) file)
                                                .columns())
                                        .toList()
                                : value));
        return ContactTruth.json(shown);
    }

    private static TruthRow part(TicketPart part) {
        Effect effect = part.effect();
        TruthRow row = new TruthRow()
                .put("type", "ticket_part")
                .put("id", part.id())
                .put("part_type", part.type())
                .put(
                        "body",
                        part.content().body() == null
                                ? null
                                : part.content().body().html())
                .time("created_at", part.createdAt())
                .time("updated_at", part.updatedAt())
                .put("ticket_state", effect.state())
                .put("previous_ticket_state", effect.previousState())
                .put(
                        "assigned_to_type",
                        effect.assignedTo() == null ? null : effect.assignedTo().type())
                .put(
                        "assigned_to_id",
                        effect.assignedTo() == null ? null : effect.assignedTo().id())
                .put("author_type", part.author().type())
                .put("author_id", part.author().id())
                .put("author_name", part.author().name())
                .put("external_id", part.origin().externalId())
                .put("redacted", part.content().redacted())
                .put("app_package_code", part.origin().appPackageCode());
        attribute(row, effect.attribute());
        Map<String, String> translations = part.content().translations();
        return row.put("translations", translations.isEmpty() ? null : ContactTruth.json(Map.copyOf(translations)));
    }

    private static void attribute(TruthRow row, AttributeValue attribute) {
        if (attribute == null) {
            row.gone("updated_attribute_id", "updated_attribute_label", "updated_attribute_value");
            return;
        }
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("type", "value");
        value.put("id", attribute.valueId());
        value.put("label", attribute.valueLabel());
        row.put("updated_attribute_id", attribute.attributeId())
                .put("updated_attribute_label", attribute.label())
                .put("updated_attribute_value", ContactTruth.json(value));
    }

    private void attachments(TicketPart part, String ticketId) {
        List<Attachment> attachments = part.content().attachments();
        for (int i = 0; i < attachments.size(); i++) {
            TruthRow row = ConversationTruth.file(attachments.get(i))
                    .put("ticket_parts_pk", part.id())
                    .put("tickets_pk", ticketId);
            tables.apply("ticket_parts_attachments").add(row, part.id(), (long) i);
        }
    }

    /** The present role of a contact; the role that it had as an author if the contact is gone. */
    private String role(Ticket ticket, String contactId) {
        Contact contact = workspace.contacts().current().get(contactId);
        if (contact != null) {
            return contact.role().label();
        }
        String role = null;
        for (TicketPart part : ticket.visibleParts()) {
            String type = part.author().type();
            if ((type.equals("user") || type.equals("lead"))
                    && part.author().id().equals(contactId)) {
                role = type;
            }
        }
        return role;
    }
}
