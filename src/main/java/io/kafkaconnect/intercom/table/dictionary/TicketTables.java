package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.TICKETS;
import static io.kafkaconnect.intercom.table.dictionary.ConversationTables.POSITION;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.firstOf;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.Sources.path;
import static io.kafkaconnect.intercom.table.dictionary.Sources.plain;
import static io.kafkaconnect.intercom.table.dictionary.Sources.position;
import static io.kafkaconnect.intercom.table.dictionary.Sources.unlessZero;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code tickets}. */
final class TicketTables {

    static final Table TICKETS_TABLE = table(
                    "tickets", TICKETS, "Tickets of all categories, with their state and attributes.")
            .from("ticket", "tickets")
            .deletedBy("tickets_deleted")
            .key("id")
            .documented(
                    col("type", STRING, "Value is ticket"),
                    col("id", STRING, "The id of the ticket; the conversation behind it has the same one"),
                    col("ticket_id", STRING, "The number people see in the inbox; of no use in requests"),
                    col("category", STRING, "Customer, Back-office or Tracker"),
                    col("title", STRING, "ticket_attributes._default_title_", "The title of the ticket"),
                    col(
                            "description",
                            STRING,
                            "ticket_attributes._default_description_",
                            "The description of the ticket"),
                    nested("ticket_type", "id", STRING, "The type of the ticket (ticket_types.id)"),
                    nested(
                            "ticket_state",
                            "id",
                            STRING,
                            "The state of the ticket (ticket_states.id); null before API 2.12"),
                    col(
                            "ticket_state_category",
                            STRING,
                            firstOf(path("ticket_state.category"), plain("ticket_state")),
                            "submitted, in_progress, waiting_on_customer or resolved"),
                    col(
                            "ticket_state_internal_label",
                            STRING,
                            firstOf(path("ticket_state.internal_label"), path("ticket_state_internal_label")),
                            "The name of the state that teammates see"),
                    col(
                            "ticket_state_external_label",
                            STRING,
                            firstOf(path("ticket_state.external_label"), path("ticket_state_external_label")),
                            "The name of the state that customers see"),
                    col(
                            "previous_ticket_state_id",
                            STRING,
                            "The state before the last change of state (ticket_states.id); from API 2.16"),
                    col("open", BOOLEAN, "Whether the ticket is open"),
                    col("is_shared", BOOLEAN, "Whether the customer can see the ticket"),
                    col(
                            "admin_assignee_id",
                            STRING,
                            unlessZero("ticket", "admin_assignee_id"),
                            "The admin it is assigned to (admins.id)"),
                    col(
                            "team_assignee_id",
                            STRING,
                            unlessZero("ticket", "team_assignee_id"),
                            "The team it is assigned to (admins.id)"),
                    col(
                            "created_at",
                            TIMESTAMP,
                            "The time the ticket, or the conversation it was made of, was created"),
                    col("updated_at", TIMESTAMP, "The last time the ticket was updated"),
                    col("snoozed_until", TIMESTAMP, "When a snoozed ticket will be open again"),
                    col(
                            "parts_count",
                            INT64,
                            "ticket_parts.total_count",
                            "The number of parts; at most 500 can be had"),
                    col(
                            "linked_objects_count",
                            INT64,
                            "linked_objects.total_count",
                            "The number of linked conversations and tickets; at most 1,000 can be had"),
                    col("ticket_attributes", JSON, "All attributes of the ticket, as JSON"))
            .build();

    static final Table TICKETS_CONTACTS = table(
                    "tickets_contacts", TICKETS, "Users and leads that tickets are about, a row for each pair.")
            .from("ticket", "tickets")
            .deletedBy("tickets_deleted")
            .each("contacts.contacts")
            .ownedBy(entity("id"), "tickets")
            .key("tickets_pk", "id")
            .documented(
                    col("type", STRING, path("role"), "The type of the contact: user or lead"),
                    col("id", STRING, "User or lead identifier (users.id or leads.id)"),
                    col("external_id", STRING, "The user id you have defined for the contact"),
                    col("tickets_pk", STRING, parent("id"), "Ticket identifier (tickets.id)"))
            .build();

