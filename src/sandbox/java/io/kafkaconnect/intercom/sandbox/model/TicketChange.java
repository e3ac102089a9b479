package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.model.Ticket.Participant;
import io.kafkaconnect.intercom.sandbox.style.Style.Speaker;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The kinds of random changes of tickets. */
@SuppressWarnings("ImmutableEnumChecker") // The steps have no state.
public enum TicketChange {
    CREATE((changes, pick) -> changes.create(pick.random())),
    REPLY((changes, pick) -> pick.withTicket(ticket -> changes.reply(ticket.id(), pick.words(Speaker.TEAMMATE)))),
    CUSTOMER_REPLY((changes, pick) ->
            pick.withTicket(ticket -> changes.customerReply(ticket.id(), pick.words(Speaker.CUSTOMER)))),
    CHANGE_STATE((changes, pick) -> pick.withTicket(ticket -> changes.changeState(ticket.id(), pick.ticketState()))),
    ASSIGN((changes, pick) ->
            pick.withTicket(ticket -> changes.assign(ticket.id(), pick.admin().orElse(null)))),
    ASSIGN_TEAM((changes, pick) -> pick.withTicket(ticket ->
            changes.assignTeam(ticket.id(), pick.anyTeam().map(Team::id).orElse(null)))),
    SET_ATTRIBUTE((changes, pick) -> pick.withTicket(ticket -> changes.setAny(ticket.id(), pick.random()))),
    RENAME((changes, pick) -> pick.withTicket(ticket -> changes.rename(ticket.id(), pick.words(Speaker.SUBJECT)))),
    SNOOZE((changes, pick) -> pick.withTicket(ticket -> changes.snooze(ticket.id(), ticket.updatedAt() + 86_400))),
    LINK((changes, pick) -> linking(pick, changes::link)),
    LINK_QUIETLY((changes, pick) -> linking(pick, changes::linkQuietly)),
    UNLINK((changes, pick) -> unlinking(pick, changes::unlink)),
    UNLINK_QUIETLY((changes, pick) -> unlinking(pick, changes::unlinkQuietly)),
    REDACT_PART((changes, pick) -> onPart(pick, changes::redact)),
    DELETE_PART((changes, pick) -> onPart(pick, changes::deletePart)),
    ATTACH_FILE((changes, pick) ->
            pick.withTicket(ticket -> changes.attach(ticket.id(), pick.style().attachment(pick.coin(), 7)))),
    ADD_CONTACT((changes, pick) ->
            pick.withTicket(ticket -> pick.contact().ifPresent(id -> changes.addContact(ticket.id(), id)))),
    REMOVE_CONTACT((changes, pick) -> pick.withTicket(ticket -> ticket.contacts().stream()
            .findFirst()
            .map(Participant::id)
            .ifPresent(id -> changes.removeContact(ticket.id(), id)))),
    DELETE((changes, pick) -> pick.withTicket(ticket -> changes.delete(ticket.id()))),
    DELETE_UNLISTED((changes, pick) -> pick.withTicket(ticket -> changes.deleteUnlisted(ticket.id())));

    private final BiConsumer<TicketChanges, RandomPick> step;

    TicketChange(BiConsumer<TicketChanges, RandomPick> step) {
        this.step = step;
    }

    /** The kinds that a search by update time, or a look for deleted tickets, shows: all except those that happen quietly. */
    public static Set<TicketChange> noticeable() {
        return EnumSet.complementOf(EnumSet.of(LINK_QUIETLY, UNLINK_QUIETLY));
    }

    void make(TicketChanges changes, RandomPick pick) {
        step.accept(changes, pick);
    }

    private static void linking(RandomPick pick, BiConsumer<String, String> link) {
        pick.withTicket(ticket -> {
            Optional<String> other =
                    pick.coin() ? pick.conversation() : pick.anyTicket().map(Ticket::id);
            other.filter(id -> !id.equals(ticket.id())).ifPresent(id -> link.accept(ticket.id(), id));
        });
    }

    private static void unlinking(RandomPick pick, BiConsumer<String, String> unlink) {
        pick.withTicket(ticket ->
                ticket.links().stream().findFirst().ifPresent(linked -> unlink.accept(ticket.id(), linked.id())));
    }

    private static void onPart(RandomPick pick, BiConsumer<String, String> change) {
        pick.withTicket(ticket -> {
            if (!ticket.parts().isEmpty()) {
                int i = pick.random().nextInt(ticket.parts().size());
                change.accept(ticket.id(), ticket.parts().get(i).id());
            }
        });
    }
}
