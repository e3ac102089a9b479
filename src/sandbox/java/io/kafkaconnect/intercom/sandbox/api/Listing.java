package io.kafkaconnect.intercom.sandbox.api;

import static io.kafkaconnect.intercom.sandbox.item.ItemKind.ARTICLES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.AWAY_STATUS_REASONS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.BRANDS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.CALLS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.COLLECTIONS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.CONTENT_IMPORT_SOURCES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.CONTENT_SNIPPETS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.CONVERSATION_ATTRIBUTES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.EXTERNAL_PAGES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.HELP_CENTERS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.INTERNAL_ARTICLES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.MACROS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.NEWSFEEDS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.NEWS_ITEMS;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.SUBSCRIPTION_TYPES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.TICKET_STATES;
import static io.kafkaconnect.intercom.sandbox.item.ItemKind.TICKET_TYPES;

import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import java.util.List;

/**
 * The resource of a kind of item.
 *
 * @param since the first minor version that has it
 * @param single whether each item has a resource of its own
 */
record Listing(String path, ItemKind kind, TokenScope scope, int since, Paging paging, boolean single) {

    private static final Paging WHOLE = new Paging.Whole();

    static final List<Listing> ALL = List.of(
            new Listing("/ticket_types", TICKET_TYPES, TokenScope.READ_TICKETS, 11, WHOLE, true),
            new Listing("/ticket_states", TICKET_STATES, TokenScope.READ_TICKETS, 12, WHOLE, false),
            new Listing("/articles", ARTICLES, TokenScope.READ_ARTICLES, 11, Paging.newestFirst(25), true),
            new Listing(
                    "/help_center/collections",
                    COLLECTIONS,
                    TokenScope.READ_ARTICLES,
                    11,
                    Paging.newestFirst(20),
                    true),
            new Listing("/help_center/help_centers", HELP_CENTERS, TokenScope.READ_ARTICLES, 11, WHOLE, true),
            new Listing(
                    "/internal_articles", INTERNAL_ARTICLES, TokenScope.READ_ARTICLES, 13, Paging.byId(25, 50), true),
            new Listing("/away_status_reasons", AWAY_STATUS_REASONS, TokenScope.READ_ADMINS, 14, WHOLE, false),
            new Listing("/brands", BRANDS, TokenScope.READ_BRANDS, 15, WHOLE, true),
            new Listing("/subscription_types", SUBSCRIPTION_TYPES, TokenScope.READ_USERS_COMPANIES, 11, WHOLE, false),
            new Listing("/macros", MACROS, TokenScope.READ_CONVERSATIONS, 16, new Paging.Cursor(50, 150), true),
            new Listing(
                    "/conversations/attributes",
                    CONVERSATION_ATTRIBUTES,
                    TokenScope.READ_CONVERSATIONS,
                    16,
                    WHOLE,
                    true),
            new Listing("/news/news_items", NEWS_ITEMS, TokenScope.READ_NEWS, 11, Paging.byId(10, 50), true),
            new Listing("/news/newsfeeds", NEWSFEEDS, TokenScope.READ_NEWS, 11, Paging.byId(10, 50), true),
            new Listing("/ai/external_pages", EXTERNAL_PAGES, TokenScope.READ_CONTENT, 12, Paging.byId(50, 50), true),
            new Listing(
                    "/ai/content_import_sources",
                    CONTENT_IMPORT_SOURCES,
                    TokenScope.READ_CONTENT,
                    12,
                    Paging.byId(50, 50),
                    true),
            new Listing(
                    "/content_snippets",
                    CONTENT_SNIPPETS,
                    TokenScope.READ_CONTENT_SNIPPETS,
                    16,
                    new Paging.Beside(50, 50),
                    true),
            new Listing("/calls", CALLS, TokenScope.READ_CALLS, 14, Paging.byId(25, 25), true));
}
