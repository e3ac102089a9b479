package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.FIN_CONTENT;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code fin_content}. */
final class FinContentTables {

    static final Table EXTERNAL_PAGES = table(
                    "external_pages", FIN_CONTENT, "Pages from elsewhere that Fin answers with.")
            .from("external_page", "external_pages")
            .since(12)
            .key("id")
            .uncompared("last_ingested_at")
            .documented(
                    col("type", STRING, "Value is external_page"),
                    col("id", STRING, "The id of the page"),
                    col("title", STRING, "The title"),
                    col("html", STRING, "The body, as HTML"),
                    col("url", STRING, "The address of the page"),
                    col("external_id", STRING, "Its id where it comes from"),
                    col("source_id", STRING, "Where it comes from (content_import_sources.id)"),
                    col("locale", STRING, "Its language"),
                    col("ai_agent_availability", BOOLEAN, "Whether Fin may answer with it"),
                    col("ai_copilot_availability", BOOLEAN, "Whether Copilot may answer with it"),
                    col("ai_sales_agent_availability", BOOLEAN, "Whether the sales agent may answer with it"),
                    col("created_at", TIMESTAMP, "The time the page was created"),
                    col("updated_at", TIMESTAMP, "The last time the page was updated"),
                    col("last_ingested_at", TIMESTAMP, "The last time the page was taken in"))
            .build();

    static final Table CONTENT_IMPORT_SOURCES = table(
                    "content_import_sources", FIN_CONTENT, "Where the pages for Fin come from.")
            .from("content_import_source", "content_import_sources")
            .since(12)
            .key("id")
            .uncompared("last_synced_at")
            .documented(
                    col("type", STRING, "Value is content_import_source"),
                    col("id", STRING, "The id of the source"),
                    col("url", STRING, "The root of the source"),
                    col("status", STRING, "active or deactivated"),
                    col("sync_behavior", STRING, "api, automatic or manual"),
                    col("last_synced_at", TIMESTAMP, "The last time it was read"),
                    col("audience_ids", JSON, "The audiences it is meant for, as a JSON list; from API 2.15"),
                    col("created_at", TIMESTAMP, "The time the source was created"),
                    col("updated_at", TIMESTAMP, "The last time the source was updated"))
            .build();

    static final Table CONTENT_SNIPPETS = table(
                    "content_snippets", FIN_CONTENT, "Snippets of text that Fin and Copilot answer with.")
            .from("content_snippet", "content_snippets")
            .since(16)
            .key("id")
            .documented(
                    col("type", STRING, "Value is content_snippet"),
                    col("id", STRING, "The id of the snippet"),
                    col("title", STRING, "The title"),
                    col("body_markdown", STRING, "The text, as Markdown"),
                    col("json_blocks", JSON, "The text as blocks, as a JSON list"),
                    col("locale", STRING, "Its language"),
                    col("ai_chatbot_availability", BOOLEAN, "Whether Fin may answer with it (2.16)"),
                    col("ai_copilot_availability", BOOLEAN, "Whether Copilot may answer with it (2.16)"),
                    col("ai_sales_agent_availability", BOOLEAN, "Whether the sales agent may answer with it (2.16)"),
                    col("audience_ids", JSON, "The audiences it is meant for, as a JSON list"),
                    col("created_at", TIMESTAMP, "The time the snippet was created"),
                    col("updated_at", TIMESTAMP, "The last time the snippet was updated"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(EXTERNAL_PAGES, CONTENT_IMPORT_SOURCES, CONTENT_SNIPPETS);

    private FinContentTables() {}
}
