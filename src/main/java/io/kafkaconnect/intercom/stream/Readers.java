package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.Intercom;
import io.kafkaconnect.intercom.offset.Coverage;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.reader.Detail;
import io.kafkaconnect.intercom.reader.Pace;
import io.kafkaconnect.intercom.reader.PageSize;
import io.kafkaconnect.intercom.reader.Pass;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.ContactDetails;
import io.kafkaconnect.intercom.reader.enrich.ConversationDetails;
import io.kafkaconnect.intercom.reader.enrich.DeletionDetails;
import io.kafkaconnect.intercom.reader.enrich.DetailCalls;
import io.kafkaconnect.intercom.reader.incremental.Details;
import io.kafkaconnect.intercom.reader.incremental.IncrementalReader;
import io.kafkaconnect.intercom.reader.incremental.Listing;
import io.kafkaconnect.intercom.reader.incremental.PastReader;
import io.kafkaconnect.intercom.reader.list.ContactPages;
import io.kafkaconnect.intercom.reader.list.Contacts;
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
public record Readers(
        Intercom intercom, Pace incremental, Pace snapshot, boolean skipDenied, Clock clock, Runnable signal) {

    /**
     * A reader of an incremental stream, from the cursor on.
     *
     * @param details the details that the tables need which the stream feeds
     */
    public IncrementalReader incremental(Stream stream, Cursor cursor, Set<Detail> details, StreamListener listener) {
        return incremental(stream, cursor, Instant.MAX, details, listener);
    }

    private IncrementalReader incremental(
            Stream stream, Cursor cursor, Instant until, Set<Detail> details, StreamListener listener) {
        Stream.Incremental kind = (Stream.Incremental) stream.kind();
        DetailCalls calls = new DetailCalls(intercom, details, skipDenied, listener);
        Details completion =
                switch (kind.subject()) {
                    case CONTACT -> new ContactDetails(calls, ((Listing.Contacts) kind.listing()).role());
                    case CONVERSATION -> new ConversationDetails(calls, listener);
                    case DELETION -> new DeletionDetails(calls);
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
    public PastReader past(
            Stream stream,
            Coverage.Backfill backfill,
            Set<Detail> details,
            IncrementalReader present,
            StreamListener listener) {
        IncrementalReader past = incremental(stream, backfill.cursor(), backfill.until(), details, listener);
        past.beside(present);
        return new PastReader(backfill, past);
    }

    /** A reader of a whole-list stream. */
    public SnapshotReader snapshot(Stream stream, StreamListener listener) {
        Stream.Snapshot kind = (Stream.Snapshot) stream.kind();
        PageSize pageSize = new PageSize(snapshot.pageSize());
        return snapshot(kind.passes().of(intercom, pageSize, clock), listener);
    }

    private SnapshotReader snapshot(Supplier<Pass> passes, StreamListener listener) {
        return new SnapshotReader(passes, snapshot.interval(), clock, signal, listener);
    }

    /**
     * All contacts of a role.
     *
     * @param details the details that the tables need which the stream feeds
     */
    public Contacts contacts(Stream stream, Set<Detail> details, StreamListener listener) {
        String role = ((Stream.Relations) stream.kind()).role();
        PageSize pageSize = new PageSize(snapshot.pageSize());
        SnapshotReader all = snapshot(() -> new ContactPages(intercom, "role", role, pageSize), listener);
        DetailCalls calls = new DetailCalls(intercom, details, skipDenied, listener);
        return new Contacts(all, new ContactDetails(calls, role), intercom, role, signal);
    }
}
