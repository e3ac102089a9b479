package io.kafkaconnect.intercom.sandbox.item;

import static io.kafkaconnect.intercom.sandbox.item.Shapes.ADMIN;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.CREATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.FLAG;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.HTML;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.ID_CODE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.LINE;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.UPDATED;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.absent;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.members;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.nullable;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.oneOf;
import static io.kafkaconnect.intercom.sandbox.item.Shapes.url;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.item.Shape.ListOf;
import io.kafkaconnect.intercom.sandbox.item.Shape.Members;

/** News and the newsfeeds in which they appear. */
final class NewsItems {

    static final Members NEWSFEED = members("newsfeed")
            .with("id", ID)
            .with("name", LINE)
            .with("created_at", CREATED)
            .with("updated_at", UPDATED);

    private static final Shape ASSIGNMENTS = new Picked(
            3,
            draw -> draw.any(ItemKind.NEWSFEEDS),
            assignment -> assignment.path("newsfeed_id").asText(),
            NewsItems::assignment);

    static final Members NEWS_ITEM = members("news-item")
            .with("id", ID)
            .with("workspace_id", ID_CODE)
            .with("title", LINE)
            .with("body", nullable(HTML))
            .with("sender_id", ADMIN)
            .with("state", oneOf("live", "draft"))
            .with("newsfeed_assignments", ASSIGNMENTS)
            .with("labels", new ListOf(3, nullable(LINE)))
            .with("cover_image_url", nullable(url("https://cdn.example.com/cover.png?")))
            .with("reactions", new ListOf(3, nullable(oneOf("👍", "🎉", "👩‍💻"))))
            .with("deliver_silently", absent(FLAG))
            .with("created_at", CREATED)
            .with("updated_at", UPDATED);

    private NewsItems() {}

    private static ObjectNode assignment(Draw draw, String newsfeed) {
        ObjectNode json = Shape.JSON.objectNode();
        json.set("newsfeed_id", Shapes.number(newsfeed));
        return json.put("published_at", draw.past());
    }
}
