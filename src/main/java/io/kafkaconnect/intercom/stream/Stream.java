package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.MemoryState;
import io.kafkaconnect.intercom.offset.UnstoredVersionsCodec;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One list of Intercom: how it is read, and what is stored about it.
 *
 * @param name the name of the stream in offsets, metrics and logs; never changes
 * @param group one task reads all streams of a group, because their records have the same keys
 * @param weight its work relative to that of other streams, for the assignment of streams to tasks
 * @param permission the permission that the stream needs, by its name in Intercom's Developer Hub
 * @param probes the cheapest requests that show whether the token has the permission
 * @param kind how the stream is read
 */
public record Stream(String name, String group, int weight, String permission, List<Request> probes, ReadMode kind) {

    /** How a stream is read and what its offsets look like. */
    public sealed interface ReadMode {}

    /** Read by update time, from a cursor on. */
    record Incremental(Listing listing, Subject subject, boolean deletions, int maxShards) implements ReadMode {
        /** Without a memory of the rows that were sent. */
        Incremental(Listing listing, Subject subject, boolean deletions) {
            this(listing, subject, deletions, 0);
        }
    }

    /**
     * Read whole, contact by contact: the tags, companies and profiles of each contact of a role, and whether the contact still exists.
     *
     * @param role user or lead
     * @param maxShards maximum number of source partitions of its memory
     */
    record Relations(String role, int maxShards) implements ReadMode {}

    /** What the entities of an incremental stream are. It decides which details they need. */
    enum Subject {
        CONTACT,
        CONVERSATION,
        TICKET,
        LOG,
        DELETION,
        TICKET_DELETION
    }

    /**
     * Read whole.
     *
     * @param maxShards maximum number of source partitions of its memory; 1 if it has no shards
     * @param changes makes passes over what changed since a time; empty if Intercom has no request for that
     */
    public record Snapshot(int maxShards, PassFactory passes, Optional<ChangeFactory> changes) implements ReadMode {
        /** Only whole passes. */
        Snapshot(int maxShards, PassFactory passes) {
            this(maxShards, passes, Optional.empty());
        }
    }

    /** Makes passes over what changed since a time. */
    @FunctionalInterface
    interface ChangeFactory {
        ListPass since(IntercomApi intercom, Instant time);
    }

    /** Makes the passes over a whole list. */
    @FunctionalInterface
    interface PassFactory {
        Supplier<ListPass> of(PassContext context);
    }

    /** What the passes over a whole list share. */
    record PassContext(IntercomApi intercom, AdaptivePageSize pageSize, EnrichmentCalls calls, Clock clock) {}

    /**
     * What the searches of an API can do. It depends on its version.
     *
     * @param contactsBySecond whether the search for contacts compares seconds
     * @param companies whether companies can be searched
     */
    public record Searches(boolean contactsBySecond, boolean companies) {}

    /** The same stream, read by these searches. */
    public Stream by(Searches searches) {
        if (searches.contactsBySecond()
                && kind instanceof Incremental incremental
                && incremental.listing() instanceof Listing.Contacts contacts) {
            return read(new Incremental(
                    contacts.bySecond(), incremental.subject(), incremental.deletions(), incremental.maxShards()));
        }
        return searches.companies() ? this : withoutChanges();
    }

    /** The same stream, read in whole passes only: earlier versions of the API have no search for changes. */
    public Stream withoutChanges() {
        return kind instanceof Snapshot snapshot ? read(new Snapshot(snapshot.maxShards(), snapshot.passes())) : this;
    }

    private Stream read(ReadMode otherKind) {
        return new Stream(name, group, weight, permission, probes, otherKind);
    }

    /** The codec of the offsets of an incremental stream. */
    public IncrementalOffsetCodec codec() {
        return new IncrementalOffsetCodec(((Incremental) kind).listing().timeField());
    }

    /** Whether the stream reads contacts by update time. */
    public boolean isOfContacts() {
        return kind instanceof Incremental incremental && incremental.subject() == Subject.CONTACT;
    }

    /** Whether the stream reads tickets. */
    public boolean isOfTickets() {
        return kind instanceof Incremental incremental && incremental.subject() == Subject.TICKET;
    }

    /** Whether the stream is read by update time. */
    public boolean isIncremental() {
        return kind instanceof Incremental;
    }

    /** Whether the stream reads the newest entities first once it has caught up. Intercom then counts all entities of the list. */
    public boolean looksForNewestFirst() {
        return kind instanceof Incremental incremental && incremental.listing().newestFirst();
    }

    /** Whether its entities are the deletions of another stream of its group. */
    public boolean isOfDeletions() {
        return kind instanceof Incremental incremental && incremental.deletions();
    }

    /**
     * Whether the stream only finds sooner what another stream of its group finds as well. It compares with the memory of the sent rows. The
     * other stream does its work if the token lacks the permission.
     */
    public boolean isShortcut() {
        return kind instanceof Incremental incremental && incremental.subject() == Subject.TICKET_DELETION;
    }

    /** Whether the stream reads all contacts of a role, see {@code ContactLookup}. */
    public boolean isRelations() {
        return kind instanceof Relations;
    }

    /** Maximum number of shards of its memory of sent rows; 0 if it has no memory. */
    public int maxShards() {
        if (kind instanceof Snapshot snapshot) {
            return snapshot.maxShards();
        }
        if (kind instanceof Relations relations) {
            return relations.maxShards();
        }
        return ((Incremental) kind).maxShards();
    }

    /**
     * Checks a stored or given offset.
     *
     * @param partition one of the stream's
     * @throws InvalidOffsetException if the offset is invalid; the message names the wrong key
     */
    public void check(Map<String, ?> partition, Map<String, ?> offset) {
        if (isIncremental() && !SourcePartition.isShard(partition)) {
            Instant mark = codec().decode(offset).cursor().mark();
            MemoryState.of(offset, mark, mark);
            MemoryReach.of(offset, 0, MemoryReach.ALL);
            UnstoredVersionsCodec.of(offset);
        } else {
            SentRows.check(offset);
        }
    }
}
