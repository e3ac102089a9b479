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
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.incremental.BackfillReader;
import io.kafkaconnect.intercom.reader.incremental.Enricher;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.reader.incremental.Listing;
import io.kafkaconnect.intercom.reader.list.ContactLookup;
import io.kafkaconnect.intercom.reader.list.ContactSearch;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the readers of one task.
 *
 * @param intercom whom they ask
 * @param incremental the pace of streams read by update time
 * @param snapshot the pace of streams read whole
 * @param skipDenied whether a detail that is not permitted is left out instead of ending its stream
 * @param signal run, on any thread, when a reply came that may let a reader go on
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
     * @param details the details that the tables need which the stream feeds
     */
    public IncrementalReader incremental(
            Stream stream, Cursor cursor, Set<Enrichment> details, StreamListener listener) {
        return incremental(stream, cursor, Instant.MAX, details, listener);
    }

    private IncrementalReader incremental(
            Stream stream, Cursor cursor, Instant until, Set<Enrichment> details, StreamListener listener) {
        Stream.Incremental kind = (Stream.Incremental) stream.kind();
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, listener);
        Enricher completion =
                switch (kind.subject()) {
                    case CONTACT -> new ContactEnricher(calls, ((Listing.Contacts) kind.listing()).role());
                    case CONVERSATION -> new ConversationEnricher(calls, listener);
                    case DELETION -> new DeletionEnricher(calls);
                };
        return new IncrementalReader(
                intercom,
                kind.listing(),
                completion,
                cursor,
                incremental,
                kind.deletions(),
                until,
                clock,
                signal,
                listener);
    }

    /**
     * A reader of what a changed configuration wants of an incremental stream's past.
     *
     * @param present reads what comes; it sends what it has not sent yet for all tables
     */
    public BackfillReader past(
            Stream stream,
            IncrementalOffset.Backfill backfill,
            Set<Enrichment> details,
            IncrementalReader present,
            StreamListener listener) {
        IncrementalReader past = incremental(stream, backfill.cursor(), backfill.until(), details, listener);
        past.beside(present);
        return new BackfillReader(backfill, past);
    }

    /** A reader of a whole-list stream. */
    public SnapshotReader snapshot(Stream stream, StreamListener listener) {
        Stream.Snapshot kind = (Stream.Snapshot) stream.kind();
        AdaptivePageSize pageSize = new AdaptivePageSize(snapshot.pageSize());
        return snapshot(kind.passes().of(intercom, pageSize, clock), listener);
    }

    private SnapshotReader snapshot(Supplier<ListPass> passes, StreamListener listener) {
        return new SnapshotReader(passes, snapshot.interval(), clock, signal, listener);
    }

    /**
     * All contacts of a role.
     *
     * @param details the details that the tables need which the stream feeds
     */
    public ContactLookup contacts(Stream stream, Set<Enrichment> details, StreamListener listener) {
        String role = ((Stream.Relations) stream.kind()).role();
        AdaptivePageSize pageSize = new AdaptivePageSize(snapshot.pageSize());
        SnapshotReader all = snapshot(() -> new ContactSearch(intercom, "role", role, pageSize), listener);
        EnrichmentCalls calls = new EnrichmentCalls(intercom, details, skipDenied, listener);
        return new ContactLookup(all, new ContactEnricher(calls, role), intercom, role, signal);
    }
}
