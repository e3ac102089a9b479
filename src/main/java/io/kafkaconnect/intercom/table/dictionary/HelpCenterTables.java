package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.FLOAT64;
import static io.kafkaconnect.intercom.table.ColumnType.INT64;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.HELP_CENTER;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.firstOf;
import static io.kafkaconnect.intercom.table.dictionary.Sources.itself;
import static io.kafkaconnect.intercom.table.dictionary.Sources.language;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.Sources.path;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.nested;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code help_center}. */
final class HelpCenterTables {

    static final Table ARTICLES = table(
                    "articles", HELP_CENTER, "Articles of the help centers, in their default language.")
            .from("article", "articles")
            .key("id")
            .documented(
                    col("type", STRING, "Value is article"),
                    col("id", STRING, "The id of the article"),
                    col("workspace_id", STRING, "The id code of the workspace"),
                    col("title", STRING, "The title in the default language"),
                    col("description", STRING, "The description in the default language"),
                    col("body", STRING, "The body in the default language, as HTML"),
                    col("body_markdown", STRING, "The same as Markdown; from API 2.16"),
                    col("author_id", STRING, "The author (admins.id)"),
                    col("state", STRING, "published or draft"),
                    col("url", STRING, "The address of the article; null while it is a draft"),
                    col("default_locale", STRING, "The default language; only of help centers with several"),
                    col(
                            "has_unpublished_changes",
                            BOOLEAN,
                            "Whether a draft lies over the published text; from API 2.16"),
                    col("draft_updated_at", TIMESTAMP, "The last time that draft was edited; from API 2.16"),
                    col("scheduled_publish_at", TIMESTAMP, "When it will be published; from API 2.16"),
                    col("scheduled_unpublish_at", TIMESTAMP, "When it will be taken back; from API 2.16"),
                    col("help_center_audience", STRING, "Who may read it, as in everyone or restricted; from API 2.16"),
                    col(
                            "exclude_from_article_suggestions",
                            BOOLEAN,
                            "Whether Fin leaves it out of suggestions; from API 2.16"),
                    col("ai_chatbot_availability", BOOLEAN, "Whether Fin may answer with it (2.16)"),
                    col("ai_copilot_availability", BOOLEAN, "Whether Copilot may answer with it (2.16)"),
                    col("ai_sales_agent_availability", BOOLEAN, "Whether the sales agent may answer with it (2.16)"),
                    col("created_by_id", STRING, "Who created it (admins.id); from API 2.16"),
                    col("updated_by_id", STRING, "Who edited it last (admins.id); from API 2.16"),
                    col("created_at", TIMESTAMP, "The time the article was created"),
                    col("updated_at", TIMESTAMP, "The last time its text in the default language was updated"))
            .build();

    static final Table ARTICLES_TRANSLATIONS = table(
                    "articles_translations", HELP_CENTER, "Articles in each of their languages.")
            .from("article", "articles")
            .eachLanguage("translated_content")
            .ownedBy(entity("id"), "articles")
            .key("articles_pk", "locale")
            .freeKey("locale")
            .documented(
                    col("locale", STRING, language(), "The language of the text, as in fr or pt-BR"),
                    col("type", STRING, "Value is article_content"),
                    col("title", STRING, "The title"),
                    col("description", STRING, "The description"),
                    col("body", STRING, "The body, as HTML"),
                    col("body_markdown", STRING, "The same as Markdown; from API 2.16"),
                    col("author_id", STRING, "The author (admins.id)"),
                    col("state", STRING, "published or draft"),
                    col("url", STRING, "The address of the text"),
                    col(
                            "has_unpublished_changes",
                            BOOLEAN,
                            "Whether a draft lies over the published text; from API 2.16"),
                    col("draft_updated_at", TIMESTAMP, "The last time that draft was edited; from API 2.16"),
                    col("ai_chatbot_availability", BOOLEAN, "Whether Fin may answer with it (2.16)"),
                    col("ai_copilot_availability", BOOLEAN, "Whether Copilot may answer with it (2.16)"),
                    col("ai_sales_agent_availability", BOOLEAN, "Whether the sales agent may answer with it (2.16)"),
                    col("created_by_id", STRING, "Who created it (admins.id); from API 2.16"),
                    col("updated_by_id", STRING, "Who edited it last (admins.id); from API 2.16"),
                    col("audience_ids", JSON, "The audiences it is meant for, as a JSON list; from API 2.16"),
                    col("created_at", TIMESTAMP, "The time the text was created"),
                    col("updated_at", TIMESTAMP, "The last time the text was updated"),
                    col("articles_pk", STRING, parent("id"), "Article identifier (articles.id)"))
            .build();

