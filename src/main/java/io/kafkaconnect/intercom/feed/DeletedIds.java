package io.kafkaconnect.intercom.feed;

import java.time.Instant;
import java.util.Map;

/**
 * The latest ids that the streams of a group found deleted. An entity that was fetched before its deletion must not be sent after its
 * tombstone. An entity that was fetched later exists again.
 */
public final class DeletedIds {
    private final Map<String, Instant> ids;

    /** Remembers at most this many ids. */
    public DeletedIds(int max) {
        this.ids = RecentIds.mapOf(max);
    }

    /** Adds an id that is deleted for good. */
    public void add(String id) {
        add(id, Instant.MAX);
    }

    /**
     * Adds an id that was deleted at some time and may come back.
     *
     * @param asOf the time by Intercom's clock
     */
    public void add(String id, Instant asOf) {
        ids.merge(id, asOf, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Whether the id was found deleted and has not come back. */
    public boolean contains(String id) {
        return ids.containsKey(id);
    }

    /** Whether the id was found deleted when the entity was fetched, or later. */
    public boolean hides(String id, Instant asOf) {
        Instant gone = ids.get(id);
        if (gone == null || !asOf.isAfter(gone)) {
            return gone != null;
        }
        ids.remove(id);
        return false;
    }
}
