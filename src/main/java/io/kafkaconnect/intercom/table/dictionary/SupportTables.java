package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.SUPPORT;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.itself;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.Sources.position;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code support}. */
final class SupportTables {

    static final Table MACROS = table("macros", SUPPORT, "Saved replies.")
            .from("macro", "macros")
            .since(16)
            .key("id")
            .documented(
                    col("type", STRING, "Value is macro"),
                    col("id", STRING, "The id of the macro"),
                    col("name", STRING, "The name of the macro"),
                    col("body", STRING, "The text as HTML, with placeholders as attribute elements"),
                    col("body_text", STRING, "The text as plain text, with placeholders as Intercom writes them"),
                    col("visible_to", STRING, "everyone or specific_teams"),
                    col("available_on", JSON, "Where it can be used, as a JSON list: inbox, messenger"),
                    col("created_at", TIMESTAMP, "The time the macro was created"),
                    col("updated_at", TIMESTAMP, "The last time the macro was updated"))
            .build();

    static final Table MACROS_TEAMS = table("macros_teams", SUPPORT, "Teams that may use macros, a row for each pair.")
            .from("macro", "macros")
            .since(16)
            .eachValue("visible_to_team_ids")
            .ownedBy(entity("id"), "macros")
            .key("macros_pk", "id")
            .documented(
                    col("type", STRING, constant("team"), "Value is team"),
                    col("id", STRING, itself(), "Team identifier (admins.id)"),
                    col("macros_pk", STRING, parent("id"), "Macro identifier (macros.id)"))
            .build();

    static final Table CONVERSATION_ATTRIBUTES = table(
                    "conversation_attributes",
                    SUPPORT,
                    "The attributes that conversations have beyond the built-in ones.")
            .from("conversation_attribute", "conversation_attributes")
            .since(16)
            .key("id")
            .documented(
                    col("type", STRING, "Value is conversation_attribute"),
                    col("id", STRING, "The id of the attribute"),
                    col("name", STRING, "The name of the attribute; the key in conversations.custom_attributes"),
                    col("description", STRING, "What it is for"),
                    col(
                            "data_type",
                            STRING,
                            "string, integer, list, decimal, boolean, datetime, relationship or files"),
                    col("required", BOOLEAN, "Whether it must be filled in"),
                    col("multiline", BOOLEAN, "Whether a text has several lines"),
                    col("archived", BOOLEAN, "Whether it is archived"),
                    col("options", JSON, "The values to choose from, with id and label, as a JSON list"),
                    nested("reference", "type", STRING, "Whether it points to one or many custom objects"),
                    nested("reference", "object_type_id", STRING, "The type of custom objects it points to"),
                    col("visible_to_team_ids", JSON, "The teams that see it, as a JSON list; empty for all"),
                    col("admin_id", STRING, "Who created it (admins.id)"),
                    col("created_at", TIMESTAMP, "The time it was created"),
                    col("updated_at", TIMESTAMP, "The last time it was updated"))
            .build();

