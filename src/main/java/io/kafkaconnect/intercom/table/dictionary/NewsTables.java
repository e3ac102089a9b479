package io.kafkaconnect.intercom.table.dictionary;

import static io.kafkaconnect.intercom.table.ColumnType.BOOLEAN;
import static io.kafkaconnect.intercom.table.ColumnType.JSON;
import static io.kafkaconnect.intercom.table.ColumnType.STRING;
import static io.kafkaconnect.intercom.table.ColumnType.TIMESTAMP;
import static io.kafkaconnect.intercom.table.TableTemplate.NEWS;
import static io.kafkaconnect.intercom.table.dictionary.Sources.constant;
import static io.kafkaconnect.intercom.table.dictionary.Sources.entity;
import static io.kafkaconnect.intercom.table.dictionary.Sources.parent;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.col;
import static io.kafkaconnect.intercom.table.dictionary.TableBuilder.table;

import io.kafkaconnect.intercom.table.Table;
import java.util.List;

/** The tables of the template {@code news}. */
final class NewsTables {

    static final Table NEWS_ITEMS = table("news_items", NEWS, "News items.")
            .from("news_item", "news_items")
            .key("id")
            .documented(
                    col("type", STRING, "Value is news-item"),
                    col("id", STRING, "The id of the news item"),
                    col("workspace_id", STRING, "The id code of the workspace"),
                    col("title", STRING, "The title"),
                    col("body", STRING, "The body, as HTML"),
                    col("sender_id", STRING, "Who it is from (admins.id)"),
                    col("state", STRING, "draft or live"),
                    col("cover_image_url", STRING, "The address of the picture on top"),
                    col("deliver_silently", BOOLEAN, "Whether it comes without a badge"),
                    col("labels", JSON, "Its labels, as a JSON list"),
                    col(
                            "reactions",
                            JSON,
                            "The emoji to react with, as a JSON list; empty or of nulls where switched off"),
                    col("created_at", TIMESTAMP, "The time the news item was created"),
                    col("updated_at", TIMESTAMP, "The last time the news item was updated"))
            .build();

    static final Table NEWS_ITEMS_NEWSFEEDS = table(
                    "news_items_newsfeeds", NEWS, "Newsfeeds that news items are in, a row for each pair.")
            .from("news_item", "news_items")
            .each("newsfeed_assignments")
            .ownedBy(entity("id"), "news_items")
            .key("news_items_pk", "id")
            .documented(
                    col("type", STRING, constant("newsfeed"), "Value is newsfeed"),
                    col("id", STRING, "newsfeed_id", "Newsfeed identifier (newsfeeds.id)"),
                    col("published_at", TIMESTAMP, "The time it was published there"),
                    col("news_items_pk", STRING, parent("id"), "News item identifier (news_items.id)"))
            .build();

    static final Table NEWSFEEDS = table("newsfeeds", NEWS, "Newsfeeds.")
            .from("newsfeed", "newsfeeds")
            .key("id")
            .documented(
                    col("type", STRING, "Value is newsfeed"),
                    col("id", STRING, "The id of the newsfeed"),
                    col("name", STRING, "The name that teammates see"),
                    col("created_at", TIMESTAMP, "The time the newsfeed was created"),
                    col("updated_at", TIMESTAMP, "The last time the newsfeed was updated"))
            .build();

    /** In the order of the documentation. */
    static final List<Table> ALL = List.of(NEWS_ITEMS, NEWS_ITEMS_NEWSFEEDS, NEWSFEEDS);

    private NewsTables() {}
}
