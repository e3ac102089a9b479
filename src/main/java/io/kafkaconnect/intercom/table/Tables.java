package io.kafkaconnect.intercom.table;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.FLOAT64;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.Sources.ANONYMOUS;
import static io.kafkaconnect.intercom.table.Sources.ASSIGNEE_ID;
import static io.kafkaconnect.intercom.table.Sources.ASSIGNEE_TYPE;
import static io.kafkaconnect.intercom.table.Sources.MESSAGE_TYPE;
import static io.kafkaconnect.intercom.table.Sources.PRIORITY_LEVEL;
import static io.kafkaconnect.intercom.table.Sources.constant;
import static io.kafkaconnect.intercom.table.Sources.entity;
import static io.kafkaconnect.intercom.table.Sources.firstOf;
import static io.kafkaconnect.intercom.table.Sources.itself;
import static io.kafkaconnect.intercom.table.Sources.mapped;
import static io.kafkaconnect.intercom.table.Sources.parent;
import static io.kafkaconnect.intercom.table.Sources.path;
import static io.kafkaconnect.intercom.table.Sources.plain;
import static io.kafkaconnect.intercom.table.Sources.position;
import static io.kafkaconnect.intercom.table.Sources.unlessZero;
import static io.kafkaconnect.intercom.table.TableBuilder.col;
import static io.kafkaconnect.intercom.table.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.TableBuilder.retired;
import static io.kafkaconnect.intercom.table.TableBuilder.table;
import static io.kafkaconnect.intercom.table.TableTemplate.BASIC;
import static io.kafkaconnect.intercom.table.TableTemplate.CONVERSATIONS;
import static io.kafkaconnect.intercom.table.TableTemplate.WORKSPACE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The data dictionary: every table, with one line for each column: its name, its type, its field in API 2.16 if the name differs, and what it
 * holds. Names, order, types and keys of the documented columns are a contract with users. So are the sentences, because they are part of the
 * schemas.
 */
public final class Tables {

    /** API 2.x has an object, but some of its versions have the address itself. */
    private static final Source AVATAR = firstOf(path("avatar.image_url"), plain("avatar"));

    /** The API documents an object, but has also returned the id itself. */
    private static final Source ASSIGNED_TO = firstOf(path("assigned_to.id"), plain("assigned_to"));

    /** The fields of a contact in API 2.16 beyond the documented columns. */
    private static final List<Column> CONTACT_EXTENDED = List.of(
            col("workspace_id", STRING, "The id code of the workspace the contact belongs to"),
            col("owner_id", STRING, "The id of the admin who owns the contact (admins.id)"),
            col("email_domain", STRING, "The domain of the email address"),
            col("language_override", STRING, "The language set for the contact in the Messenger"),
            col("browser", STRING, "The name of the browser last used"),
            col("browser_version", STRING, "The version of the browser last used"),
            col("browser_language", STRING, "The language of the browser last used"),
            col("os", STRING, "The operating system last used"),
            col("last_replied_at", TIMESTAMP, "The time the contact last wrote"),
            col("last_contacted_at", TIMESTAMP, "The time the contact was last written to"),
            col("last_email_opened_at", TIMESTAMP, "The time the contact last opened an email"),
            col("last_email_clicked_at", TIMESTAMP, "The time of the last click in an email"),
            col("android_app_name", STRING, "The name of the Android app last used"),
            col("android_app_version", STRING, "The version of the Android app last used"),
            col("android_device", STRING, "The Android device last used"),
            col("android_os_version", STRING, "The version of Android on that device"),
            col("android_sdk_version", STRING, "The version of the Android SDK in that app"),
            col("android_last_seen_at", TIMESTAMP, "The time last seen on an Android device"),
            col("ios_app_name", STRING, "The name of the iOS app last used"),
            col("ios_app_version", STRING, "The version of the iOS app last used"),
            col("ios_device", STRING, "The iOS device last used"),
            col("ios_os_version", STRING, "The version of iOS on that device"),
            col("ios_sdk_version", STRING, "The version of the iOS SDK in that app"),
            col("ios_last_seen_at", TIMESTAMP, "The time last seen on an iOS device"));

    /** Only the list of a contact's tags has these fields: the tags inlined in a contact have only their ids. */
    private static final List<Column> TAGGING_OF_A_CONTACT = List.of(
            col("applied_at", TIMESTAMP, "The time the tag was put on, where Intercom tells it"),
            nested("applied_by", "id", STRING, "The id of the admin who put it on, where Intercom tells it"));

