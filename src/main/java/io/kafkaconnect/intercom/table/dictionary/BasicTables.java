package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.FLOAT64;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.BASIC;
import static io.kafkaconnect.intercom.table.dictionary.Sources.ANONYMOUS;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.firstOf;
import static io.kafkaconnect.intercom.table.dictionary.Sources.mapped;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.Sources.path;
import static io.kafkaconnect.intercom.table.dictionary.Sources.plain;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.retired;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code basic}. */
final class BasicTables {
    /** API 2.x has an object, but some of its versions have the address itself. */
    private static final Source AVATAR = firstOf(path("avatar.image_url"), plain("avatar"));

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
            .except("type", "note.list")
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

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
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
            SEGMENTS);

    private BasicTables() {}
}