    static final Table ARTICLES_COLLECTIONS = table(
                    "articles_collections", HELP_CENTER, "Collections that articles are in, a row for each pair.")
            .from("article", "articles")
            .eachValue("parent_ids")
            .ownedBy(entity("id"), "articles")
            .key("articles_pk", "id")
            .documented(
                    col("type", STRING, constant("collection"), "Value is collection"),
                    col("id", STRING, itself(), "Collection identifier (collections.id)"),
                    col("articles_pk", STRING, parent("id"), "Article identifier (articles.id)"))
            .build();

    static final Table ARTICLES_TAGS = table("articles_tags", HELP_CENTER, "Tags on articles, a row for each pair.")
            .from("article", "articles")
            .since(13)
            .each("tags.tags")
            .ownedBy(entity("id"), "articles")
            .key("articles_pk", "id")
            .documented(
                    col("type", STRING, constant("tag"), "Value is tag"),
                    col("id", STRING, "Tag identifier (tags.id)"),
                    col("applied_at", TIMESTAMP, "The time the tag was put on, where Intercom tells it"),
                    nested(
                            "applied_by",
                            "id",
                            STRING,
                            "The id of the admin who put it on (admins.id), where Intercom tells it"),
                    col("articles_pk", STRING, parent("id"), "Article identifier (articles.id)"))
            .build();

    static final Table ARTICLES_STATISTICS = table(
                    "articles_statistics", HELP_CENTER, "How often articles were read, rated and used by Fin.")
            .from("article", "articles_statistics")
            .byNameOnly()
            .key("articles_pk")
            .documented(
                    col("views", INT64, "statistics.views", "How often the article was read"),
                    col(
                            "conversations",
                            INT64,
                            firstOf(path("statistics.conversations"), path("statistics.conversions")),
                            "How many conversations began from the article"),
                    col("reactions", INT64, "statistics.reactions", "How often it was rated"),
                    col(
                            "happy_reaction_percentage",
                            FLOAT64,
                            "statistics.happy_reaction_percentage",
                            "How many percent of the ratings are happy"),
                    col(
                            "neutral_reaction_percentage",
                            FLOAT64,
                            "statistics.neutral_reaction_percentage",
                            "How many percent of the ratings are neutral"),
                    col(
                            "sad_reaction_percentage",
                            FLOAT64,
                            "statistics.sad_reaction_percentage",
                            "How many percent of the ratings are sad"),
                    col(
                            "fin_involvements",
                            INT64,
                            "statistics.fin_involvements",
                            "In how many conversations Fin used it; from API 2.16"),
                    col(
                            "fin_resolutions",
                            INT64,
                            "statistics.fin_resolutions",
                            "How many of these Fin resolved; from API 2.16"),
                    col(
                            "fin_resolution_rate",
                            FLOAT64,
                            "statistics.fin_resolution_rate",
                            "The same in percent; from API 2.16"),
                    col("articles_pk", STRING, "id", "Article identifier (articles.id)"))
            .build();

