package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.model.TicketPart.Content;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Effect;
import io.kafkaconnect.intercom.sandbox.model.TicketPart.Origin;
import io.kafkaconnect.intercom.sandbox.style.Style.Speaker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Makes the steps of a ticket. */
record TicketPartMaker(RandomPick pick, Ids ids) {

    List<TicketPart> make(int count, Ticket ticket, long end) {
        List<TicketPart> parts = new ArrayList<>(count);
        long at = ticket.times().createdAt();
        long step = Math.max(1, Math.min(3600, (end - at) / Math.max(1, count)));
        for (int i = 0; i < count; i++) {
            at = Math.min(end, at + pick.random().nextLong(step + 1));
            parts.add(part(ticket, at));
        }
        return List.copyOf(parts);
    }

    private TicketPart part(Ticket ticket, long at) {
        long theme = ticket.times().createdAt();
        return switch (pick.random().nextInt(8)) {
            case 0 -> part("note", at, teammate(), content(Speaker.NOTE, theme), Effect.NONE);
            case 1, 2 ->
                part(
                        "ticket_state_updated_by_admin",
                        at,
                        teammate(),
                        oneIn(3) ? content(Speaker.TEAMMATE, theme) : Content.NONE,
                        Effect.moving(pick.ticketState(), pick.ticketState()));
            case 3 -> part("assignment", at, teammate(), Content.NONE, Effect.assigning(assignee()));
            case 4 -> {
                TicketAttributes attributes = new TicketAttributes(pick.workspace(), ids, pick.style(), pick.random());
                String name = attributes.name();
                Effect set = Effect.setting(
                        TicketAttributes.told(pick.workspace(), ticket, name, attributes.value(name, theme)));
                yield part("ticket_attribute_updated_by_admin", at, teammate(), Content.NONE, set);
            }
            default -> {
                TicketAuthor author = pick.random().nextBoolean() ? teammate() : contact(ticket);
                yield part("comment", at, author, content(Speaker.CUSTOMER, theme), Effect.NONE);
            }
        };
    }

    private TicketPart part(String type, long at, TicketAuthor author, Content content, Effect effect) {
        return new TicketPart(
                ids.ticketPart(),
                type,
                at,
                at + (oneIn(5) ? 30 : 0),
                author,
                oneIn(15) ? Content.REDACTED : content,
                effect,
                new Origin(oneIn(9) ? "external-" + at : null, oneIn(7) ? "billing-bridge" : null));
    }

    private Content content(Speaker speaker, long theme) {
        Text body = new Text.Composed(pick.random().nextLong(), pick.style().voice(speaker, theme));
        List<Attachment> files = new PartMaker(pick.workspace(), ids, pick.style(), pick.random()).attachments();
        return new Content(body, files, false, oneIn(6) ? translations(theme) : Map.of());
    }

    private Map<String, String> translations(long theme) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("original", "en");
        for (String locale : List.of("en", "fr", "zh-CN")) {
            texts.put(locale, pick.style().line(Speaker.TEAMMATE, theme, pick.random()));
        }
        return texts;
    }

    /** A contact of the ticket that still exists, or else a teammate. */
    private TicketAuthor contact(Ticket ticket) {
        return ticket.contacts().stream()
                .map(contact -> pick.workspace().contacts().current().get(contact.id()))
                .filter(Objects::nonNull)
                .findFirst()
                .map(TicketAuthor::of)
                .orElseGet(this::teammate);
    }

    private TicketAuthor teammate() {
        return oneIn(6)
                ? pick.anyTeam().map(TicketAuthor::of).orElse(TicketAuthor.NOBODY)
                : pick.anyAdmin().map(TicketAuthor::of).orElse(TicketAuthor.NOBODY);
    }

    private PartAssignee assignee() {
        return switch (pick.random().nextInt(4)) {
            case 0 -> PartAssignee.NOBODY;
            case 1 ->
                pick.anyTeam().map(team -> new PartAssignee("team", team.id())).orElse(PartAssignee.NOBODY);
            default -> pick.admin().map(id -> new PartAssignee("admin", id)).orElse(PartAssignee.NOBODY);
        };
    }

    private boolean oneIn(int number) {
        return pick.random().nextInt(number) == 0;
    }
}