    static final Table CONVERSATIONS_TEAMMATES = table(
                    "conversations_teammates", SUPPORT, "Admins who took part in conversations, a row for each pair.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("teammates.admins", "teammates.teammates")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "id")
            .documented(
                    col("type", STRING, "The type of who took part, usually admin"),
                    col("id", STRING, "Admin identifier (admins.id)"),
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .build();

    static final Table CONVERSATIONS_LINKED_OBJECTS = table(
                    "conversations_linked_objects",
                    SUPPORT,
                    "Tickets and conversations linked to conversations, a row for each pair.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("linked_objects.data")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "id")
            .documented(
                    col("type", STRING, "ticket or conversation"),
                    col("id", STRING, "The linked ticket or conversation (tickets.id or conversations.id)"),
                    col("category", STRING, "The category of a linked ticket: Customer, Back-office or Tracker"),
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .build();

    static final Table CONVERSATIONS_CONTENT_SOURCES = table(
                    "conversations_content_sources", SUPPORT, "What Fin answered conversations with.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .each("ai_agent.content_sources.content_sources")
            .ownedBy(entity("id"), "conversations")
            .key("conversations_pk", "position")
            .freeKey("position")
            .keyOnly(col("position", INT64, position(), "Where the source stands in its list, from 0"))
            .documented(
                    col(
                            "content_type",
                            STRING,
                            "article, external_content, content_snippet, file or workflow_connector_action"),
                    col("title", STRING, "The title of the content"),
                    col("url", STRING, "Where teammates find it"),
                    col("locale", STRING, "Its language"),
                    col("conversations_pk", STRING, parent("id"), "Conversation identifier (conversations.id)"))
            .build();

    static final Table CONVERSATION_PARTS_TAGS = table(
                    "conversation_parts_tags", SUPPORT, "Tags on parts of conversations, a row for each pair.")
            .from("conversation", "conversations")
            .deletedBy("conversations_deleted")
            .since(13)
            .each("conversation_parts.conversation_parts")
            .each("tags")
            .ownedBy(entity("id"), "conversations")
            .key("conversation_parts_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col(
                            "conversation_parts_pk",
                            STRING,
                            parent("id"),
                            "Conversation part identifier (conversation_parts.id)"),
                    col("conversations_pk", STRING, entity("id"), "Conversation identifier (conversations.id)"))
            .build();

    static final Table CALLS = table("calls", SUPPORT, "Phone calls.")
            .from("call", "calls")
            .since(14)
            .byNameOnly()
            .key("id")
            .documented(
                    col("type", STRING, "Value is call"),
                    col("id", STRING, "The id of the call"),
                    col("conversation_id", STRING, "The conversation of the call (conversations.id)"),
                    col("admin_id", STRING, "The admin on the call (admins.id)"),
                    col("contact_id", STRING, "The contact on the call (users.id or leads.id)"),
                    col("state", STRING, "The state of the call, as in completed"),
                    col("direction", STRING, "inbound or outbound"),
                    col("call_type", STRING, "The type of call, as in phone"),
                    col("phone", STRING, "The phone number, in the form +15551234567"),
                    col("ended_reason", STRING, "Why the call ended"),
                    col("initiated_at", TIMESTAMP, "The time the call began to ring"),
                    col("answered_at", TIMESTAMP, "The time the call was answered"),
                    col("ended_at", TIMESTAMP, "The time the call ended"),
                    col("created_at", TIMESTAMP, "The time the call was created in Intercom"),
                    col("updated_at", TIMESTAMP, "The last time the call was updated"),
                    col("recording_url", STRING, "Where the API gives the recording; needs the token"),
                    col("transcription_url", STRING, "Where the API gives the transcript; needs the token"),
                    col("fin_recording_url", STRING, "The same of the part that Fin took"),
                    col("fin_transcription_url", STRING, "The same of the part that Fin took"),
                    col("duration", INT64, "Seconds the call took for the caller; in Preview in August 2026"),
                    col("talk_time", INT64, "Seconds admin and customer talked; in Preview in August 2026"),
                    col("queue_time", INT64, "Seconds the caller waited in a queue; in Preview in August 2026"),
                    col("hold_time", INT64, "Seconds the caller was on hold; in Preview in August 2026"))
            .build();

    static final Table CALL_TRANSCRIPTS = table("call_transcripts", SUPPORT, "What was said in phone calls.")
            .from("call", "calls")
            .since(14)
            .byNameOnly()
            .each("transcripts")
            .ownedBy(entity("id"), "calls")
            .key("calls_pk")
            .documented(
                    col("transcript_status", STRING, "How far the transcript is, as in completed"),
                    col("transcript", JSON, "The transcript, as a JSON list"),
                    col("calls_pk", STRING, parent("id"), "Call identifier (calls.id)"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
            MACROS,
            MACROS_TEAMS,
            CONVERSATION_ATTRIBUTES,
            CONVERSATIONS_TEAMMATES,
            CONVERSATIONS_LINKED_OBJECTS,
            CONVERSATIONS_CONTENT_SOURCES,
            CONVERSATION_PARTS_TAGS,
            CALLS,
            CALL_TRANSCRIPTS);

    private SupportTables() {}
}
