package io.kafkaconnect.intercom.sandbox.model;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.style.Style;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes the values of attributes of tickets. */
record TicketAttributes(Workspace workspace, Ids ids, Style style, RandomGenerator random) {

    private static final String UNKNOWN = "219";
    private static final List<String> PLANS = List.of("Free", "Pro", "プロ");
    private static final List<String> NAMES =
            List.of("Order number", "Amount", "Seats", "Urgent", "Plan", "Screenshots", "備考");

    /** The attributes of the ticket with that number. */
    Map<String, Object> make(int i, long theme) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (i % 13 != 7) {
            attributes.put(Ticket.TITLE, i % 10 == 9 ? null : style.line(Style.Speaker.SUBJECT, theme, random));
        }
        if (i % 5 != 2) {
            attributes.put(Ticket.DESCRIPTION, i % 8 == 4 ? null : i % 12 == 1 ? "" : opening(theme));
        }
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                attributes.put(name, random.nextInt(6) == 0 ? null : value(name, theme));
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    /** The name of any attribute, other than the title. */
    String name() {
        int i = random.nextInt(NAMES.size() + 1);
        return i == NAMES.size() ? Ticket.DESCRIPTION : NAMES.get(i);
    }

    /** A value for the attribute of that name. */
    Object value(String name, long theme) {
        return switch (name) {
            case "Order number" -> "A-" + random.nextInt(100_000);
            case "Amount" -> random.nextInt(1000) + 0.5;
            case "Seats" -> Long.valueOf(random.nextInt(500));
            case "Urgent" -> random.nextBoolean();
            case "Plan" -> PLANS.get(random.nextInt(PLANS.size()));
            case "Screenshots" -> new PartMaker(workspace, ids, style, random).attachments();
            default -> opening(theme);
        };
    }

    /** How a part tells of a new value. */
    static TicketPart.AttributeValue told(Workspace workspace, Ticket ticket, String name, Object value) {
        String attribute = attributeId(workspace, ticket.nature().typeId());
        if (value instanceof List<?> files) {
            List<Object> numbers = new ArrayList<>();
            List<Object> names = new ArrayList<>();
            for (Object file : files) {
                numbers.add((long) numbers.size() + 1);
                names.add(((Attachment) file).name());
            }
            return new TicketPart.AttributeValue(attribute, name, numbers, names);
        }
        String label = value == null ? null : value.toString();
        boolean listed = label != null && PLANS.contains(label);
        return new TicketPart.AttributeValue(attribute, name, listed ? "option-" + label : null, label);
    }

    private static String attributeId(Workspace workspace, String typeId) {
        Item type = typeId == null ? null : workspace.items().get(ItemKind.TICKET_TYPES, typeId);
        return type == null
                ? UNKNOWN
                : type.json().at("/ticket_type_attributes/data/0/id").asText(UNKNOWN);
    }

    private String opening(long theme) {
        return style.line(Style.Speaker.OPENING, theme, random);
    }
}
