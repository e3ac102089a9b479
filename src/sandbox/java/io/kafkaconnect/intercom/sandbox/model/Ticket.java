package io.kafkaconnect.intercom.sandbox.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.item.Item;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A ticket with its parts, oldest first.
 *
 * @param attributes text, numbers, booleans, null, or lists of {@link Attachment}, by name; they include the title and the description
 */
public record Ticket(
        String id,
        Nature nature,
        Map<String, Object> attributes,
        Progress progress,
        Times times,
        Assignment assignment,
        List<Participant> contacts,
        List<Linked> links,
        List<TicketPart> parts)
        implements SearchableEntity {

    /** The name of the attribute that is the title. */
    public static final String TITLE = "_default_title_";

    /** The name of the attribute that is the description. */
    public static final String DESCRIPTION = "_default_description_";

    private static final int MOST_PARTS = 500;

    /**
     * What a ticket is for good.
     *
     * @param number the short number that people see
     * @param category {@code Customer}, {@code Back-office} or {@code Tracker}
     * @param typeId null in a workspace without types
     */
    public record Nature(String number, String category, String typeId, boolean shared) {}

    /** The state of a ticket, as it was called when the ticket got it. */
    public record State(String id, String category, String internalLabel, String externalLabel) {

        static final State FIRST = new State("1", "submitted", "Submitted", "Submitted");

        static State of(Item item) {
            JsonNode json = item.json();
            return new State(
                    item.id(),
                    json.path("category").textValue(),
                    json.path("internal_label").textValue(),
                    json.path("external_label").textValue());
        }
    }

    /** The present state, and the id of the state before; null if there was none. */
    public record Progress(State state, String previousStateId) {}

    /** Epoch seconds; {@code snoozedUntil} may be null. */
    public record Times(long createdAt, long updatedAt, Long snoozedUntil) {}

    /** A contact that the ticket is about, as it was when it was added. */
    public record Participant(String id, String externalId) {

        static Participant of(Contact contact) {
            return new Participant(contact.id(), contact.identity().externalId());
        }
    }

    /** A linked ticket, or a linked conversation, which has no category. */
    public record Linked(String type, String id, String category) {

        static Linked to(Ticket ticket) {
            return new Linked("ticket", ticket.id(), ticket.nature().category());
        }

        static Linked to(Conversation conversation) {
            return new Linked("conversation", conversation.id(), null);
        }
    }

    @Override
    public long updatedAt() {
        return times.updatedAt();
    }

    public boolean open() {
        return !progress.state().category().equals("resolved");
    }

    /** The title, or null. */
    public String title() {
        return (String) attributes.get(TITLE);
    }

    /** The description, or null. */
    public String description() {
        return (String) attributes.get(DESCRIPTION);
    }

    /** The parts that the API returns: the 500 newest ones. */
    public List<TicketPart> visibleParts() {
        return parts.subList(Math.max(0, parts.size() - MOST_PARTS), parts.size());
    }

    /** The same with a value of an attribute. */
    Ticket with(String attribute, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(attribute, value);
        return with(Collections.unmodifiableMap(more));
    }

    Ticket with(TicketPart part) {
        return withParts(Links.plus(parts, part));
    }

    Ticket with(Linked link) {
        return withLinks(Links.plus(withoutLink(link.id()).links, link));
    }

    Ticket withoutLink(String otherId) {
        return withLinks(Links.without(links, linked -> linked.id().equals(otherId)));
    }

    Ticket with(Participant contact) {
        return withContacts(Links.plus(withoutContact(contact.id()).contacts, contact));
    }

    Ticket withoutContact(String contactId) {
        return withContacts(Links.without(contacts, contact -> contact.id().equals(contactId)));
    }

    Ticket with(Map<String, Object> newAttributes) {
        return new Ticket(id, nature, newAttributes, progress, times, assignment, contacts, links, parts);
    }

    Ticket with(Progress newProgress) {
        return new Ticket(id, nature, attributes, newProgress, times, assignment, contacts, links, parts);
    }

    Ticket with(Assignment newAssignment) {
        return new Ticket(id, nature, attributes, progress, times, newAssignment, contacts, links, parts);
    }

    Ticket withContacts(List<Participant> newContacts) {
        return new Ticket(id, nature, attributes, progress, times, assignment, newContacts, links, parts);
    }

    Ticket withLinks(List<Linked> newLinks) {
        return new Ticket(id, nature, attributes, progress, times, assignment, contacts, newLinks, parts);
    }

    Ticket withParts(List<TicketPart> newParts) {
        return new Ticket(id, nature, attributes, progress, times, assignment, contacts, links, newParts);
    }

    Ticket updated(long at) {
        return with(new Times(times.createdAt(), at, times.snoozedUntil()));
    }

    Ticket snoozed(Long until) {
        return with(new Times(times.createdAt(), times.updatedAt(), until));
    }

    private Ticket with(Times newTimes) {
        return new Ticket(id, nature, attributes, progress, newTimes, assignment, contacts, links, parts);
    }
}
