package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Linked;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Participant;
import io.kafkaconnect.intercom.sandbox.model.Ticket.Progress;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Content;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Effect;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The changes of tickets. Each change except a deletion and the quiet ones moves {@code updated_at}. An unknown id is an
 * {@link IllegalArgumentException}.
 */
public final class TicketChanges {

    private final Workspace workspace;
    private final Ids ids;
    private final TicketSteps steps;
    private final Style style;
    private final RandomGenerator own;

    TicketChanges(Workspace workspace, Ids ids, Style style, long seed) {
        this.workspace = workspace;
        this.ids = ids;
        this.steps = new TicketSteps(workspace, ids);
        this.style = style;
        this.own = new SplittableRandom(Ids.mix(seed) + 1);
    }

    /** Makes one change of any kind. */
    public TicketChange random(RandomGenerator random) {
        return random(random, Set.of(TicketChange.values()));
    }

    /** Makes one change of one of these kinds. A kind without anything to change does nothing. */
    public TicketChange random(RandomGenerator random, Set<TicketChange> kinds) {
        return workspace.locked(() -> {
            List<TicketChange> choice = kinds.stream().sorted().toList();
            TicketChange kind = choice.get(random.nextInt(choice.size()));
            kind.make(this, new RandomPick(workspace, style, random));
            return kind;
        });
    }

    /** A ticket without parts about a contact. */
    public String create(String contactId, String title) {
        return workspace.locked(() -> {
            Contact contact = workspace.contacts().current().require(contactId);
            Ticket ticket = maker(own).ticket(0, 0).withContacts(List.of(Participant.of(contact)));
            workspace.tickets().put(ticket.with(Ticket.TITLE, title));
            return ticket.id();
        });
    }

    String create(RandomGenerator random) {
        return workspace.locked(() -> {
            Ticket ticket = maker(random).ticket(random.nextInt(1000), random.nextInt(4));
            workspace.tickets().put(ticket);
            return ticket.id();
        });
    }

    private TicketMaker maker(RandomGenerator random) {
        History present = new History(workspace.now() + 1, 1);
        return new TicketMaker(new RandomPick(workspace, style, random), ids, present);
    }

    /** An admin writes to the customer; returns the part's id. */
    public String reply(String id, String text) {
        return steps.add(
                id, steps.admin(), "comment", Content.of(new Text.Written(text)), Effect.NONE, ticket -> ticket);
    }

    /** The first contact that still exists writes, or the bot if there is none; returns the part's id. */
    public String customerReply(String id, String text) {
        return workspace.locked(() -> {
            TicketAuthor author = workspace.tickets().current().require(id).contacts().stream()
                    .map(contact -> workspace.contacts().current().get(contact.id()))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .map(TicketAuthor::of)
                    .orElse(TicketAuthor.NOBODY);
            Content content = Content.of(new Text.Written(text));
            return steps.add(id, author, "comment", content, Effect.NONE, ticket -> ticket.snoozed(null));
        });
    }

    /** Moves a ticket to a state that the workspace has; returns the part's id. */
    public String changeState(String id, String stateId) {
        return workspace.locked(() -> {
            Item state = workspace.items().get(ItemKind.TICKET_STATES, stateId);
            if (state == null) {
                throw new IllegalArgumentException("There is no " + stateId);
            }
            return changeState(id, Ticket.State.of(state));
        });
    }

    String changeState(String id, Ticket.State state) {
        return workspace.locked(() -> {
            Ticket.State before =
                    workspace.tickets().current().require(id).progress().state();
            return steps.add(
                    id,
                    steps.admin(),
                    "ticket_state_updated_by_admin",
                    Content.NONE,
                    Effect.moving(before, state),
                    ticket -> ticket.with(new Progress(state, before.id())));
        });
    }

    /** Assigns a ticket to an admin; null stands for nobody. */
    public String assign(String id, String adminId) {
        return assign(id, "admin", adminId, before -> new Assignment(adminId, before.teamId()));
    }

