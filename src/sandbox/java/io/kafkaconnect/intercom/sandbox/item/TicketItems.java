package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID_CODE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.INNER_ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.number;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.wrapped;

import io.kafkaconnect.intercom.sandbox.item.Shape.Fixed;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** The types and states of tickets. */
final class TicketItems {

    static final Members STATE = members("ticket_state")
            .with("id", ID)
            .with("category", oneOf("submitted", "in_progress", "waiting_on_customer", "resolved"))
            .with("internal_label", LINE)
            .with("external_label", nullable(LINE))
            .with("archived", FLAG)
            .with("ticket_types", wrapped("list", "data", new Fixed(draw -> Shape.JSON.arrayNode())));

    private static final Shape OPTIONS = members()
            .with("multiline", absent(FLAG))
            .with(
                    "list_options",
                    absent(new ListOf(3, members().with("id", INNER_ID).with("label", LINE))));

    private static final Shape ATTRIBUTE = members("ticket_type_attribute")
            .with("id", INNER_ID)
            .with("workspace_id", ID_CODE)
            .with("name", LINE)
            .with("description", nullable(LINE))
            .with("data_type", oneOf("string", "list", "integer", "decimal", "boolean", "datetime", "files"))
            .with("input_options", nullable(OPTIONS))
            .with("order", number(9))
            .with("required_to_create", FLAG)
            .with("required_to_create_for_contacts", FLAG)
            .with("visible_on_create", FLAG)
            .with("visible_to_contacts", absent(FLAG))
            .with("default", FLAG)
            .with("archived", FLAG)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED);

    private static final Shape STATES = new Picked(
            4,
            draw -> draw.any(ItemKind.TICKET_STATES),
            state -> state.path("id").textValue(),
            (draw, id) -> Shape.JSON.objectNode().put("type", "ticket_state").put("id", id));

    static final Members TYPE = members("ticket_type")
            .with("id", ID)
            .with("category", oneOf("Customer", "Back-office", "Tracker"))
            .with("name", LINE)
            .with("description", nullable(LINE))
            .with("icon", oneOf("🧾", "🎟️", "🐛", "👩‍💻", ""))
            .with("workspace_id", ID_CODE)
            .with("archived", FLAG)
            .with("is_internal", absent(FLAG))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .silently("ticket_type_attributes", wrapped("list", "data", new ListOf(4, ATTRIBUTE)))
            .silently("ticket_states", wrapped("list", "data", STATES));

    private TicketItems() {}
}
