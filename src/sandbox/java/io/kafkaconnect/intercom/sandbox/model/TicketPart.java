package io.kafkaconnect.intercom.sandbox.model;

import java.util.List;
import java.util.Map;

/** One step of a ticket. */
public record TicketPart(
        String id,
        String type,
        long createdAt,
        long updatedAt,
        TicketAuthor author,
        Content content,
        Effect effect,
        Origin origin)
        implements Identified {

    /**
     * What somebody wrote or attached.
     *
     * @param body may be null
     * @param translations the text by language, with {@code original} for the language it was written in; empty if there are none
     */
    public record Content(Text body, List<Attachment> attachments, boolean redacted, Map<String, String> translations) {

        static final Content NONE = new Content(null, List.of(), false, Map.of());
        static final Content REDACTED =
                new Content(new Text.Written("This message was deleted"), List.of(), true, Map.of());

        static Content of(Text body) {
            return new Content(body, List.of(), false, Map.of());
        }

        Content with(Text newBody) {
            return new Content(newBody, attachments, redacted, translations);
        }
    }

    /** What a part changed in its ticket; null stands for nothing. */
    public record Effect(String state, String previousState, PartAssignee assignedTo, AttributeValue attribute) {

        static final Effect NONE = new Effect(null, null, null, null);

        static Effect moving(Ticket.State from, Ticket.State to) {
            return new Effect(to.category(), from.category(), null, null);
        }

        static Effect assigning(PartAssignee assignee) {
            return new Effect(null, null, assignee, null);
        }

        static Effect setting(AttributeValue value) {
            return new Effect(null, null, null, value);
        }
    }

    /**
     * The new value of an attribute.
     *
     * @param valueId null, the id of an element of a list, or the ids of files
     * @param valueLabel the value as text, or the names of files
     */
    public record AttributeValue(String attributeId, String label, Object valueId, Object valueLabel) {}

    /** Where a part came from, other than from a person at the screen; null stands for nowhere else. */
    public record Origin(String externalId, String appPackageCode) {

        static final Origin NONE = new Origin(null, null);
    }

    TicketPart with(Content newContent) {
        return new TicketPart(id, type, createdAt, updatedAt, author, newContent, effect, origin);
    }

    TicketPart with(Origin newOrigin) {
        return new TicketPart(id, type, createdAt, updatedAt, author, content, effect, newOrigin);
    }

    TicketPart redacted(long at) {
        return new TicketPart(id, type, createdAt, at, author, Content.REDACTED, effect, origin);
    }
}