    private static final List<Column> ATTACHMENT = List.of(
            col("type", STRING, "The kind of attachment, usually upload"),
            col("name", STRING, "The file name"),
            col("url", STRING, "Where the file can be fetched; the address expires after about half an hour"),
            col("content_type", STRING, "The media type of the file, as in image/png"),
            col("filesize", INT64, "The size of the file in bytes"),
            col("width", INT64, "The width in pixels of an image"),
            col("height", INT64, "The height in pixels of an image"));

    private static final Column POSITION =
            col("position", INT64, position(), "Where the attachment stands in its list, from 0");

    static final Table USERS = table("users", BASIC, "People with an account: Intercom contacts with the role user.")
            .from("contact", "users")
            .deletedBy("users_relations")
            .key("id")
            .documented(
                    col("type", STRING, constant("user"), "Value is user"),
                    col("id", STRING, "The Intercom defined id representing the user"),
                    col("created_at", TIMESTAMP, "The time the user was added to Intercom"),
                    col("signed_up_at", TIMESTAMP, "The time the user signed up"),
                    col("updated_at", TIMESTAMP, "The last time the user was updated"),
                    col("email", STRING, "The email you have defined for the user"),
                    col("phone", STRING, "The phone number of the user"),
                    col("user_id", STRING, "external_id", "The user id you have defined for the user"),
                    col("last_request_at", TIMESTAMP, "last_seen_at", "When last seen; last_seen_at in API 2.x"),
                    retired("session_count", INT64, "How many sessions the user has recorded"),
                    col("unsubscribed_from_emails", BOOLEAN, "Whether the user is unsubscribed from emails"),
                    col("marked_email_as_spam", BOOLEAN, "Whether the user has marked an email as spam"),
                    col("has_hard_bounced", BOOLEAN, "Whether an email to the user has hard bounced"),
                    retired("user_agent_data", STRING, "The user agent the user was last seen with"),
                    retired("last_seen_ip", STRING, "The IP address the user was last seen at"),
                    retired("pseudonym", STRING, "The pseudonym of a user who was a lead before"),
                    col("anonymous", BOOLEAN, ANONYMOUS, "Whether this is a lead; always false"),
                    col("name", STRING, "The full name of the user, HTML-escaped as Intercom sends it"),
                    col("location_data_city_name", STRING, "location.city", "A city name"),
                    col("location_data_continent_code", STRING, "location.continent_code", "A continent code"),
                    col("location_data_country_code", STRING, "location.country_code", "An ISO 3166 country code"),
                    col("location_data_country_name", STRING, "location.country", "The country name"),
                    retired("location_data_latitude", FLOAT64, "The latitude"),
                    retired("location_data_longitude", FLOAT64, "The longitude"),
                    retired("location_data_postal_code", STRING, "A postal code"),
                    col("location_data_region_name", STRING, "location.region", "A region name"),
                    col("location_data_timezone", STRING, "location.timezone", "A time zone, if sent"),
                    col("avatar_image_url", STRING, AVATAR, "An avatar image URL"),
                    col("custom_attributes", JSON, "All custom attributes of the user, as JSON"))
            .extended(CONTACT_EXTENDED)
            .build();