    /** Assigns a ticket to a team; null stands for none. */
    public String assignTeam(String id, String teamId) {
        return assign(id, "team", teamId, before -> new Assignment(before.adminId(), teamId));
    }

    private String assign(String id, String type, String to, UnaryOperator<Assignment> change) {
        PartAssignee assignee = to == null ? PartAssignee.NOBODY : new PartAssignee(type, to);
        return steps.add(
                id,
                steps.admin(),
                "assignment",
                Content.NONE,
                Effect.assigning(assignee),
                ticket -> ticket.with(change.apply(ticket.assignment())));
    }

    public String rename(String id, String title) {
        return set(id, Ticket.TITLE, title);
    }

    /** Sets an attribute: text, a number, a boolean, null or a list of {@link Attachment}; returns the part's id. */
    public String set(String id, String name, Object value) {
        return workspace.locked(() -> {
            Ticket before = workspace.tickets().current().require(id);
            return steps.add(
                    id,
                    steps.admin(),
                    "ticket_attribute_updated_by_admin",
                    Content.NONE,
                    Effect.setting(TicketAttributes.told(workspace, before, name, value)),
                    ticket -> ticket.with(name, value));
        });
    }

    String setAny(String id, RandomGenerator random) {
        TicketAttributes attributes = new TicketAttributes(workspace, ids, style, random);
        String name = attributes.name();
        return set(id, name, attributes.value(name, workspace.now()));
    }

    public void snooze(String id, long until) {
        steps.change(id, ticket -> ticket.snoozed(until));
    }

    /** Links a ticket to another ticket or to a conversation. */
    public void link(String id, String otherId) {
        steps.change(id, ticket -> ticket.with(to(otherId)));
    }

    /** The same without a new update time. */
    public void linkQuietly(String id, String otherId) {
        steps.changeQuietly(id, ticket -> ticket.with(to(otherId)));
    }

    public void unlink(String id, String otherId) {
        steps.change(id, ticket -> ticket.withoutLink(otherId));
    }

    /** The same without a new update time. */
    public void unlinkQuietly(String id, String otherId) {
        steps.changeQuietly(id, ticket -> ticket.withoutLink(otherId));
    }

    private Linked to(String id) {
        Ticket ticket = workspace.tickets().current().get(id);
        return ticket == null ? Linked.to(workspace.conversations().current().require(id)) : Linked.to(ticket);
    }

    /** Removes the text and the files of a part. */
    public void redact(String id, String partId) {
        steps.change(
                id,
                ticket -> ticket.withParts(ticket.parts().stream()
                        .map(part -> part.id().equals(partId) ? part.redacted(workspace.now()) : part)
                        .toList()));
    }

    public void deletePart(String id, String partId) {
        steps.change(
                id,
                ticket -> ticket.withParts(
                        Links.without(ticket.parts(), part -> part.id().equals(partId))));
    }

    /** An admin sends a file; returns the part's id. */
    public String attach(String id, String fileName) {
        Attachment file = new Attachment(
                fileName, "https://downloads.intercomcdn.com/i/o/ticket/" + id, "application/pdf", 90_112, null, null);
        Content content = new Content(null, List.of(file), false, Map.of());
        return steps.add(id, steps.admin(), "comment", content, Effect.NONE, ticket -> ticket);
    }

    public void addContact(String id, String contactId) {
        steps.change(
                id,
                ticket -> ticket.with(
                        Participant.of(workspace.contacts().current().require(contactId))));
    }

    public void removeContact(String id, String contactId) {
        steps.change(id, ticket -> ticket.withoutContact(contactId));
    }

    /** The list of deleted conversations has the ticket too. */
    public void delete(String id) {
        workspace.locked(() -> {
            deleteUnlisted(id);
            workspace.deleted(new DeletedConversation(id, false, workspace.now()));
            return null;
        });
    }

    /** No list has the deleted ticket. */
    public void deleteUnlisted(String id) {
        workspace.locked(() -> {
            workspace.tickets().current().require(id);
            workspace.tickets().remove(id);
            return null;
        });
    }
}
