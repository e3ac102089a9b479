package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.TICKETS;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.Sources.position;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code tickets}. */
final class TicketTables {

    static final Table TICKET_TYPES = table("ticket_types", TICKETS, "The types of tickets of the workspace.")
            .from("ticket_type", "ticket_types")
            .key("id")
            .documented(
                    col("type", STRING, "Value is ticket_type"),
                    col("id", STRING, "The id of the ticket type"),
                    col("name", STRING, "The name of the ticket type"),
                    col("description", STRING, "What the ticket type is for"),
                    col("category", STRING, "Customer, Back-office or Tracker"),
                    col("icon", STRING, "The emoji of the ticket type"),
                    col(
                            "is_internal",
                            BOOLEAN,
                            "Whether only teammates use it; in the answers, not in the description of the API"),
                    col("archived", BOOLEAN, "Whether the ticket type is archived"),
                    col("workspace_id", STRING, "The id code of the workspace"),
                    col("created_at", TIMESTAMP, "The time the ticket type was created"),
                    col("updated_at", TIMESTAMP, "The last time the ticket type was updated"))
            .build();

    static final Table TICKET_TYPE_ATTRIBUTES = table(
                    "ticket_type_attributes", TICKETS, "The attributes that ticket types ask for.")
            .from("ticket_type", "ticket_types")
            .each("ticket_type_attributes.data", "ticket_type_attributes.ticket_type_attributes")
            .ownedBy(entity("id"), "ticket_types")
            .key("id")
            .documented(
                    col("type", STRING, "Value is ticket_type_attribute"),
                    col("id", STRING, "The id of the attribute"),
                    col("name", STRING, "The name of the attribute; the key in tickets.ticket_attributes"),
                    col("description", STRING, "What the attribute is for"),
                    col("data_type", STRING, "string, list, integer, decimal, boolean, datetime or files"),
                    col("order", INT64, "Where the attribute stands among those of its type"),
                    col("default", BOOLEAN, "Whether the attribute is built in"),
                    col("required_to_create", BOOLEAN, "Whether teammates must fill it in"),
                    col("required_to_create_for_contacts", BOOLEAN, "Whether customers must fill it in"),
                    col("visible_on_create", BOOLEAN, "Whether teammates see it"),
                    col("visible_to_contacts", BOOLEAN, "Whether customers see it"),
                    col("archived", BOOLEAN, "Whether the attribute is archived"),
                    col(
                            "input_options",
                            JSON,
                            "How it is entered: its list items, or whether it has several lines, as JSON"),
                    col("created_at", TIMESTAMP, "The time the attribute was created"),
                    col("updated_at", TIMESTAMP, "The last time the attribute was updated"),
                    col("ticket_types_pk", STRING, parent("id"), "Ticket type identifier (ticket_types.id)"))
            .build();

    static final Table TICKET_STATES = table("ticket_states", TICKETS, "The states a ticket can be in.")
            .from("ticket_state", "ticket_states")
            .since(12)
            .key("id")
            .documented(
                    col("type", STRING, "Value is ticket_state"),
                    col("id", STRING, "The id of the ticket state"),
                    col("category", STRING, "submitted, in_progress, waiting_on_customer or resolved"),
                    col("internal_label", STRING, "The name that teammates see"),
                    col("external_label", STRING, "The name that customers see"),
                    col("archived", BOOLEAN, "Whether the state is archived"))
            .build();

    static final Table TICKET_TYPES_STATES = table(
                    "ticket_types_states", TICKETS, "States that ticket types use, a row for each pair.")
            .from("ticket_type", "ticket_types")
            .since(12)
            .each("ticket_states.data")
            .ownedBy(entity("id"), "ticket_types")
            .key("ticket_types_pk", "id")
            .documented(
                    col("type", STRING, constant("ticket_state"), "Value is ticket_state"),
                    col("id", STRING, "Ticket state identifier (ticket_states.id)"),
                    col("position", INT64, position(), "Where the state stands among those of the type, from 0"),
                    col("ticket_types_pk", STRING, parent("id"), "Ticket type identifier (ticket_types.id)"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(TICKET_TYPES, TICKET_TYPE_ATTRIBUTES, TICKET_STATES, TICKET_TYPES_STATES);

    private TicketTables() {}
}
