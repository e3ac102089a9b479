package io.kafkaconnect.intercom.sandbox.model;

/**
 * The author of a part of a ticket, as it was called when it wrote.
 *
 * @param type {@code user}, {@code lead}, {@code admin}, {@code bot} or {@code team}
 * @param name may be null
 */
public record TicketAuthor(String type, String id, String name, String email) {

    static final TicketAuthor NOBODY = new TicketAuthor("bot", "0", null, null);

    static TicketAuthor of(Contact contact) {
        return new TicketAuthor(
                contact.role().label(),
                contact.id(),
                Text.escapedName(contact.identity().name()),
                contact.identity().email());
    }

    static TicketAuthor of(Admin admin) {
        return new TicketAuthor(admin.bot() ? "bot" : "admin", admin.id(), admin.name(), admin.email());
    }

    static TicketAuthor of(Team team) {
        return new TicketAuthor("team", team.id(), team.name(), null);
    }
}
