package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.CONVERSATIONS;
import static io.kafkaconnect.intercom.table.dictionary.Sources.ASSIGNEE_ID;
import static io.kafkaconnect.intercom.table.dictionary.Sources.ASSIGNEE_TYPE;
import static io.kafkaconnect.intercom.table.dictionary.Sources.IS_TICKET;
import static io.kafkaconnect.intercom.table.dictionary.Sources.MESSAGE_TYPE;
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

import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code conversations}. */
final class ConversationTables {
    /** The API documents an object, but has also returned the id itself. */
    private static final Source ASSIGNED_TO = firstOf(path("assigned_to.id"), plain("assigned_to"));

    static final List<Column> ATTACHMENT = List.of(
            col("type", STRING, "The kind of attachment, usually upload"),
            col("name", STRING, "The file name"),
            col("url", STRING, "Where the file can be fetched; the address expires after about half an hour"),
            col("content_type", STRING, "The media type of the file, as in image/png"),
            col("filesize", INT64, "The size of the file in bytes"),
            col("width", INT64, "The width in pixels of an image"),
            col("height", INT64, "The height in pixels of an image"));

    static final Column POSITION =
            col("position", INT64, position(), "Where the attachment stands in its list, from 0");

    static final Table CONVERSATIONS_TABLE = table(
                    "conversations",
                    CONVERSATIONS,
                    "Conversations with users and leads, with the message that began each.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .key("id")
            .documented(
                    col("type", STRING, "Value is conversation"),
                    col("id", STRING, "The id representing the conversation"),
                    col("created_at", TIMESTAMP, "The time the conversation was created"),
                    col("updated_at", TIMESTAMP, "The last time the conversation was updated"),
                    col("waiting_since", TIMESTAMP, "Since when the customer waits for a response"),
                    col("snoozed_until", TIMESTAMP, "When a snoozed conversation will be marked as open"),
                    col("user_type", STRING, "contacts.contacts[0].role", "What the first customer is: user or lead"),
                    col("user_id", STRING, "contacts.contacts[0].id", "The first customer (users.id or leads.id)"),
                    col("assignee_type", STRING, ASSIGNEE_TYPE, "Who it is assigned to: admin, team or nobody_admin"),
                    col("assignee_id", STRING, ASSIGNEE_ID, "The admin or team it is assigned to (admins.id)"),
                    col("conversation_message_type", STRING, MESSAGE_TYPE, "Value is conversation_message"),
                    col("conversation_message_id", STRING, "source.id", "The id representing the message"),
                    col("conversation_message_subject", STRING, "source.subject", "The message subject (plaintext)"),
                    col("conversation_message_body", STRING, "source.body", "The message body (plaintext)"),
                    col("conversation_message_author_type", STRING, "source.author.type", "admin, user, lead or bot"),
                    col("conversation_message_author_id", STRING, "source.author.id", "Who created the message"),
                    col("conversation_message_url", STRING, "source.url", "Where the conversation was started"),
                    col("open", BOOLEAN, "Whether the conversation is open (true) or closed (false)"),
                    col("read", BOOLEAN, "Whether the conversation has been read"),
                    col("state", STRING, "The state of the conversation: open, closed or snoozed"))
            .extended(
                    col("title", STRING, "The title given to the conversation"),
                    col("priority", STRING, "The priority: none, low, medium, high or urgent"),
                    col(
                            "admin_assignee_id",
                            STRING,
                            unlessZero("conversation", "admin_assignee_id"),
                            "The assigned admin (admins.id)"),
                    col(
                            "team_assignee_id",
                            STRING,
                            unlessZero("conversation", "team_assignee_id"),
                            "The assigned team (admins.id)"),
                    nested("company", "id", STRING, "The company the conversation is about (companies.id)"),
                    nested("source", "type", STRING, "The origin, as in email, phone_call or unknown"),
                    nested("source", "delivered_as", STRING, "How the conversation began, as in customer_initiated"),
                    nested("source", "redacted", BOOLEAN, "Whether the message that began it was redacted"),
                    nested("channel", "initial", STRING, "The channel the conversation began on"),
                    nested("channel", "current", STRING, "The channel the conversation is on now"),
                    nested("first_contact_reply", "created_at", TIMESTAMP, "The time of the first reply of a customer"),
                    col("rating", INT64, "conversation_rating.rating", "The rating of the conversation, from 1 to 5"),
                    col("rating_remark", STRING, "conversation_rating.remark", "A remark to the rating"),
                    col("rating_created_at", TIMESTAMP, "conversation_rating.created_at", "When rating was asked for"),
                    col("rating_updated_at", TIMESTAMP, "conversation_rating.updated_at", "When it was updated"),
                    col("rating_contact_id", STRING, "conversation_rating.contact.id", "The customer who rated"),
                    col("rating_teammate_id", STRING, "conversation_rating.teammate.id", "Who was rated (admins.id)"),
                    col("sla_name", STRING, "sla_applied.sla_name", "The name of the SLA applied to the conversation"),
                    col("sla_status", STRING, "sla_applied.sla_status", "The SLA is hit, missed, cancelled or active"),
                    nested(
                            "statistics",
                            "time_to_assignment",
                            INT64,
                            "Seconds until assigned, before the first admin reply"),
                    nested(
                            "statistics",
                            "time_to_admin_reply",
                            INT64,
                            "Seconds until an admin replied, in business hours"),
                    nested("statistics", "time_to_first_close", INT64, "Seconds until first closed, in business hours"),
                    nested("statistics", "time_to_last_close", INT64, "Seconds until last closed, in business hours"),
                    nested(
                            "statistics",
                            "median_time_to_reply",
                            INT64,
                            "Median of seconds to a reply, in business hours"),
                    nested(
                            "statistics",
                            "first_contact_reply_at",
                            TIMESTAMP,
                            "The time of the first text from a customer"),
                    nested("statistics", "first_assignment_at", TIMESTAMP, "The time of the first assignment after it"),
                    nested(
                            "statistics",
                            "first_admin_reply_at",
                            TIMESTAMP,
                            "The time of the first admin reply after it"),
                    nested("statistics", "first_close_at", TIMESTAMP, "The time of the first close after it"),
                    nested("statistics", "last_assignment_at", TIMESTAMP, "The time of the last assignment"),
                    nested("statistics", "last_assignment_admin_reply_at", TIMESTAMP, "The first admin reply after it"),
                    nested(
                            "statistics",
                            "last_contact_reply_at",
                            TIMESTAMP,
                            "The time of the last part from a customer"),
                    nested("statistics", "last_admin_reply_at", TIMESTAMP, "The time of the last part from an admin"),
                    nested("statistics", "last_close_at", TIMESTAMP, "The time of the last close"),
                    nested("statistics", "last_closed_by_id", STRING, "The admin who closed it last (admins.id)"),
                    nested("statistics", "count_reopens", INT64, "How often the conversation was reopened"),
                    nested("statistics", "count_assignments", INT64, "How often the conversation was assigned"),
                    nested(
                            "statistics",
                            "count_conversation_parts",
                            INT64,
                            "Parts and the opening message; 500 parts at most are read"),
                    nested("statistics", "handling_time", INT64, "Seconds from assignment to close"),
                    nested("statistics", "adjusted_handling_time", INT64, "Seconds of active handling"),
                    col("ai_agent_participated", BOOLEAN, "Whether the AI agent took part"),
                    nested("ai_agent", "source_type", STRING, "What brought the AI agent in, as in workflow"),
                    nested("ai_agent", "source_title", STRING, "The title of what brought the AI agent in"),
                    nested("ai_agent", "last_answer_type", STRING, "Its last answer: ai_answer or custom_answer"),
                    nested(
                            "ai_agent",
                            "resolution_state",
                            STRING,
                            "How it went, as in confirmed_resolution or escalated"),
                    nested("ai_agent", "rating", INT64, "The rating of the AI agent, from 1 to 5"),
                    nested("ai_agent", "rating_remark", STRING, "What the customer remarked to that rating"),
                    nested("ai_agent", "created_at", TIMESTAMP, "The time that rating was created"),
                    nested("ai_agent", "updated_at", TIMESTAMP, "The time that rating was last updated"),
                    col("sales_agent_participated", BOOLEAN, "Whether the sales agent took part"),
                    nested("sales_agent", "outcome", STRING, "What the sales agent came to, as in qualified"),
                    nested("sales_agent", "routing_outcome", STRING, "Where the sales agent sent the customer"),
                    col("custom_attributes", JSON, "All custom attributes of the conversation, as JSON"),
                    col(
                            "rating_teammate_type",
                            STRING,
                            "conversation_rating.teammate.type",
                            "What was rated: admin, team or, from API 2.17 on, workflow"),
                    nested(
                            "statistics",
                            "assigned_team_first_response_time",
                            JSON,
                            "Seconds until each team first responded, as a JSON list"),
                    nested(
                            "statistics",
                            "assigned_team_first_response_time_in_office_hours",
                            JSON,
                            "The same in office hours, as a JSON list"),
                    nested("ai_agent", "content_sources", JSON, "What the AI agent answered with, as JSON"),
                    col(
                            "is_ticket",
                            BOOLEAN,
                            IS_TICKET,
                            "Whether it is a ticket, which comes with the permission \"Read tickets\""))
            .build();

    static final Table CONVERSATIONS_ATTACHMENTS = table(
                    "conversations_attachments",
                    CONVERSATIONS,
                    "Files attached to the message that began a conversation.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("source.attachments")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "position")
            .freeKey("position")
            .keyOnly(POSITION)
            .documented(ATTACHMENT)
            .documented(col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .build();

    static final Table CONVERSATIONS_CUSTOMERS = table(
                    "conversations_customers", CONVERSATIONS, "Users and leads in conversations, a row for each pair.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("contacts.contacts")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "id")
            .documented(
                    col("type", STRING, "role", "The type of the customer: user or lead"),
                    col("id", STRING, "User or lead identifier (users.id or leads.id)"),
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .extended(col("external_id", STRING, "The user id you have defined for the customer"))
            .build();

    static final Table CONVERSATIONS_TAGS = table(
                    "conversations_tags", CONVERSATIONS, "Tags on conversations, a row for each pair.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("tags.tags", "tags.data")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .extended(
                    col("applied_at", TIMESTAMP, "The time the tag was put on"),
                    nested("applied_by", "id", STRING, "The id of the admin who put it on (admins.id)"))
            .build();

    static final Table CONVERSATION_PARTS = table(
                    "conversation_parts",
                    CONVERSATIONS,
                    "What happened in conversations after the first message: replies, notes, assignments and more.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("conversation_parts.conversation_parts")
            .ownedBy(entity("id"), "conversations")
            .key("id")
            .documented(
                    col("type", STRING, "Value is conversation_part"),
                    col("id", STRING, "The id representing the conversation part"),
                    col("part_type", STRING, "The type of conversation part, as in comment, note or assignment"),
                    col("body", STRING, "The body of the comment (plaintext)"),
                    col("created_at", TIMESTAMP, "The time the conversation part was created"),
                    col("updated_at", TIMESTAMP, "The last time the conversation part was updated"),
                    col("notified_at", TIMESTAMP, "The time the user was notified with the conversation part"),
                    nested(
                            "assigned_to",
                            "type",
                            STRING,
                            "Who this part assigned it to: admin, team, bot or nobody_admin"),
                    col("assigned_to_id", STRING, ASSIGNED_TO, "Who this part assigned it to (admins.id)"),
                    nested(
                            "author",
                            "type",
                            STRING,
                            "The type of who created the part: admin, user, lead, bot or team"),
                    nested("author", "id", STRING, "The id of who created the part"),
                    col("external_id", STRING, "The id the part has in the system it was imported from"))
            .extended(
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"),
                    col("redacted", BOOLEAN, "Whether the part was redacted"),
                    col("state", STRING, "The state of the conversation then: open, closed or snoozed"),
                    nested("author", "name", STRING, "The name of who created it, HTML-escaped as Intercom sends it"),
                    nested("author", "from_ai_agent", BOOLEAN, "Whether the AI agent sent the part"),
                    nested("author", "is_ai_answer", BOOLEAN, "Whether the AI agent wrote the body"),
                    col("app_package_code", STRING, "The app that created the part through the API"),
                    col("quick_reply_uuid", STRING, "metadata.quick_reply_uuid", "The quick reply the customer chose"),
                    col("email_subject", STRING, "email_message_metadata.subject", "The subject of the email"),
                    col("email_message_id", STRING, "email_message_metadata.message_id", "Its Message-ID header"),
                    col("event_details", JSON, "What the event changed that the part stands for, as JSON"),
                    col("translations", JSON, "The reply in each language, with the original one, as JSON"))
            .build();

    static final Table CONVERSATION_PARTS_ATTACHMENTS = table(
                    "conversation_parts_attachments", CONVERSATIONS, "Files attached to parts of conversations.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("conversation_parts.conversation_parts")
            .each("attachments")
            .ownedBy(entity("id"), "conversations")
            .key("conversation_parts_pk", "position")
            .freeKey("position")
            .keyOnly(POSITION)
            .documented(ATTACHMENT)
            .documented(col(
                    "conversation_parts_pk",
                    STRING,
                    parent("id"),
                    "Conversation part identifier (conversation_parts.id)"))
            .extended(col("conversations_pk", STRING, entity("id"), "Conversation identifier (conversations.id)"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
            CONVERSATIONS_TABLE,
            CONVERSATIONS_ATTACHMENTS,
            CONVERSATIONS_CUSTOMERS,
            CONVERSATIONS_TAGS,
            CONVERSATION_PARTS,
            CONVERSATION_PARTS_ATTACHMENTS);

    private ConversationTables() {}
}