    static final Table USERS_TAGS = table("users_tags", BASIC, "Tags on users, a row for each pair.")
            .from("contact", "users_relations")
            .each("tags.data", "tags.tags")
            .ownedBy(entity("id"), "users")
            .key("users_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col("users_pk", STRING, parent("id"), "User identifier (users.id)"))
            .extended(TAGGING_OF_A_CONTACT)
            .build();

    static final Table USERS_SEGMENTS = table("users_segments", BASIC, "Segments users are in, a row for each pair.")
            .from("membership", "segment_members")
            .where("role", "user")
            .ownedBy(path("contact_id"), "users")
            .key("users_pk", "id")
            .documented(
                    col("type", STRING, constant("segment"), "Value is segment"),
                    col("id", STRING, "segment_id", "Segment identifier (segments.id)"),
                    col("users_pk", STRING, "contact_id", "User identifier (users.id)"))
            .build();

    static final Table USERS_COMPANIES = table(
                    "users_companies", BASIC, "Companies users belong to, a row for each pair.")
            .from("contact", "users_relations")
            .each("companies.data", "companies.companies")
            .ownedBy(entity("id"), "users")
            .key("users_pk", "id")
            .documented(
                    col("type", STRING, constant("company"), "Value is company"),
                    col("id", STRING, "Company identifier (companies.id)"),
                    col("users_pk", STRING, parent("id"), "User identifier (users.id)"))
            .build();

    static final Table USERS_SOCIAL_PROFILES = table(
                    "users_social_profiles", BASIC, "Profiles of users on social services, a row for each.")
            .from("contact", "users_relations")
            .each("social_profiles.data")
            .ownedBy(entity("id"), "users")
            .key("users_pk", "name")
            .freeKey("name")
            .documented(
                    col("type", STRING, constant("social_profile"), "Value is social_profile"),
                    retired("id", STRING, "User id on the service"),
                    col("name", STRING, "The name of the service (e.g. twitter, facebook)"),
                    retired("username", STRING, "User name or handle on the service"),
                    col("url", STRING, "The user homepage on the service"),
                    col("users_pk", STRING, parent("id"), "User identifier (users.id)"))
            .build();

    static final Table NOTES = table("notes", BASIC, "Notes that admins wrote about users and leads.")
            .from("contact", "users", "leads")
            .deletedBy("users_relations", "leads_relations")
            .each("notes.data")
            .ownedBy(entity("id"), "users", "leads")
            .key("id")
            .documented(
                    col("type", STRING, "Value is note"),
                    col("id", STRING, "The id representing the note"),
                    col("created_at", TIMESTAMP, "The time the note was created"),
                    col("body", STRING, "The body text of the note, as HTML"),
                    col("user_type", STRING, parent("role"), "Whom the note was created about: user or lead"),
                    col("user_id", STRING, parent("id"), "Whom the note is about (users.id or leads.id)"),
                    nested("author", "type", STRING, "The type of the admin who created the note, usually admin"),
                    nested("author", "id", STRING, "The id of the admin who created the note (admins.id)"))
            .extended(nested("company", "id", STRING, "The company the note was created about (companies.id)"))
            .build();

    static final Table EVENTS_SUMMARY = table(
                    "events_summary", BASIC, "How often and when users did what, a row for each user and event.")
            .from("contact", "users")
            .deletedBy("users_relations")
            .each("events")
            .ownedBy(entity("id"), "users")
            .key("user_id", "name")
            .freeKey("name")
            .documented(
                    col("user_id", STRING, parent("id"), "User identifier (users.id)"),
                    col("name", STRING, "The name of the event"),
                    col("count", INT64, "How often the event happened"),
                    col("first", TIMESTAMP, "The time of the first event"),
                    col("last", TIMESTAMP, "The time of the last event"),
                    col("description", STRING, "The description of the event"))
            .build();

    static final Table LEADS = table("leads", BASIC, "People without an account: Intercom contacts with the role lead.")
            .from("contact", "leads")
            .deletedBy("leads_relations")
            .key("id")
            .documented(
                    col("type", STRING, constant("contact"), "Value is contact"),
                    col("id", STRING, "The Intercom defined id representing the lead"),
                    col("created_at", TIMESTAMP, "The time the lead was added to Intercom"),
                    col("updated_at", TIMESTAMP, "The last time the lead was updated"),
                    col("user_id", STRING, "external_id", "Automatically generated identifier for the lead"),
                    col("email", STRING, "The email you have defined for the lead"),
                    col("name", STRING, "The name of the lead, HTML-escaped as Intercom sends it"),
                    col("phone", STRING, "The phone number you have defined for the lead"),
                    col("anonymous", BOOLEAN, ANONYMOUS, "Whether this is a lead; always true"),
                    retired("pseudonym", STRING, "The name Intercom gave a lead without one"),
                    col("last_request_at", TIMESTAMP, "last_seen_at", "When last seen; last_seen_at in API 2.x"),
                    col("unsubscribed_from_emails", BOOLEAN, "Whether the lead is unsubscribed from emails"),
                    col("location_data_city_name", STRING, "location.city", "A city name"),
                    col("location_data_continent_code", STRING, "location.continent_code", "A continent code"),
                    col("location_data_country_code", STRING, "location.country_code", "An ISO 3166 country code"),
                    col("location_data_country_name", STRING, "location.country", "The country name"),
                    retired("location_data_latitude", FLOAT64, "The latitude"),
                    retired("location_data_longitude", FLOAT64, "The longitude"),
                    retired("location_data_postal_code", STRING, "A postal code"),
                    col("location_data_region_name", STRING, "location.region", "A region name"),
                    col("location_data_timezone", STRING, "location.timezone", "A time zone, if sent"),
                    col("avatar_image_url", STRING, AVATAR, "An avatar image URL"),
                    retired("user_agent_data", STRING, "The user agent the lead was last seen with"),
                    retired("last_seen_ip", STRING, "The IP address the lead was last seen at"),
                    col("remote_created_at", TIMESTAMP, "signed_up_at", "The same as signed_up_at in API 2.x"),
                    col("signed_up_at", TIMESTAMP, "The time the lead signed up"),
                    retired("session_count", INT64, "How many sessions the lead has recorded"),
                    col("marked_email_as_spam", BOOLEAN, "Whether the lead has marked an email as spam"),
                    col("has_hard_bounced", BOOLEAN, "Whether an email to the lead has hard bounced"),
                    col("custom_attributes", JSON, "All custom attributes of the lead, as JSON"))
            .extended(CONTACT_EXTENDED)
            .build();

    static final Table LEADS_TAGS = table("leads_tags", BASIC, "Tags on leads, a row for each pair.")
            .from("contact", "leads_relations")
            .each("tags.data", "tags.tags")
            .ownedBy(entity("id"), "leads")
            .key("leads_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col("leads_pk", STRING, parent("id"), "Lead identifier (leads.id)"))
            .extended(TAGGING_OF_A_CONTACT)
            .build();

    static final Table LEADS_SEGMENTS = table("leads_segments", BASIC, "Segments leads are in, a row for each pair.")
            .from("membership", "segment_members")
            .where("role", "lead")
            .ownedBy(path("contact_id"), "leads")
            .key("leads_pk", "id")
            .documented(
                    col("type", STRING, constant("segment"), "Value is segment"),
                    col("id", STRING, "segment_id", "Segment identifier (segments.id)"),
                    col("leads_pk", STRING, "contact_id", "Lead identifier (leads.id)"))
            .build();

    static final Table LEADS_COMPANIES = table(
                    "leads_companies", BASIC, "Companies leads belong to, a row for each pair.")
            .from("contact", "leads_relations")
            .each("companies.data", "companies.companies")
            .ownedBy(entity("id"), "leads")
            .key("leads_pk", "id")
            .documented(
                    col("type", STRING, constant("company"), "Value is company"),
                    col("id", STRING, "Company identifier (companies.id)"),
                    col("leads_pk", STRING, parent("id"), "Lead identifier (leads.id)"))
            .build();

    static final Table LEADS_SOCIAL_PROFILES = table(
                    "leads_social_profiles", BASIC, "Profiles of leads on social services, a row for each.")
            .from("contact", "leads_relations")
            .each("social_profiles.data")
            .ownedBy(entity("id"), "leads")
            .key("leads_pk", "name")
            .freeKey("name")
            .documented(
                    col("type", STRING, constant("social_profile"), "Value is social_profile"),
                    retired("id", STRING, "User id on the service"),
                    col("name", STRING, "The name of the service (e.g. twitter, facebook)"),
                    retired("username", STRING, "User name or handle on the service"),
                    col("url", STRING, "The user homepage on the service"),
                    col("leads_pk", STRING, parent("id"), "Lead identifier (leads.id)"))
            .build();

    static final Table COMPANIES = table("companies", BASIC, "Companies that have at least one user or lead.")
            .from("company", "companies")
            .key("id")
            .documented(
                    col("type", STRING, "Value is company"),
                    col("id", STRING, "The Intercom defined id representing the company"),
                    col("created_at", TIMESTAMP, "The time the company was added to Intercom"),
                    col("remote_created_at", TIMESTAMP, "The time the company was created by you"),
                    col("updated_at", TIMESTAMP, "The last time the company was updated"),
                    col("company_id", STRING, "The company id you have defined for the company"),
                    col("name", STRING, "The name of the company, HTML-escaped as Intercom sends it"),
                    col("session_count", INT64, "How many sessions the company has recorded"),
                    col("monthly_spend", FLOAT64, "How much revenue the company generates for your business"),
                    col("user_count", INT64, "The number of users in the company"),
                    col("plan", STRING, "plan.name", "The name of the plan you have associated with the company"),
                    col("custom_attributes", JSON, "All custom attributes of the company, as JSON"))
            .extended(
                    col("app_id", STRING, "The id code of the workspace the company belongs to"),
                    col("last_request_at", TIMESTAMP, "The time the company last recorded making a request"),
                    col("size", INT64, "The number of employees in the company"),
                    col("website", STRING, "The URL of the company website"),
                    col("industry", STRING, "The industry the company operates in"),
                    nested("plan", "id", STRING, "The id of the plan you have associated with the company"))
            .build();

    static final Table ADMINS = table("admins", BASIC, "Teammates and teams of the workspace.")
            .from("admin", "admins")
            .key("id")
            .documented(
                    col("type", STRING, "Value is admin or team"),
                    col("id", STRING, "The id of the admin or team"),
                    col("name", STRING, "The name of the admin or team"),
                    col("email", STRING, "The email address of the admin; null for teams"))
            .extended(
                    col("job_title", STRING, "The job title of the admin; null for teams"),
                    col("away_mode_enabled", BOOLEAN, "Whether the admin is away; null for teams"),
                    col("away_mode_reassign", BOOLEAN, "Whether replies then go to the default inbox; null for teams"),
                    col("away_status_reason_id", STRING, "The id of the reason the admin is away; null for teams"),
                    col("has_inbox_seat", BOOLEAN, "Whether the admin has a paid inbox seat; null for teams"),
                    nested("role", "id", STRING, "The id of the role of the admin; null for teams"),
                    nested("role", "name", STRING, "The name of the role of the admin; null for teams"),
                    col("team_ids", JSON, "The ids of the teams the admin is in, as a JSON list; null for teams"),
                    col("admin_ids", JSON, "The ids of the admins in the team, as a JSON list; null for admins"),
                    col("assignment_limit", INT64, "Conversations a member gets at most; null for admins"),
                    col("distribution_method", STRING, "How conversations are assigned in the team; null for admins"))
            .build();

    static final Table TAGS = table("tags", BASIC, "The tags of the workspace.")
            .from("tag", "tags")
            .key("id")
            .documented(
                    col("type", STRING, "Value is tag"),
                    col("id", STRING, "The id of the tag"),
                    col("name", STRING, "The name of the tag"))
            .build();

    static final Table SEGMENTS = table("segments", BASIC, "The segments of users and leads in the workspace.")
            .from("segment", "segments")
            .key("id")
            .documented(
                    col("type", STRING, "Value is segment"),
                    col("id", STRING, "The id representing the segment"),
                    col("name", STRING, "The name of the segment"),
                    col("created_at", TIMESTAMP, "The time the segment was created"),
                    col("updated_at", TIMESTAMP, "The time the segment was updated"),
                    col("count", INT64, "The number of people in the segment"),
                    col("person_type", STRING, mapped("person_type", "contact", "lead"), "Its people: user or lead"))
            .build();

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
                    col("admin_assignee_id", STRING, unlessZero("admin_assignee_id"), "The assigned admin (admins.id)"),
                    col("team_assignee_id", STRING, unlessZero("team_assignee_id"), "The assigned team (admins.id)"),
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
                    col("custom_attributes", JSON, "All custom attributes of the conversation, as JSON"))
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
                    col("event_details", JSON, "What the event changed that the part stands for, as JSON"))
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

