package io.kafkaconnect.intercom.sandbox.search;

import io.kafkaconnect.intercom.sandbox.model.Company;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.OpeningMessage;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import io.kafkaconnect.intercom.sandbox.model.Tagging;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The fields of one kind of entity, and its default sort field. */
public final class Fields<E extends SearchableEntity> {

    public static final Fields<Contact> OF_CONTACTS = new Fields<>(
            "last_request_at",
            List.of(
                    Field.text("id", Contact::id),
                    Field.text("role", contact -> contact.role().label()),
                    Field.text("name", contact -> contact.identity().name()),
                    Field.text("email", contact -> contact.identity().email()),
                    Field.text("phone", contact -> contact.identity().phone()),
                    Field.text("external_id", contact -> contact.identity().externalId()),
                    Field.text("owner_id", contact -> contact.identity().ownerId()),
                    Field.date("created_at", contact -> contact.times().createdAt()),
                    Field.date("updated_at", Contact::updatedAt),
                    Field.date("signed_up_at", contact -> contact.times().signedUpAt()),
                    Field.date("last_seen_at", contact -> contact.times().lastSeenAt()),
                    Field.date("last_request_at", contact -> contact.times().lastSeenAt()),
                    Field.date("last_replied_at", contact -> contact.times().lastRepliedAt()),
                    Field.flag(
                            "unsubscribed_from_emails",
                            contact -> contact.mail().unsubscribed()),
                    Field.flag("marked_email_as_spam", contact -> contact.mail().markedAsSpam()),
                    Field.flag("has_hard_bounced", contact -> contact.mail().hasHardBounced()),
                    Field.set("segment_id", contact -> contact.links().segments()),
                    Field.set("tag_id", contact -> tagIds(contact.links().tags()))));

    public static final Fields<Conversation> OF_CONVERSATIONS = new Fields<>(
            "last_request_at",
            List.of(
                    Field.text("id", Conversation::id),
                    Field.date(
                            "created_at", conversation -> conversation.times().createdAt()),
                    Field.date("updated_at", Conversation::updatedAt),
                    Field.date("last_request_at", Conversation::updatedAt),
                    Field.date(
                            "waiting_since",
                            conversation -> conversation.times().waitingSince()),
                    Field.date(
                            "snoozed_until",
                            conversation -> conversation.times().snoozedUntil()),
                    Field.text("state", Conversation::state),
                    Field.text("priority", Conversation::priority),
                    Field.flag("open", Conversation::open),
                    Field.flag("read", Conversation::read),
                    Field.number("admin_assignee_id", c -> number(c.assignment().adminId())),
                    Field.number("team_assignee_id", c -> number(c.assignment().teamId())),
                    Field.text("source.type", conversation -> source(conversation, OpeningMessage::type)),
                    Field.text("source.id", conversation -> source(conversation, OpeningMessage::id)),
                    Field.text(
                            "source.author.id",
                            conversation -> source(
                                    conversation, source -> source.author().id())),
                    Field.set("contact_ids", Conversation::contactIds),
                    Field.set("tag_ids", conversation -> tagIds(conversation.tags()))));

    public static final Fields<Company> OF_COMPANIES = new Fields<>(
            "last_request_at",
            List.of(
                    Field.text("company_id", Company::companyId),
                    Field.text("name", Company::name),
                    Field.date("created_at", Company::createdAt),
                    Field.date("updated_at", Company::updatedAt),
                    Field.date("remote_created_at", Company::remoteCreatedAt),
                    Field.date("last_request_at", Company::lastRequestAt),
                    Field.set("tag_id", Company::tagIds)));

    /** The words for categories in searches. */
    private static final Map<String, String> CATEGORIES =
            Map.of("Customer", "request", "Back-office", "task", "Tracker", "tracker");

    public static final Fields<Ticket> OF_TICKETS = new Fields<>(
            "updated_at",
            List.of(
                    Field.text("id", Ticket::id),
                    Field.date("created_at", ticket -> ticket.times().createdAt()),
                    Field.date("updated_at", Ticket::updatedAt),
                    Field.date("snoozed_until", ticket -> ticket.times().snoozedUntil()),
                    Field.text("title", Ticket::title),
                    Field.text("description", Ticket::description),
                    Field.text(
                            "category", ticket -> CATEGORIES.get(ticket.nature().category())),
                    Field.text("ticket_type_id", ticket -> ticket.nature().typeId()),
                    Field.text("state", ticket -> ticket.progress().state().category()),
                    Field.flag("open", Ticket::open),
                    Field.text(
                            "admin_assignee_id",
                            ticket -> text(ticket.assignment().adminId())),
                    Field.text(
                            "team_assignee_id",
                            ticket -> text(ticket.assignment().teamId())),
                    Field.set(
                            "contact_ids",
                            ticket -> ticket.contacts().stream()
                                    .map(Ticket.Participant::id)
                                    .toList())));

    private final String defaultSort;
    private final Map<String, Field<E>> byName;

    private Fields(String defaultSort, List<Field<E>> fields) {
        this.defaultSort = defaultSort;
        this.byName = fields.stream().collect(Collectors.toMap(Field::name, Function.identity()));
    }

    Field<E> get(String name) {
        Field<E> field = byName.get(name);
        if (field == null) {
            throw Refusal.parameter("Not a searchable field: " + name);
        }
        return field;
    }

    public String defaultSort() {
        return defaultSort;
    }

    private static String source(Conversation conversation, Function<OpeningMessage, String> part) {
        return conversation.source() == null ? null : part.apply(conversation.source());
    }

    private static Long number(String id) {
        return id == null ? Long.valueOf(0) : Long.valueOf(id);
    }

    private static String text(String id) {
        return id == null ? "0" : id;
    }

    private static List<String> tagIds(List<Tagging> tags) {
        return tags.stream().map(Tagging::tagId).toList();
    }
}
