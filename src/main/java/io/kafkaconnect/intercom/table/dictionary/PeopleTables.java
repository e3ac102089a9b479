package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.PEOPLE;
import static io.kafkaconnect.intercom.table.dictionary.Sources.OPTED;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code people}. */
final class PeopleTables {

    static final Table COMPANIES_TAGS = table("companies_tags", PEOPLE, "Tags on companies, a row for each pair.")
            .from("company", "companies")
            .each("tags.tags")
            .ownedBy(entity("id"), "companies")
            .key("companies_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col("companies_pk", STRING, parent("id"), "Company identifier (companies.id)"))
            .build();

    static final Table COMPANIES_SEGMENTS = table(
                    "companies_segments", PEOPLE, "Segments companies are in, a row for each pair.")
            .from("company", "companies")
            .each("segments.segments")
            .ownedBy(entity("id"), "companies")
            .key("companies_pk", "id")
            .documented(
                    col("type", STRING, constant("segment"), "Value is segment"),
                    col("id", STRING, "The id of the segment of companies"),
                    col("name", STRING, "The name of the segment: the table segments holds segments of people only"),
                    col("companies_pk", STRING, parent("id"), "Company identifier (companies.id)"))
            .build();

    static final Table COMPANY_NOTES = table("company_notes", PEOPLE, "Notes that admins wrote about companies.")
            .from("company", "companies")
            .where("type", "note.list")
            .since(15)
            .byNameOnly()
            .each("notes.data")
            .confirmed()
            .ownedBy(entity("id"), "companies")
            .key("id")
            .documented(
                    col("type", STRING, "Value is note"),
                    col("id", STRING, "The id of the note"),
                    col("created_at", TIMESTAMP, "The time the note was created"),
                    col("body", STRING, "The body of the note, as HTML"),
                    nested("author", "type", STRING, "The type of the author, usually admin"),
                    nested("author", "id", STRING, "The author (admins.id)"),
                    col("companies_pk", STRING, parent("id"), "Company identifier (companies.id)"))
            .build();

    static final Table USERS_SUBSCRIPTIONS = table(
                    "users_subscriptions", PEOPLE, "What users chose to get or not to get, a row for each pair.")
            .from("contact", "users_relations")
            .each("subscriptions.data")
            .ownedBy(entity("id"), "users")
            .key("users_pk", "id")
            .documented(
                    col("type", STRING, constant("subscription"), "Value is subscription"),
                    col("id", STRING, "Subscription type identifier (subscription_types.id)"),
                    col("opted", STRING, OPTED, "in where the user opted in, out where the user opted out"),
                    col("users_pk", STRING, parent("id"), "User identifier (users.id)"))
            .build();

    static final Table LEADS_SUBSCRIPTIONS = table(
                    "leads_subscriptions", PEOPLE, "What leads chose to get or not to get, a row for each pair.")
            .from("contact", "leads_relations")
            .each("subscriptions.data")
            .ownedBy(entity("id"), "leads")
            .key("leads_pk", "id")
            .documented(
                    col("type", STRING, constant("subscription"), "Value is subscription"),
                    col("id", STRING, "Subscription type identifier (subscription_types.id)"),
                    col("opted", STRING, OPTED, "in where the lead opted in, out where the lead opted out"),
                    col("leads_pk", STRING, parent("id"), "Lead identifier (leads.id)"))
            .build();

    static final Table SUBSCRIPTION_TYPES = table(
                    "subscription_types", PEOPLE, "What people can subscribe to or unsubscribe from.")
            .from("subscription_type", "subscription_types")
            .key("id")
            .documented(
                    col("type", STRING, "Value is subscription"),
                    col("id", STRING, "The id of the subscription type"),
                    col("state", STRING, "live, draft or archived"),
                    col("consent_type", STRING, "opt_in or opt_out"),
                    col("name", STRING, "default_translation.name", "The name in the default language"),
                    col(
                            "description",
                            STRING,
                            "default_translation.description",
                            "The description in the default language"),
                    col("locale", STRING, "default_translation.locale", "The default language"),
                    col("content_types", JSON, "What it is for, as a JSON list: email, sms_message"),
                    col("translations", JSON, "Name and description in each language, as a JSON list"))
            .build();

    static final Table DATA_ATTRIBUTES = table(
                    "data_attributes", PEOPLE, "The attributes of contacts and companies, built in and your own.")
            .from("data_attribute", "data_attributes")
            .key("model", "full_name")
            .freeKey("full_name")
            .documented(
                    col("type", STRING, "Value is data_attribute"),
                    col("id", STRING, "The id of the attribute; only your own have one"),
                    col("model", STRING, "contact or company; up to API 2.15 conversation, too"),
                    col("name", STRING, "The name of the attribute"),
                    col("full_name", STRING, "The name with where it stands, as in custom_attributes.plan"),
                    col("label", STRING, "The name that teammates see"),
                    col("description", STRING, "What it is for"),
                    col("data_type", STRING, "string, integer, float, boolean or date; from API 2.17 datetime as well"),
                    col("custom", BOOLEAN, "Whether it is your own"),
                    col("archived", BOOLEAN, "Whether it is archived"),
                    col("api_writable", BOOLEAN, "Whether the API may write it"),
                    col("messenger_writable", BOOLEAN, "Whether the Messenger may write it"),
                    col("ui_writable", BOOLEAN, "Whether teammates may write it"),
                    col("options", JSON, "The values to choose from, as a JSON list"),
                    col("admin_id", STRING, "Who created it (admins.id)"),
                    col("created_at", TIMESTAMP, "The time it was created"),
                    col("updated_at", TIMESTAMP, "The last time it was updated"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
            COMPANIES_TAGS,
            COMPANIES_SEGMENTS,
            COMPANY_NOTES,
            USERS_SUBSCRIPTIONS,
            LEADS_SUBSCRIPTIONS,
            SUBSCRIPTION_TYPES,
            DATA_ATTRIBUTES);

    private PeopleTables() {}
}
