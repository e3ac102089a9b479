package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * Knows which version of each entity was released, and releases a version at most once. A backfill shares the entities with the reader of the present.
 * Used by the task's thread.
 */
final class ReleasedVersions {
    private static final int MAX_REMEMBERED = 10_000;

    private final CursorTracker tracker;
    private final Parking parking;
    private final String timeField;
    private final boolean deletions;
    private final Clock clock;

    /** The cursor of the reader of the present; null if this is that reader. */
    private CursorTracker present;

    private Instant passMark = Instant.EPOCH;
    /**
     * The update times of the versions that this pass and earlier ones released beyond the mark. The mark may pass these versions during the pass, and the
     * cursor then forgets them.
     */
    private Map<String, Long> released = BoundedMaps.map(MAX_REMEMBERED);
    /** The update times of entities that stand among newer ones for good. */
    private final Map<String, Long> knownStale = BoundedMaps.map(MAX_REMEMBERED);

    /**
     * Starts with the versions that the cursor holds.
     *
     * @param timeField the field of an entity that holds the update time
     * @param deletions whether the list names deleted entities
     */
    ReleasedVersions(CursorTracker tracker, Parking parking, String timeField, boolean deletions, Clock clock) {
        this.tracker = tracker;
        this.parking = parking;
        this.timeField = timeField;
        this.deletions = deletions;
        this.clock = clock;
    }

    /** Leaves each version that the other reader has yet to send to that reader, since it sends more of an entity. */
    void leaveTo(CursorTracker reader) {
        present = reader;
    }

    void passBegins() {
        passMark = tracker.mark();
        released = BoundedMaps.map(MAX_REMEMBERED);
        released.putAll(tracker.cursor().sent());
    }

    /** The mark at the beginning of the present pass. */
    Instant passMark() {
        return passMark;
    }

    /** Whether the list names deleted entities. */
    boolean areDeletions() {
        return deletions;
    }

    /** The update time of a complete entity. */
    long time(Enricher.Enriched.Complete complete, long otherwise) {
        long time = ListedEntity.updateTime(complete.json(), timeField, clock.instant());
        return Cursor.isTime(time) ? time : otherwise;
    }

    /**
     * Whether this version or a newer one was released. The mark may have passed the version meanwhile: a list may show an entity twice in one
     * pass.
     */
    boolean wasReleased(String id, long time) {
        return tracker.wasSent(id, time) || released.getOrDefault(id, Long.MIN_VALUE) >= time;
    }

    /** Whether this version was certainly not sent: the cursor knows every version that was sent since that time. */
    boolean isKnownAsUnsent(String id, long time) {
        return time >= tracker.sentSince().getEpochSecond() && !tracker.wasSent(id, time);
    }

    /** The list keeps showing this old version among newer ones. */
    void markKnownStale(String id, long time) {
        knownStale.put(id, time);
    }

    boolean isKnownStale(ListedEntity entity) {
        return Objects.equals(knownStale.get(entity.id()), entity.time());
    }

    /**
     * Releases a version, unless the reader of the present sends it.
     *
     * @return null if the other reader sends the entity
     */
    Entity release(Enricher.Enriched.Complete complete, String id, long time) {
        if (isLeftToPresent(id, time)) {
            tracker.unpark(id);
            if (time < present.mark().getEpochSecond() && present.parked(id).isEmpty()) {
                // Intercom showed it late, and the other reader's list may not show it again.
                present.park(
                        id,
                        ParkedEntity.until(
                                ParkedEntity.Reason.MISSED, present.sentSince().getEpochSecond(), clock.instant()));
            }
            return null;
        }
        if (present != null && present.lastSentTime(id) > time) {
            // The copy lags. The other reader has sent a newer version, which may lack the tables of this reader.
            parking.parkUntilSettled(id, ParkedEntity.Reason.STALE, present.lastSentTime(id));
            return null;
        }
        if (tracker.parked(id).filter(parked -> parked.from() > time).isEmpty()) {
            tracker.unpark(id);
        }
        tracker.markSent(id, time);
        released.put(id, time);
        return new Entity(complete.json(), deletions, complete.asOf());
    }

    private boolean isLeftToPresent(String id, long time) {
        return present != null
                && (present.parked(id).filter(ParkedEntity::mayBeUnsent).isPresent()
                        || (time >= present.sentSince().getEpochSecond() && !present.wasSent(id, time)));
    }
}
