package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.list.CompanyScroll;
import io.kafkaconnect.intercom.reader.list.PlainLists;
import io.kafkaconnect.intercom.reader.list.SegmentMembers;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.stream.Stream.Incremental;
import io.kafkaconnect.intercom.stream.Stream.Snapshot;
import io.kafkaconnect.intercom.stream.Stream.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Declares the streams of Intercom. */
public final class Streams {
    private static final String PEOPLE = "Read and list users and companies";
    private static final String CONVERSATIONS = "Read conversations";

    /** A shard has a few kilobytes. Ten million rows need some hundred thousand shards. */
    private static final int MAX_SHARDS = 1_000_000;

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
                            MAX_SHARDS, (intercom, pageSize, clock) -> () -> new SegmentMembers(intercom, pageSize))),
            new Stream(
                    "companies",
                    "companies",
                    20,
                    PEOPLE,
                    List.of(CompanyScroll.ANY),
                    new Snapshot(MAX_SHARDS, (intercom, pageSize, clock) -> CompanyScroll.passes(intercom, clock))),
            new Stream(
                    "admins",
                    "admins",
                    1,
                    "Read admins",
                    List.of(Request.get("/admins"), Request.get("/teams")),
                    lists(
                            new PlainLists.ListSource(Request.get("/admins"), "admins", "/admins/{}"),
                            new PlainLists.ListSource(Request.get("/teams"), "teams", "/teams/{}"))),
            new Stream(
                    "tags",
                    "tags",
                    1,
                    "Read tags",
                    List.of(Request.get("/tags")),
                    lists(new PlainLists.ListSource(Request.get("/tags"), "data", "/tags/{}"))),
            new Stream(
                    "segments",
                    "segments",
                    1,
                    PEOPLE,
                    List.of(Request.get("/segments")),
                    lists(new PlainLists.ListSource(
                            Request.get("/segments").withQueryParam("include_count", true),
                            "segments",
                            "/segments/{}"))),
            new Stream(
                    "conversations",
                    "conversations",
                    100,
                    CONVERSATIONS,
                    firstOf(new Listing.Conversations()),
                    new Incremental(new Listing.Conversations(), Subject.CONVERSATION, false, MAX_SHARDS)),
            new Stream(
                    "conversations_deleted",
                    "conversations",
                    1,
                    CONVERSATIONS,
                    firstOf(new Listing.DeletedConversations()),
                    new Incremental(new Listing.DeletedConversations(), Subject.DELETION, true)));

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

    private static Stream.ReadMode lists(PlainLists.ListSource... sources) {
        return new Snapshot(1, (intercom, pageSize, clock) -> () -> new PlainLists(intercom, List.of(sources)));
    }

    private static List<Request> firstOf(Listing listing) {
        return List.of(listing.oldestFirst(Instant.EPOCH, 1));
    }
}
