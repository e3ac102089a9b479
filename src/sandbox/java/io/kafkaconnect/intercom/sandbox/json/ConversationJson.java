package io.kafkaconnect.intercom.sandbox.json;

import io.kafkaconnect.intercom.sandbox.model.Assignment;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.ConversationTimes;
import io.kafkaconnect.intercom.sandbox.model.DeletedConversation;
import io.kafkaconnect.intercom.sandbox.model.OpeningMessage;
import io.kafkaconnect.intercom.sandbox.model.Part;
import io.kafkaconnect.intercom.sandbox.model.Text;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Conversations: in lists with HTML and without parts; alone with parts and, on request, in plain text. */
public record ConversationJson(Workspace workspace, Signatures signatures) {

    public void writeListed(JsonWriter json, Conversation conversation) {
        write(json, conversation, Text::html);
    }

    public void writeSingle(JsonWriter json, Conversation conversation, boolean plain) {
        Function<Text, String> form = plain ? Text::plain : Text::html;
        write(json, conversation, form);
        List<Part> parts = conversation.visibleParts();
        json.object(
                "conversation_parts",
                list -> list.put("type", "conversation_part.list")
                        .list("conversation_parts", parts, (each, part) -> part(each, part, form))
                        .put("total_count", parts.size()));
    }

    public static void writeDeleted(JsonWriter json, DeletedConversation conversation) {
        json.put("type", "conversation")
                .put("id", conversation.id())
                .put("metrics_retained", conversation.metricsRetained())
                .put("deleted_at", conversation.deletedAt());
    }

    private void write(JsonWriter json, Conversation conversation, Function<Text, String> form) {
        ConversationTimes times = conversation.times();
        json.put("type", "conversation")
                .put("id", conversation.id())
                .put("created_at", times.createdAt())
                .put("updated_at", times.updatedAt())
                .put("waiting_since", times.waitingSince())
                .put("snoozed_until", times.snoozedUntil());
        source(json, conversation.source(), form);
        json.object(
                "contacts",
                list -> list.put("type", "contact.list")
                        .list("contacts", conversation.contactIds(), this::participant));
        assignment(json, conversation);
        json.put("open", conversation.open()).put("state", conversation.state()).put("read", conversation.read());
        ContactJson contacts = new ContactJson(workspace, false);
        json.object(
                "tags", list -> list.put("type", "tag.list").list("tags", conversation.tags(), contacts::writeTagging));
        json.put("priority", conversation.priority())
                .put("title", conversation.title())
                .value("custom_attributes", Map.of())
                .value("topics", Map.of());
        Stream.of("company", "conversation_rating", "first_contact_reply", "sla_applied", "ticket", "ai_agent")
                .forEach(json::nothing);
        json.put("ai_agent_participated", false);
        statistics(json, conversation);
    }

    /** The type of a participant is always contact, with any role. */
    private void participant(JsonWriter json, String id) {
        Contact contact = workspace.contacts().current().get(id);
        json.put("type", "contact").put("id", id);
        if (!Quirk.NO_EXTERNAL_ID.of(id)) {
            json.put("external_id", contact == null ? null : contact.identity().externalId());
        }
    }

    private static void assignment(JsonWriter json, Conversation conversation) {
        Assignment assignment = conversation.assignment();
        Long nobody = Quirk.UNASSIGNED_AS_NULL.of(conversation.id()) ? null : Long.valueOf(0);
        json.put("admin_assignee_id", number(assignment.adminId(), nobody))
                .put("team_assignee_id", number(assignment.teamId(), nobody));
        if (assignment.adminId() == null) {
            json.nothing("teammates");
        } else {
            json.object(
                    "teammates",
                    list -> list.put("type", "admin.list")
                            .list(
                                    "admins",
                                    List.of(assignment.adminId()),
                                    (each, id) -> each.put("type", "admin").put("id", id)));
        }
    }

    private static Long number(String id, Long nobody) {
        return id == null ? nobody : Long.valueOf(id);
    }

    private void source(JsonWriter json, OpeningMessage source, Function<Text, String> form) {
        if (source == null) {
            json.nothing("source");
            return;
        }
        json.object(
                "source",
                it -> it.put("type", source.type())
                        .put("id", source.id())
                        .put("delivered_as", source.deliveredAs())
                        .put("subject", text(source.subject(), form))
                        .put("body", text(source.body(), form))
                        .object("author", author -> new AuthorJson(workspace).write(author, source.author()))
                        .list("attachments", source.attachments(), new AttachmentJson(signatures)::write)
                        .put("url", source.url())
                        .put("redacted", false));
    }

    private static void statistics(JsonWriter json, Conversation conversation) {
        if (conversation.parts().isEmpty()) {
            json.nothing("statistics");
            return;
        }
        json.object(
                "statistics",
                it -> it.put("type", "conversation_statistics")
                        // The opening message counts.
                        .put("count_conversation_parts", conversation.parts().size() + 1));
    }

    private void part(JsonWriter json, Part part, Function<Text, String> form) {
        json.put("type", "conversation_part");
        if (Quirk.NUMERIC_ID.of(part.id())) {
            json.put("id", Long.parseLong(part.id()));
        } else {
            json.put("id", part.id());
        }
        json.put("part_type", part.type())
                .put("body", text(part.body(), form))
                .put("created_at", part.createdAt())
                .put("updated_at", part.updatedAt())
                .put("notified_at", part.notifiedAt());
        if (part.assignedTo() == null) {
            json.nothing("assigned_to");
        } else if (part.assignedTo().type() == null) {
            json.put("assigned_to", part.assignedTo().id());
        } else {
            json.object(
                    "assigned_to",
                    to -> to.put("type", part.assignedTo().type())
                            .put("id", part.assignedTo().id()));
        }
        json.object("author", author -> new AuthorJson(workspace).write(author, part.author()))
                .list("attachments", part.attachments(), new AttachmentJson(signatures)::write)
                .put("external_id", part.externalId())
                .put("redacted", false)
                .put("state", "open")
                .value("tags", List.of())
                .value("metadata", Map.of())
                .value("event_details", Map.of())
                .nothing("app_package_code");
    }

    private static String text(Text text, Function<Text, String> form) {
        return text == null ? null : form.apply(text);
    }
}
