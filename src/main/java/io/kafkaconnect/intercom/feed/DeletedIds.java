package io.kafkaconnect.intercom.feed;

import java.time.Instant;
import java.util.Map;

/**
 * The ids that streams of a group found deleted, the latest of them: what was fetched before must not be sent after its tombstone. What is met
 * later is back.
 */
public final class DeletedIds {
    private final Map<String, Instant> ids;

    /** Remembers up to that number. */
    public DeletedIds(int most) {
        this.ids = RecentIds.mapOf(most);
    }

    /** It is gone for good. */
    public void add(String id) {
        add(id, Instant.MAX);
    }

    /**
     * It was gone at some time; it may come back.
     *
     * @param asOf by Intercom's clock
     */
    public void add(String id, Instant asOf) {
        ids.merge(id, asOf, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Whether it was gone when, or after, Intercom had it so. */
    public boolean hides(String id, Instant asOf) {
        Instant gone = ids.get(id);
        if (gone == null || !asOf.isAfter(gone)) {
            return gone != null;
        }
        ids.remove(id);
        return false;
    }
}
