package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.ADMIN;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.AUDIENCES;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FUTURE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.HTML;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID_CODE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LOCALE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.PAST;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.PERCENT;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.neverInSome;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.number;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.only;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.reference;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.url;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.wrapped;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.item.Shape.Drawn;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** Help centers, collections and articles. */
final class HelpCenterItems {

    static final Members HELP_CENTER = members()
            .with("id", ID)
            .with("workspace_id", ID_CODE)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("identifier", url("help-"))
            .with("website_turned_on", FLAG)
            .with("display_name", LINE)
            .with("url", url("https://help.example.com/"))
            .with("custom_domain", nullable(url("help.example.com/")))
            .with("default", FLAG)
            .with("locales", new ListOf(3, LOCALE));

    static final Members COLLECTION = members()
            .with("id", ID)
            .with("workspace_id", ID_CODE)
            .with("name", LINE)
            .with("description", nullable(LINE))
            .with("url", nullable(url("https://help.example.com/en/collections/")))
            .with("icon", oneOf("book-bookmark", "folder", "📚"))
            .with("order", number(20))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("default_locale", LOCALE)
            .silently(
                    "translated_content",
                    new ByLocale(
                            "group_translated_content",
                            members("group_content").with("name", LINE).with("description", nullable(LINE))))
            .with("parent_id", nullable(reference(draw -> draw.any(ItemKind.COLLECTIONS))))
            .with(
                    "help_center_id",
                    nullable(new Drawn(draw ->
                            draw.any(ItemKind.HELP_CENTERS).map(Shapes::number).orElse(NullNode.instance))));

    private static final Shape TAGS = new Picked(
            3, draw -> draw.any(Home.Neighbour.TAG), tag -> tag.path("id").textValue(), HelpCenterItems::tag);

    private static final Shape PARENTS =
            new Picked(3, draw -> draw.any(ItemKind.COLLECTIONS), JsonNode::asText, (draw, id) -> Shapes.number(id));

    private static final Shape STATISTICS = members("article_statistics")
            .with("views", number(5000))
            .with("conversations", only(HelpCenterItems::isEven, number(50)))
            .with("conversions", only(draw -> !isEven(draw), number(50)))
            .with("reactions", number(100))
            .with("happy_reaction_percentage", PERCENT)
            .with("neutral_reaction_percentage", PERCENT)
            .with("sad_reaction_percentage", nullable(PERCENT))
            .with("fin_involvements", number(100))
            .with("fin_resolutions", number(100))
            .with("fin_resolution_rate", absent(PERCENT));

    static final Members ARTICLE = content("article")
            .with("id", ID)
            .with("workspace_id", ID_CODE)
            .with("exclude_from_article_suggestions", FLAG)
            .with("help_center_audience", oneOf("everyone", "users", "nobody"))
            .with("scheduled_publish_at", nullable(FUTURE))
            .with("scheduled_unpublish_at", nullable(FUTURE))
            .with("default_locale", LOCALE)
            .with("parent_ids", PARENTS)
            .silently(
                    "translated_content",
                    new ByLocale(
                            "article_translated_content",
                            content("article_content").with("audience_ids", absent(AUDIENCES))))
            .silently("tags", neverInSome(wrapped("tag.list", "tags", TAGS)))
            .silently("statistics", STATISTICS);

    static final Members INTERNAL_ARTICLE = members()
            .with("type", absent(Shapes.always("internal_article")))
            .with("id", ID)
            .with("title", LINE)
            .with("body", HTML)
            .with("body_markdown", absent(LINE))
            .with("owner_id", ADMIN)
            .with("author_id", ADMIN)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED)
            .with("locale", LOCALE)
            .with("audience_ids", absent(AUDIENCES))
            .with("ai_chatbot_availability", FLAG)
            .with("ai_copilot_availability", FLAG)
            .with("ai_sales_agent_availability", absent(FLAG));

    private HelpCenterItems() {}

    /** What an article and each of its translations have. */
    private static Members content(String type) {
        return members(type)
                .with("title", LINE)
                .with("description", nullable(LINE))
                .with("body", nullable(HTML))
                .with("body_markdown", absent(LINE))
                .with("author_id", ADMIN)
                .with("state", oneOf("published", "draft"))
                .with("created_at", CREATED)
                .with("updated_at", UPDATED)
                .with("has_unpublished_changes", absent(FLAG))
                .with("draft_updated_at", nullable(PAST))
                .with("url", nullable(url("https://help.example.com/en/articles/")))
                .with("ai_chatbot_availability", FLAG)
                .with("ai_copilot_availability", FLAG)
                .with("ai_sales_agent_availability", absent(FLAG))
                .with("created_by_id", ADMIN)
                .with("updated_by_id", nullable(ADMIN));
    }

    private static ObjectNode tag(Draw draw, String id) {
        ObjectNode tag = Shape.JSON.objectNode().put("type", "tag").put("id", id);
        tag.set("applied_at", LongNode.valueOf(draw.past()));
        ObjectNode by = tag.putObject("applied_by").put("type", "admin");
        by.set("id", Shapes.ADMIN_TEXT.draw(draw));
        return tag;
    }

    private static boolean isEven(Draw draw) {
        return Long.parseLong(draw.id()) % 2 == 0;
    }
}
