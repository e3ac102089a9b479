package io.kafkaconnect.intercom.sandbox.model;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Picks random entities of a workspace. */
record RandomPick(Workspace workspace, RandomGenerator random) {

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

    String text() {
        return Vocabulary.sentence(random);
    }

    String person() {
        return Vocabulary.person(random);
    }

    String event() {
        return Vocabulary.any(Vocabulary.EVENTS, random);
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

    private Optional<String> id(IndexedList<? extends Identified> things) {
        return things.any(random).map(Identified::id);
    }
}