    static final Table TICKETS_LINKED_OBJECTS = table(
                    "tickets_linked_objects",
                    TICKETS,
                    "Conversations and tickets linked to tickets, a row for each pair.")
            .from("ticket", "tickets")
            .deletedBy("tickets_deleted")
            .each("linked_objects.data")
            .ownedBy(entity("id"), "tickets")
            .key("tickets_pk", "id")
            .documented(
                    col("type", STRING, "ticket or conversation"),
                    col("id", STRING, "The linked ticket or conversation (tickets.id or conversations.id)"),
                    col("category", STRING, "The category of a linked ticket: Customer, Back-office or Tracker"),
                    col("tickets_pk", STRING, parent("id"), "Ticket identifier (tickets.id)"))
            .build();

    static final Table TICKET_PARTS = table(
                    "ticket_parts",
                    TICKETS,
                    "What happened in tickets: replies, notes, assignments, changes of state and of attributes.")
            .from("ticket", "tickets")
            .deletedBy("tickets_deleted")
            .each("ticket_parts.ticket_parts")
            .ownedBy(entity("id"), "tickets")
            .key("id")
            .documented(
                    col("type", STRING, "Value is ticket_part"),
                    col("id", STRING, "The id of the ticket part"),
                    col(
                            "part_type",
                            STRING,
                            "The type of part, as in comment, note, assignment or ticket_state_updated_by_admin"),
                    col("body", STRING, "The body of the part, as HTML"),
                    col("created_at", TIMESTAMP, "The time the part was created"),
                    col("updated_at", TIMESTAMP, "The last time the part was updated"),
                    col("ticket_state", STRING, "The category of the state after this part, where it changed"),
                    col(
                            "previous_ticket_state",
                            STRING,
                            "The category of the state before this part, where it changed"),
                    nested("assigned_to", "type", STRING, "Who this part assigned it to: admin or team"),
                    nested("assigned_to", "id", STRING, "Who this part assigned it to (admins.id)"),
                    nested(
                            "author",
                            "type",
                            STRING,
                            "The type of who created the part: admin, user, lead, bot or team"),
                    nested("author", "id", STRING, "The id of who created the part"),
                    nested("author", "name", STRING, "The name of who created the part"),
                    col("external_id", STRING, "The id the part has in the system it was imported from"),
                    col("redacted", BOOLEAN, "Whether the part was redacted"),
                    col("app_package_code", STRING, "The app that created the part through the API"),
                    col(
                            "updated_attribute_id",
                            STRING,
                            "updated_attribute_data.attribute.id",
                            "The attribute this part changed (ticket_type_attributes.id)"),
                    col(
                            "updated_attribute_label",
                            STRING,
                            "updated_attribute_data.attribute.label",
                            "The name of that attribute"),
                    col(
                            "updated_attribute_value",
                            JSON,
                            "updated_attribute_data.value",
                            "Its new value with id and label, as JSON"),
                    col(
                            "translations",
                            JSON,
                            "The reply in each language it was translated into, as JSON; told of in the notes on 2.16"),
                    col("tickets_pk", STRING, parent("id"), "Ticket identifier (tickets.id)"))
            .build();

    static final Table TICKET_PARTS_ATTACHMENTS = table(
                    "ticket_parts_attachments", TICKETS, "Files attached to parts of tickets.")
            .from("ticket", "tickets")
            .deletedBy("tickets_deleted")
            .each("ticket_parts.ticket_parts")
            .each("attachments")
            .ownedBy(entity("id"), "tickets")
            .key("ticket_parts_pk", "position")
            .freeKey("position")
            .keyOnly(POSITION)
            .documented(
                    col("type", STRING, "The kind of attachment, usually upload"),
                    col("name", STRING, "The file name"),
                    col("url", STRING, "Where the file can be fetched; the address expires after about half an hour"),
                    col("content_type", STRING, "The media type of the file, as in image/png"),
                    col("filesize", INT64, "The size of the file in bytes"),
                    col("width", INT64, "The width in pixels of an image"),
                    col("height", INT64, "The height in pixels of an image"),
                    col("ticket_parts_pk", STRING, parent("id"), "Ticket part identifier (ticket_parts.id)"),
                    col("tickets_pk", STRING, entity("id"), "Ticket identifier (tickets.id)"))
            .build();

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
    static final List<Table> ALL = List.of(
            TICKETS_TABLE,
            TICKETS_CONTACTS,
            TICKETS_LINKED_OBJECTS,
            TICKET_PARTS,
            TICKET_PARTS_ATTACHMENTS,
            TICKET_TYPES,
            TICKET_TYPE_ATTRIBUTES,
            TICKET_STATES,
            TICKET_TYPES_STATES);

    private TicketTables() {}
}
