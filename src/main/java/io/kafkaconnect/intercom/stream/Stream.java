package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.FingerprintCodec;
import io.kafkaconnect.intercom.offset.IncrementalOffsetCodec;
import io.kafkaconnect.intercom.offset.InvalidOffsetException;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.incremental.Listing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One list of Intercom's, as it is read and remembered.
 *
 * @param name names the stream in offsets, metrics and logs; never changes
 * @param group streams of one group are read by one task, since their records concern the same keys
 * @param weight how much work it is beside the others, for dividing streams over tasks
 * @param permission the permission it needs, by its name in Intercom's Developer Hub
 * @param probes the cheapest requests that show whether it may be read
 * @param kind how it is read
 */
public record Stream(String name, String group, int weight, String permission, List<Request> probes, ReadMode kind) {

    /** How a stream is read and what its offsets look like. */
    public sealed interface ReadMode {}

    /** By update time, from a cursor on. */
    record Incremental(Listing listing, Subject subject, boolean deletions) implements ReadMode {}

    /**
     * Always whole, contact by contact: which tags, companies and profiles each contact of a role has, and whether it still is one.
     *
     * @param role user or lead
     * @param shards the number of source partitions its memory is spread over; never changes
     */
    record Relations(String role, int shards) implements ReadMode {}

    /** What an incremental stream's entities are, which tells the details they need. */
    enum Subject {
        CONTACT,
        CONVERSATION,
        DELETION
    }

    /**
     * Always whole.
     *
     * @param shards the number of source partitions its memory is spread over; never changes
     */
    public record Snapshot(int shards, PassFactory passes) implements ReadMode {}

    /** Makes the readings of a whole list, one after the other, which share the page size. */
    @FunctionalInterface
    interface PassFactory {
        Supplier<ListPass> of(IntercomApi intercom, AdaptivePageSize pageSize, Clock clock);
    }

    /** How the offsets of an incremental stream are written; only for those. */
    public IncrementalOffsetCodec codec() {
        return new IncrementalOffsetCodec(((Incremental) kind).listing().timeField());
    }

    /** Whether the stream is read by update time. */
    public boolean isIncremental() {
        return kind instanceof Incremental;
    }

    /** Whether it looks for news from the newest on, once it has caught up: what Intercom counts then is all there is. */
    public boolean looksForNewestFirst() {
        return kind instanceof Incremental incremental && incremental.listing().newestFirst();
    }

    /** Whether its entities are what is gone of another stream of its group. */
    public boolean isOfDeletions() {
        return kind instanceof Incremental incremental && incremental.deletions();
    }

    /** Whether it is the reading of all contacts of a role, see {@code ContactLookup}. */
    public boolean isRelations() {
        return kind instanceof Relations;
    }

    /** The number of source partitions: one for a cursor, the shards of what is read whole. */
    public int shards() {
        if (kind instanceof Snapshot snapshot) {
            return snapshot.shards();
        }
        return kind instanceof Relations relations ? relations.shards() : 1;
    }

    /**
     * Checks a stored or given offset.
     *
     * @throws InvalidOffsetException naming the key that is wrong
     */
    public void check(Map<String, ?> offset) {
        if (isIncremental()) {
            codec().decode(offset);
        } else {
            FingerprintCodec.decode(offset);
        }
    }
}
