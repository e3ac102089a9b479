package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Picks random entities of a workspace. */
record RandomPick(Workspace workspace, Style style, RandomGenerator random) {

    Optional<String> contact() {
        return id(workspace.contacts().current());
    }

    Optional<String> contact(Role role) {
        for (int tries = 0; tries < 20; tries++) {
            Optional<Contact> found =
                    workspace.contacts().current().any(random).filter(contact -> contact.role() == role);
            if (found.isPresent()) {
                return found.map(Contact::id);
            }
        }
        return Optional.empty();
    }

    Optional<String> conversation() {
        return id(workspace.conversations().current());
    }

    Optional<String> company() {
        return id(workspace.companies());
    }

    Optional<String> tag() {
        return id(workspace.tags());
    }

    Optional<String> admin() {
        return id(workspace.admins());
    }

    Optional<Segment> segment() {
        return workspace.segments().any(random);
    }

    /** What somebody writes in a conversation. */
    String words(Style.Speaker speaker, Conversation conversation) {
        return style.line(speaker, conversation.times().createdAt(), random);
    }

    /** What somebody writes now. */
    String words(Style.Speaker speaker) {
        return style.line(speaker, workspace.now(), random);
    }

    String newName(Style.Named kind) {
        return style.newName(kind, random);
    }

    String person() {
        return style.person(random);
    }

    String event() {
        return style.events().get(random.nextInt(style.events().size()));
    }

    boolean coin() {
        return random.nextBoolean();
    }

    void withContact(Consumer<Contact> change) {
        workspace.contacts().current().any(random).ifPresent(change);
    }

    void withConversation(Consumer<Conversation> change) {
        workspace.conversations().current().any(random).ifPresent(change);
    }

    Optional<Contact> anyContact() {
        return workspace.contacts().current().any(random);
    }

    Optional<Conversation> anyConversation() {
        return workspace.conversations().current().any(random);
    }

    Optional<Ticket> anyTicket() {
        return workspace.tickets().current().any(random);
    }

    Optional<Admin> anyAdmin() {
        return workspace.admins().any(random);
    }

    Optional<Team> anyTeam() {
        return workspace.teams().any(random);
    }

    Optional<Item> item(ItemKind kind) {
        List<Item> all = List.copyOf(workspace.items().all(kind));
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** Any state for a ticket. */
    Ticket.State ticketState() {
        return item(ItemKind.TICKET_STATES).map(Ticket.State::of).orElse(Ticket.State.FIRST);
    }

    void withTicket(Consumer<Ticket> change) {
        anyTicket().ifPresent(change);
    }

    private Optional<String> id(IndexedList<? extends Identified> things) {
        return things.any(random).map(Identified::id);
    }
}
