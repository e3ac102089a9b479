package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.IncrementalOffset;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.ContactEnricher;
import io.kafkaconnect.intercom.reader.enrich.ConversationEnricher;
import io.kafkaconnect.intercom.reader.enrich.DeletionEnricher;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.enrich.PlainEnricher;
import io.kafkaconnect.intercom.reader.enrich.TicketEnricher;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import io.kafkaconnect.intercom.reader.list.ContactRanges;
import io.kafkaconnect.intercom.reader.list.EntityReadings;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import io.kafkaconnect.intercom.reader.list.WholeSearch;
import io.kafkaconnect.intercom.reader.page.ActivityLogWindows;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes the readers of one task.
 *
 * @param intercom sends the requests of the readers
 * @param incremental the pace of streams that are read by update time
 * @param snapshot the pace of streams that are read whole
 * @param skipDenied whether to leave out a detail without permission, instead of ending its stream
 * @param signal runs, on any thread, when a reply has come with which a reader may continue
 */
public record ReaderFactory(
        IntercomApi intercom,
        ReadPace incremental,
        ReadPace snapshot,
        boolean skipDenied,
        Clock clock,
        Runnable signal) {

    /**
     * A reader of an incremental stream, from the cursor on.
     *
     * @param details the details that the tables of the stream need
     * @param wasSent whether an entity was sent and is remembered, by its id. A stream of deletions may need it
     */
    public IncrementalReader incremental(
            Stream stream, Cursor cursor, Set<Enrichment> details, Predicate<String> wasSent, StreamListener listener) {
        return incremental(stream, cursor, Instant.MAX, details, wasSent, listener);
    }

    private IncrementalReader incremental(
            Stream stream,
            Cursor cursor,
            Instant until,
            Set<Enrichment> details,
            Predicate<String> wasSent,
            StreamListener listener) {
        Stream.Incremental kind = (Stream.Incremental) stream.kind();
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, listener);
        Enricher completion =
                switch (kind.subject()) {
                    case CONTACT -> new ContactEnricher(calls, ((Listing.Contacts) kind.listing()).role());
                    case CONVERSATION -> new ConversationEnricher(calls, listener);
                    case TICKET -> new TicketEnricher(calls, listener);
                    case LOG -> new PlainEnricher();
                    case DELETION -> DeletionEnricher.ofConversations(calls);
                    case TICKET_DELETION -> DeletionEnricher.ofTickets(calls, wasSent);
                };
        return new IncrementalReader(
                kind.subject() == Stream.Subject.LOG ? new ActivityLogWindows(intercom, clock) : intercom,
                kind.listing(),
                completion,
                cursor,
                incremental.withPages(kind.listing().maxPageSize()),
                kind.deletions(),
                until,
                clock,
                signal,
                listener);
    }

    /**
     * A reader of the past of an incremental stream, for tables or a start time that a changed configuration adds.
     *
     * @param present the reader of new changes; it sends an entity that it has not sent yet for all tables
     */
    public BackfillReader past(
            Stream stream,
            IncrementalOffset.Backfill backfill,
            Set<Enrichment> details,
            IncrementalReader present,
            StreamListener listener) {
        IncrementalReader past =
                incremental(stream, backfill.cursor(), backfill.until(), details, id -> true, listener);
        past.beside(present);
        return new BackfillReader(backfill, past);
    }

    /**
     * A reader of a whole-list stream.
     *
     * @param details the details that the tables of the stream need
     */
    public SnapshotReader snapshot(Stream stream, Set<Enrichment> details, StreamListener listener) {
        Stream.Snapshot kind = (Stream.Snapshot) stream.kind();
        AdaptivePageSize pageSize = new AdaptivePageSize(snapshot.pageSize());
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, listener);
        Supplier<ListPass> passes = kind.passes().of(new Stream.PassContext(intercom, pageSize, calls, clock));
        SnapshotReader whole = snapshot(
                () -> {
                    calls.passBegins();
                    return passes.get();
                },
                listener);
        return kind.changes()
                .map(changes -> whole.withChanges(since -> changes.since(intercom, since), incremental))
                .orElse(whole);
    }

    private SnapshotReader snapshot(Supplier<ListPass> passes, StreamListener listener) {
        return new SnapshotReader(passes, snapshot.interval(), clock, signal, listener);
    }

    /**
     * A lookup of all contacts of a role.
     *
     * @param lists the details that the tables of the stream need
     * @param details the details that other tables of the contacts need
     */
    public ContactLookup contacts(
            Stream stream, Set<Enrichment> lists, Set<Enrichment> details, StreamListener listener) {
        String role = ((Stream.Relations) stream.kind()).role();
        AdaptivePageSize pageSize = new AdaptivePageSize(snapshot.pageSize());
        ContactEnricher completion = enricher(intercom, lists, role, listener);
        SnapshotReader all = snapshot(ContactRanges.passes(intercom, role, pageSize, completion::page), listener);
        IntercomApi background = request -> intercom.send(request.asBackground());
        Set<Enrichment> events = details.contains(Enrichment.EVENTS) ? Set.of(Enrichment.EVENTS) : Set.of();
        return new ContactLookup(
                all,
                completion,
                enricher(intercom, details, role, listener),
                enricher(background, events, role, listener),
                intercom,
                role,
                signal);
    }

    /**
     * A lookup of all conversations.
     *
     * @param details the details that the tables of the stream need
     */
    public EntityReadings conversations(Set<Enrichment> details) {
        AdaptivePageSize pageSize = new AdaptivePageSize(snapshot.pageSize());
        // The incremental reader of the stream reports what it meets.
        StreamListener listener = StreamListener.NONE;
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, listener);
        ConversationEnricher listed = ConversationEnricher.ofList(calls, listener);
        SnapshotReader all = snapshot(() -> WholeSearch.conversations(intercom, pageSize, listed::page), listener);
        return new EntityReadings(all, listed, new ConversationEnricher(calls, listener), signal);
    }

    /**
     * A lookup of all tickets.
     *
     * @param details the details that the tables of the stream need
     */
    public EntityReadings tickets(Set<Enrichment> details) {
        AdaptivePageSize pageSize =
                new AdaptivePageSize(Math.min(Listing.tickets().maxPageSize(), snapshot.pageSize()));
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, StreamListener.NONE);
        TicketEnricher listed = TicketEnricher.ofList(calls);
        SnapshotReader all = snapshot(() -> WholeSearch.tickets(intercom, pageSize, listed::page), StreamListener.NONE);
        return new EntityReadings(all, listed, new TicketEnricher(calls, StreamListener.NONE), signal);
    }

    private ContactEnricher enricher(IntercomApi calls, Set<Enrichment> needed, String role, StreamListener listener) {
        return new ContactEnricher(new EnrichmentCalls(calls, needed, skipDenied, listener), role);
    }
}
