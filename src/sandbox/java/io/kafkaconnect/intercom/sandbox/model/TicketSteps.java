package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.model.TicketPart.Content;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Effect;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Origin;
import java.util.function.UnaryOperator;

/** Changes tickets, with or without a part that tells of it. */
record TicketSteps(Workspace workspace, Ids ids) {

    /** Adds a part to a ticket and changes the ticket; returns the part's id. */
    String add(
            String id, TicketAuthor author, String type, Content content, Effect effect, UnaryOperator<Ticket> change) {
        return workspace.locked(() -> {
            long now = workspace.now();
            TicketPart part = new TicketPart(ids.ticketPart(), type, now, now, author, content, effect, Origin.NONE);
            change(id, ticket -> change.apply(ticket).with(part));
            return part.id();
        });
    }

    void change(String id, UnaryOperator<Ticket> change) {
        changeQuietly(id, ticket -> change.apply(ticket).updated(workspace.now()));
    }

    /** Leaves the update time alone. */
    void changeQuietly(String id, UnaryOperator<Ticket> change) {
        workspace.locked(() -> {
            Ticket before = workspace.tickets().current().require(id);
            return workspace.tickets().put(change.apply(before));
        });
    }

    /** The first teammate. */
    TicketAuthor admin() {
        return workspace.locked(() -> workspace.admins().all().stream()
                .filter(admin -> !admin.bot())
                .findFirst()
                .map(TicketAuthor::of)
                .orElse(TicketAuthor.NOBODY));
    }
}