    static final Table COLLECTIONS = table("collections", HELP_CENTER, "Collections and sections of the help centers.")
            .from("collection", "collections")
            .key("id")
            .documented(
                    col("type", STRING, constant("collection"), "Value is collection; not in the answer"),
                    col("id", STRING, "The id of the collection"),
                    col("workspace_id", STRING, "The id code of the workspace"),
                    col("name", STRING, "The name in the default language"),
                    col("description", STRING, "The description in the default language"),
                    col("url", STRING, "The address of the collection"),
                    col("icon", STRING, "The name of its icon"),
                    col("order", INT64, "Where it stands among its siblings"),
                    col("parent_id", STRING, "The collection it is in (collections.id); null at the top"),
                    col("help_center_id", STRING, "The help center it is in (help_centers.id); null below the top"),
                    col("default_locale", STRING, "The default language; only of help centers with several"),
                    col("created_at", TIMESTAMP, "The time the collection was created"),
                    col("updated_at", TIMESTAMP, "The last time the collection was updated"))
            .build();

    static final Table COLLECTIONS_TRANSLATIONS = table(
                    "collections_translations", HELP_CENTER, "Collections in each of their languages.")
            .from("collection", "collections")
            .eachLanguage("translated_content")
            .ownedBy(entity("id"), "collections")
            .key("collections_pk", "locale")
            .freeKey("locale")
            .documented(
                    col("locale", STRING, language(), "The language of the text"),
                    col("type", STRING, "Value is group_content"),
                    col("name", STRING, "The name"),
                    col("description", STRING, "The description"),
                    col("collections_pk", STRING, parent("id"), "Collection identifier (collections.id)"))
            .build();

    static final Table HELP_CENTERS = table("help_centers", HELP_CENTER, "The help centers of the workspace.")
            .from("help_center", "help_centers")
            .key("id")
            .documented(
                    col("type", STRING, constant("help_center"), "Value is help_center; not in the answer"),
                    col("id", STRING, "The id of the help center"),
                    col("workspace_id", STRING, "The id code of the workspace"),
                    col("identifier", STRING, "The part of its address that names it"),
                    col("display_name", STRING, "The name that teammates see"),
                    col("website_turned_on", BOOLEAN, "Whether it is on"),
                    col("url", STRING, "Its address"),
                    col("custom_domain", STRING, "Its own domain, if it has one"),
                    col("default", BOOLEAN, "Whether it is the one of the workspace; from API 2.16"),
                    col("locales", JSON, "Its languages, as a JSON list; from API 2.16"),
                    col("created_at", TIMESTAMP, "The time the help center was created"),
                    col("updated_at", TIMESTAMP, "The last time the help center was updated"))
            .build();

    static final Table INTERNAL_ARTICLES = table(
                    "internal_articles", HELP_CENTER, "Articles for teammates and Fin only.")
            .from("internal_article", "internal_articles")
            .since(13)
            .key("id")
            .documented(
                    col("type", STRING, "Value is internal_article"),
                    col("id", STRING, "The id of the article"),
                    col("title", STRING, "The title"),
                    col("body", STRING, "The body, as HTML"),
                    col("body_markdown", STRING, "The same as Markdown; from API 2.16"),
                    col("owner_id", STRING, "Who owns it (admins.id)"),
                    col("author_id", STRING, "Who wrote it (admins.id)"),
                    col("locale", STRING, "Its language"),
                    col("ai_chatbot_availability", BOOLEAN, "Whether Fin may answer with it (2.16)"),
                    col("ai_copilot_availability", BOOLEAN, "Whether Copilot may answer with it (2.16)"),
                    col("ai_sales_agent_availability", BOOLEAN, "Whether the sales agent may answer with it (2.16)"),
                    col("audience_ids", JSON, "The audiences it is meant for, as a JSON list; from API 2.16"),
                    col("created_at", TIMESTAMP, "The time the article was created"),
                    col("updated_at", TIMESTAMP, "The last time the article was updated"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(
            ARTICLES,
            ARTICLES_TRANSLATIONS,
            ARTICLES_COLLECTIONS,
            ARTICLES_TAGS,
            ARTICLES_STATISTICS,
            COLLECTIONS,
            COLLECTIONS_TRANSLATIONS,
            HELP_CENTERS,
            INTERNAL_ARTICLES);

    private HelpCenterTables() {}
}