    static final Table TEAMS = table("teams", WORKSPACE, "The teams of the workspace.")
            .from("team", "admins")
            .where("type", "team")
            .key("id")
            .documented(
                    col("type", STRING, "Value is team"),
                    col("id", STRING, "The id of the team; the same as in admins"),
                    col("name", STRING, "The name of the team"),
                    col("distribution_method", STRING, "How conversations are assigned in the team"),
                    col("assignment_limit", INT64, "Conversations a member gets at most; only where load is balanced"))
            .build();

    static final Table TEAMS_ADMINS = table("teams_admins", WORKSPACE, "Admins in teams, a row for each pair.")
            .from("team", "admins")
            .where("type", "team")
            .eachValue("admin_ids")
            .ownedBy(parent("id"), "teams")
            .key("teams_pk", "id")
            .documented(
                    col("type", STRING, constant("admin"), "Value is admin"),
                    col("id", STRING, itself(), "Admin identifier (admins.id)"),
                    col(
                            "priority_level",
                            STRING,
                            PRIORITY_LEVEL,
                            "Whether work goes to the admin first (primary) or when the others are full (secondary)"),
                    col("teams_pk", STRING, parent("id"), "Team identifier (teams.id, admins.id)"))
            .build();

    /** Every table, in the order of the documentation. */
    public static final List<Table> ALL = List.of(
            USERS,
            USERS_TAGS,
            USERS_SEGMENTS,
            USERS_COMPANIES,
            USERS_SOCIAL_PROFILES,
            NOTES,
            EVENTS_SUMMARY,
            LEADS,
            LEADS_TAGS,
            LEADS_SEGMENTS,
            LEADS_COMPANIES,
            LEADS_SOCIAL_PROFILES,
            COMPANIES,
            ADMINS,
            TAGS,
            SEGMENTS,
            CONVERSATIONS_TABLE,
            CONVERSATIONS_ATTACHMENTS,
            CONVERSATIONS_CUSTOMERS,
            CONVERSATIONS_TAGS,
            CONVERSATION_PARTS,
            CONVERSATION_PARTS_ATTACHMENTS,
            TEAMS,
            TEAMS_ADMINS);

    private static final Map<String, Table> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Table::name, Function.identity()));

    private Tables() {}

    /** The table of this name; empty if there is none. */
    public static Optional<Table> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
