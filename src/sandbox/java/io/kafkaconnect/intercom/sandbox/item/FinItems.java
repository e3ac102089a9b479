package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.AUDIENCES;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.HTML;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LOCALE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.NUMERIC_ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.PAST;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.always;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.number;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.url;

import io.kafkaconnect.intercom.sandbox.item.Shape.Apart;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** What Fin answers from. The last ingestion and synchronization of an item do not move its {@code updated_at}. */
final class FinItems {

    static final Members EXTERNAL_PAGE = members("external_page")
            .with("id", ID)
            .with("title", LINE)
            .with("html", HTML)
            .with("url", nullable(url("https://www.example.com/")))
            .with("ai_agent_availability", FLAG)
            .with("ai_copilot_availability", FLAG)
            .with("ai_sales_agent_availability", absent(FLAG))
            .with("fin_availability", always(true))
            .with("locale", LOCALE)
            .with("source_id", number(100))
            .with("external_id", nullable(url("page-")))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("last_ingested_at", new Apart(nullable(PAST)));

    static final Members CONTENT_IMPORT_SOURCE = members("content_import_source")
            .with("id", NUMERIC_ID)
            .with("last_synced_at", new Apart(nullable(PAST)))
            .with("sync_behavior", oneOf("api", "automatic", "manual"))
            .with("status", oneOf("active", "deactivated"))
            .with("url", nullable(url("https://www.example.com/")))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("audience_ids", absent(AUDIENCES));

    static final Members CONTENT_SNIPPET = members("content_snippet")
            .with("id", ID)
            .with("title", nullable(LINE))
            .with("locale", LOCALE)
            .with("json_blocks", new ListOf(3, members("paragraph").with("text", LINE)))
            .with("body_markdown", LINE)
            .with("ai_chatbot_availability", FLAG)
            .with("ai_copilot_availability", FLAG)
            .with("ai_sales_agent_availability", absent(FLAG))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("audience_ids", absent(AUDIENCES));

    private FinItems() {}
}
