package io.kafkaconnect.intercom.sandbox.model;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills some entities, always the same ones, with values that databases refuse. Names of fields have no half surrogates, because Jackson reads no
 * response with such a name.
 */
final class Hostility {

    private static final String REFUSED = " a\u0000b\r\nc \ud83d d \udc4b";
    private static final String KEY = "k\u0000";
    private static final BigInteger LONG = BigInteger.TEN.pow(999).add(BigInteger.ONE);

    private Hostility() {}

    static Contact of(Contact contact) {
        if (!concerns(contact.id())) {
            return contact;
        }
        Map<String, Object> attributes = new LinkedHashMap<>(contact.customAttributes());
        attributes.put(KEY, REFUSED);
        attributes.put("long", LONG);
        attributes.put("nested", Map.of(KEY, List.of(REFUSED, 1L)));
        return contact.with(attributes)
                .with(contact.identity().named(refused(contact.identity().name())));
    }

    static Conversation of(Conversation conversation) {
        List<Part> parts = conversation.parts().stream().map(Hostility::of).toList();
        return conversation.withParts(parts);
    }

    private static Part of(Part part) {
        return concerns(part.id()) ? part.hostile(hostile(part.body()), refused(part.externalId())) : part;
    }

    static Ticket of(Ticket ticket) {
        Ticket hostile =
                ticket.withParts(ticket.parts().stream().map(Hostility::of).toList());
        if (!concerns(ticket.id())) {
            return hostile;
        }
        return hostile.with(Ticket.TITLE, refused(ticket.title()))
                .with(KEY, REFUSED)
                .with("long", LONG);
    }

    private static TicketPart of(TicketPart part) {
        if (!concerns(part.id())) {
            return part;
        }
        TicketPart.Origin origin = part.origin();
        return part.with(part.content().with(hostile(part.content().body())))
                .with(new TicketPart.Origin(refused(origin.externalId()), origin.appPackageCode()));
    }

    private static Text hostile(Text text) {
        return text == null || text instanceof Text.Hostile ? text : new Text.Hostile(text, REFUSED);
    }

    private static String refused(String text) {
        return text == null || text.endsWith(REFUSED) ? text : text + REFUSED;
    }

    private static boolean concerns(String id) {
        return Math.floorMod(id.hashCode() * 31, 2) == 0;
    }
}
