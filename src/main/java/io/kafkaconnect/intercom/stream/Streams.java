package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.CallTranscripts;
import io.kafkaconnect.intercom.reader.enrich.DetailOfEach;
import io.kafkaconnect.intercom.reader.list.CompanyChanges;
import io.kafkaconnect.intercom.reader.list.CompanyScroll;
import io.kafkaconnect.intercom.reader.list.DetailedList;
import io.kafkaconnect.intercom.reader.list.ListSource;
import io.kafkaconnect.intercom.reader.list.ListThenDetails;
import io.kafkaconnect.intercom.reader.list.NumberedList;
import io.kafkaconnect.intercom.reader.list.PlainLists;
import io.kafkaconnect.intercom.reader.list.SegmentMembers;
import io.kafkaconnect.intercom.reader.page.ActivityLog;
import io.kafkaconnect.intercom.reader.page.DeletedConversations;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.stream.Stream.Incremental;
import io.kafkaconnect.intercom.stream.Stream.Snapshot;
import io.kafkaconnect.intercom.stream.Stream.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Declares the streams of Intercom. */
public final class Streams {
    private static final String PEOPLE = "Read and list users and companies";
    private static final String CONVERSATIONS = "Read conversations";
    private static final String ADMINS = "Read admins";
    private static final String TICKETS = "Read tickets";
    private static final String ARTICLES = "Read and list articles";
    private static final String NEWS = "Read and list news items and newsfeeds";

    /** Stands where a name would stand. The response to the request names it, if it is missing. */
    private static final String UNDOCUMENTED = "not documented by Intercom";

    /** A shard has a few kilobytes. Ten million rows need some hundred thousand shards. */
    private static final int MAX_SHARDS = 1_000_000;

    private static final ListSource ARTICLE_LIST = new ListSource(Request.get("/articles"), "data", "/articles/{}");

    private static final ListSource CALL_LIST = new ListSource(Request.get("/calls"), "data", "/calls/{}");

    private Streams() {}

    /** All streams. */
    public static final List<Stream> ALL = List.of(
            new Stream("users", "users", 40, PEOPLE, firstOf(new Listing.Contacts("user")), contacts("user")),
            relations("users", "user"),
            new Stream("leads", "leads", 40, PEOPLE, firstOf(new Listing.Contacts("lead")), contacts("lead")),
            relations("leads", "lead"),
            new Stream(
                    "segment_members",
                    "segment_members",
                    20,
                    PEOPLE,
                    firstOf(new Listing.Contacts("user")),
                    new Snapshot(
                            MAX_SHARDS, context -> () -> new SegmentMembers(context.intercom(), context.pageSize()))),
            new Stream(
                    "companies",
                    "companies",
                    20,
                    PEOPLE,
                    List.of(CompanyScroll.ANY),
                    new Snapshot(MAX_SHARDS, Streams::companies, Optional.of(CompanyChanges::new))),
            new Stream(
                    "admins",
                    "admins",
                    1,
                    ADMINS,
                    List.of(Request.get("/admins"), Request.get("/teams")),
                    lists(
                            new ListSource(Request.get("/admins"), "admins", "/admins/{}"),
                            new ListSource(Request.get("/teams"), "teams", "/teams/{}"))),
            new Stream(
                    "tags",
                    "tags",
                    1,
                    "Read tags",
                    List.of(get("/tags")),
                    lists(new ListSource(get("/tags"), "data", "/tags/{}"))),
            new Stream(
                    "segments",
                    "segments",
                    1,
                    PEOPLE,
                    List.of(Request.get("/segments")),
                    lists(new ListSource(
                            Request.get("/segments").withQueryParam("include_count", true),
                            "segments",
                            "/segments/{}"))),
            new Stream(
                    "conversations",
                    "conversations",
                    100,
                    CONVERSATIONS,
                    firstOf(Listing.conversations()),
                    new Incremental(Listing.conversations(), Subject.CONVERSATION, false, MAX_SHARDS)),
            deletions("conversations", Subject.DELETION),
            new Stream(
                    "tickets",
                    "tickets",
                    20,
                    TICKETS,
                    firstOf(Listing.tickets()),
                    new Incremental(Listing.tickets(), Subject.TICKET, false, MAX_SHARDS)),
            deletions("tickets", Subject.TICKET_DELETION),
            list("ticket_types", TICKETS, new ListSource(get("/ticket_types"), "data", "/ticket_types/{}")),
            list("ticket_states", TICKETS, ListSource.alone(get("/ticket_states"), "data")),
            numbered("articles", ARTICLES, ARTICLE_LIST, 150),
            numbered("articles_statistics", 10, ARTICLES, ARTICLE_LIST, Streams::statistics),
            numbered(
                    "collections",
                    ARTICLES,
                    new ListSource(get("/help_center/collections"), "data", "/help_center/collections/{}"),
                    150),
            list(
                    "help_centers",
                    ARTICLES,
                    new ListSource(get("/help_center/help_centers"), "data", "/help_center/help_centers/{}")),
            numbered(
                    "internal_articles",
                    ARTICLES,
                    new ListSource(get("/internal_articles"), "data", "/internal_articles/{}"),
                    50),
            new Stream(
                    "activity_logs",
                    "activity_logs",
                    2,
                    "Read admin activity logs",
                    List.of(ActivityLog.PROBE),
                    new Incremental(new ActivityLog(), Subject.LOG, false)),
            list("away_status_reasons", ADMINS, ListSource.alone(get("/away_status_reasons"), "data")),
            list("brands", UNDOCUMENTED, new ListSource(get("/brands"), "data", "/brands/{}")),
            list("subscription_types", PEOPLE, ListSource.alone(get("/subscription_types"), "data")),
            list(
                    "data_attributes",
                    PEOPLE,
                    ListSource.alone(get("/data_attributes").withQueryParam("include_archived", true), "data")
                            .withoutIds()),
            list(
                    "macros",
                    CONVERSATIONS,
                    new ListSource(get("/macros").withQueryParam("per_page", 150), "data", "/macros/{}")),
            list(
                    "conversation_attributes",
                    CONVERSATIONS,
                    new ListSource(
                            get("/conversations/attributes").withQueryParam("include_archived", true),
                            "data",
                            "/conversations/attributes/{}")),
            numbered("calls", 5, UNDOCUMENTED, CALL_LIST, Streams::calls),
            numbered("news_items", NEWS, new ListSource(get("/news/news_items"), "data", "/news/news_items/{}"), 50),
            numbered("newsfeeds", NEWS, new ListSource(get("/news/newsfeeds"), "data", "/news/newsfeeds/{}"), 50),
            numbered(
                    "external_pages",
                    UNDOCUMENTED,
                    new ListSource(get("/ai/external_pages"), "data", "/ai/external_pages/{}"),
                    50),
            numbered(
                    "content_import_sources",
                    UNDOCUMENTED,
                    new ListSource(get("/ai/content_import_sources"), "data", "/ai/content_import_sources/{}"),
                    50),
            numbered(
                    "content_snippets",
                    UNDOCUMENTED,
                    new ListSource(get("/content_snippets"), "data", "/content_snippets/{}"),
                    50));

