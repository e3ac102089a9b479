package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Assignment;
import io.kafkaconnect.intercom.sandbox.model.Attachment;
import io.kafkaconnect.intercom.sandbox.model.Author;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.OpeningMessage;
import io.kafkaconnect.intercom.sandbox.model.Part;
import io.kafkaconnect.intercom.sandbox.model.Tagging;
import io.kafkaconnect.intercom.sandbox.model.Text;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The rows of conversations and their parts. */
record ConversationTruth(Workspace workspace, Function<String, TruthTable> tables) {

    void add(Conversation conversation) {
        String id = conversation.id();
        tables.apply("conversations").add(conversation(conversation), id);
        if (conversation.source() != null) {
            attachments("conversations", id, conversation.source().attachments());
        }
        for (String contactId : conversation.contactIds()) {
            TruthRow row = new TruthRow()
                    .put("type", role(conversation, contactId))
                    .put("id", contactId)
                    .put("conversations_pk", id);
            tables.apply("conversations_customers").add(row, id, contactId);
        }
        for (Tagging tagging : conversation.tags()) {
            TruthRow row =
                    new TruthRow().put("type", "tag").put("id", tagging.tagId()).put("conversations_pk", id);
            tables.apply("conversations_tags").add(row, id, tagging.tagId());
        }
        for (Part part : conversation.visibleParts()) {
            tables.apply("conversation_parts").add(part(part), part.id());
            attachments("conversation_parts", part.id(), part.attachments());
        }
    }

    private TruthRow conversation(Conversation conversation) {
        String contactId = conversation.contactIds().stream().findFirst().orElse(null);
        TruthRow row = new TruthRow()
                .put("type", "conversation")
                .put("id", conversation.id())
                .time("created_at", conversation.times().createdAt())
                .time("updated_at", conversation.updatedAt())
                .time("waiting_since", conversation.times().waitingSince())
                .time("snoozed_until", conversation.times().snoozedUntil())
                .put("user_type", role(conversation, contactId))
                .put("user_id", contactId);
        assignee(row, conversation.assignment());
        message(row, conversation.source());
        return row.put("open", conversation.open())
                .put("read", conversation.read())
                .put("state", conversation.state());
    }

    private static void assignee(TruthRow row, Assignment assignment) {
        String type = assignment.adminId() != null ? "admin" : assignment.teamId() != null ? "team" : "nobody_admin";
        row.put("assignee_type", type);
        row.put("assignee_id", assignment.adminId() != null ? assignment.adminId() : assignment.teamId());
    }

    private static void message(TruthRow row, OpeningMessage source) {
        if (source == null) {
            row.gone(
                    "conversation_message_type",
                    "conversation_message_id",
                    "conversation_message_subject",
                    "conversation_message_body",
                    "conversation_message_author_type",
                    "conversation_message_author_id",
                    "conversation_message_url");
            return;
        }
        row.put("conversation_message_type", "conversation_message")
                .put("conversation_message_id", source.id())
                .put("conversation_message_subject", plain(source.subject()))
                .put("conversation_message_body", plain(source.body()))
                .put("conversation_message_author_type", source.author().type())
                .put("conversation_message_author_id", source.author().id())
                .put("conversation_message_url", source.url());
    }

    private static TruthRow part(Part part) {
        return new TruthRow()
                .put("type", "conversation_part")
                .put("id", part.id())
                .put("part_type", part.type())
                .put("body", plain(part.body()))
                .time("created_at", part.createdAt())
                .time("updated_at", part.updatedAt())
                .time("notified_at", part.notifiedAt())
                .put(
                        "assigned_to_type",
                        part.assignedTo() == null ? null : part.assignedTo().type())
                .put(
                        "assigned_to_id",
                        part.assignedTo() == null ? null : part.assignedTo().id())
                .put("author_type", part.author().type())
                .put("author_id", part.author().id())
                .put("external_id", part.externalId());
    }

    private void attachments(String owner, String id, List<Attachment> attachments) {
        for (int i = 0; i < attachments.size(); i++) {
            TruthRow row = file(attachments.get(i)).put(owner + "_pk", id);
            tables.apply(owner + "_attachments").add(row, id, (long) i);
        }
    }

    static TruthRow file(Attachment attachment) {
        return new TruthRow()
                .put("type", "upload")
                .put("name", attachment.name())
                .put("url", attachment.url())
                .put("content_type", attachment.contentType())
                .put("filesize", attachment.filesize())
                .put("width", attachment.width())
                .put("height", attachment.height());
    }

    /** The present role of a contact; the role that it had as an author if the contact is gone. */
    private String role(Conversation conversation, String contactId) {
        Contact contact =
                contactId == null ? null : workspace.contacts().current().get(contactId);
        if (contact != null) {
            return contact.role().label();
        }
        String role = null;
        List<Author> authors = new ArrayList<>();
        if (conversation.source() != null) {
            authors.add(conversation.source().author());
        }
        conversation.visibleParts().forEach(part -> authors.add(part.author()));
        for (Author author : authors) {
            boolean isContact = author.type().equals("user") || author.type().equals("lead");
            if (isContact && author.id().equals(contactId)) {
                role = author.type();
            }
        }
        return role;
    }

    private static String plain(Text text) {
        return text == null ? null : text.plain();
    }
}