    /** The stream of that name. */
    public static Optional<Stream> named(String name) {
        return ALL.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    private static Stream.ReadMode contacts(String role) {
        return new Incremental(new Listing.Contacts(role), Subject.CONTACT, false);
    }

    private static Stream relations(String group, String role) {
        Stream.ReadMode kind = new Stream.Relations(role, MAX_SHARDS);
        return new Stream(group + "_relations", group, 10, PEOPLE, firstOf(new Listing.Contacts(role)), kind);
    }

    /** The list of deleted conversations. It may name tickets as well. */
    private static Stream deletions(String group, Subject subject) {
        Listing list = new DeletedConversations();
        Stream.ReadMode kind = new Incremental(list, subject, true);
        return new Stream(group + "_deleted", group, 1, CONVERSATIONS, firstOf(list), kind);
    }

    private static Supplier<ListPass> companies(Stream.PassContext context) {
        Supplier<ListPass> scrolls = CompanyScroll.passes(context.intercom(), context.clock());
        return context.calls().needs(Enrichment.COMPANY_NOTES)
                ? () -> new ListThenDetails(
                        scrolls, DetailOfEach.companyNotes(context.calls()), "company_notes", "/notes/data")
                : scrolls;
    }

    private static Supplier<ListPass> statistics(Stream.PassContext context) {
        return () -> new DetailedList(
                new NumberedList(context.intercom(), ARTICLE_LIST, 150), DetailOfEach.articles(context.calls()));
    }

    private static Supplier<ListPass> calls(Stream.PassContext context) {
        Supplier<ListPass> lists = () -> new NumberedList(context.intercom(), CALL_LIST, 25);
        return context.calls().needs(Enrichment.TRANSCRIPTS)
                ? () -> new DetailedList(lists.get(), new CallTranscripts(context.calls()))
                : lists;
    }

    /** A list that comes in one response, or in pages with cursors. */
    private static Stream list(String name, String permission, ListSource source) {
        return new Stream(name, name, 1, permission, List.of(source.request()), lists(MAX_SHARDS, List.of(source)));
    }

    /** A list with numbered pages. */
    private static Stream numbered(String name, String permission, ListSource source, int pageSize) {
        return numbered(
                name, 2, permission, source, context -> () -> new NumberedList(context.intercom(), source, pageSize));
    }

    private static Stream numbered(
            String name, int weight, String permission, ListSource source, Stream.PassFactory passes) {
        List<Request> probes = List.of(NumberedList.probe(source.request()));
        return new Stream(name, name, weight, permission, probes, new Snapshot(MAX_SHARDS, passes));
    }

    private static Stream.ReadMode lists(ListSource... sources) {
        return lists(1, List.of(sources));
    }

    private static Stream.ReadMode lists(int maxShards, List<ListSource> sources) {
        return new Snapshot(maxShards, context -> () -> new PlainLists(context.intercom(), sources));
    }

    private static Request get(String path) {
        return Request.get(path);
    }

    private static List<Request> firstOf(Listing listing) {
        return List.of(listing.oldestFirst(Instant.EPOCH, 1));
    }
}
