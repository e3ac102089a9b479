package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;

/**
 * Decides which version of a listed entity is sent, and parks an entity in doubt: one answer may be wrong, and one copy of Intercom's data may lag. Used
 * by the task's thread.
 */
final class ListedReleases {
    private final CursorTracker tracker;
    private final ReleasedVersions versions;
    private final Parking parking;
    private final ReadFilter filter;
    private final StreamListener listener;

    ListedReleases(
            CursorTracker tracker,
            ReleasedVersions versions,
            Parking parking,
            ReadFilter filter,
            StreamListener listener) {
        this.tracker = tracker;
        this.versions = versions;
        this.parking = parking;
        this.filter = filter;
        this.listener = listener;
    }

    /**
     * Releases a listed entity, or parks it.
     *
     * @param settled the next pass does not list entities updated before this time again
     * @return the entity to send; null if there is none
     */
    Entity release(Enricher.Enriched enriched, ListedEntity listed, Instant settled) {
        if (enriched instanceof Enricher.Enriched.Complete complete) {
            return release(
                    complete, listed, Instant.ofEpochSecond(listed.time()).isBefore(settled));
        }
        if (versions.wasReleased(listed.id(), listed.time())) {
            // The list shows it twice, and the first one was complete.
            return null;
        }
        // Nothing follows if it is unwanted.
        if (enriched instanceof Enricher.Enriched.Vanished) {
            parking.parkUntilSettled(listed.id(), ParkedEntity.Reason.VANISHED, listed.time());
        } else if (enriched instanceof Enricher.Enriched.Inaccessible inaccessible) {
            parking.refused(listed.id(), listed.time(), inaccessible.failure());
        }
        return null;
    }

    private Entity release(Enricher.Enriched.Complete complete, ListedEntity listed, boolean isSettled) {
        String id = listed.id();
        if (complete.refused().isPresent()) {
            parkPartial(complete.refused().get(), listed);
            return null;
        }
        if (!listed.isTimed()) {
            listener.untimed(id);
            return tracker.wasSent(id, listed.time()) ? null : versions.release(complete, id, listed.time());
        }
        long time = versions.time(complete, listed.time());
        if (time < listed.time()) {
            return releaseOlder(complete, time, listed, isSettled);
        }
        boolean movedOn = time > listed.time() && filter.mustWait(time, complete.asOf());
        return movedOn || versions.wasReleased(id, time) ? null : versions.release(complete, id, time);
    }

    /** Intercom refuses a part of the entity. A missing part may mean that the entity was deleted meanwhile. */
    private void parkPartial(Failure failure, ListedEntity listed) {
        if (versions.wasReleased(listed.id(), listed.time())) {
            return;
        }
        if (isAbsence(failure)) {
            parking.parkUntilSettled(listed.id(), ParkedEntity.Reason.REFUSED, listed.time());
        } else {
            parking.refused(listed.id(), listed.time(), failure);
        }
    }

    private static boolean isAbsence(Failure failure) {
        return failure.isIntercoms() && (failure.status() == 404 || failure.status() == 410);
    }

    /**
     * The complete entity is older than the listed one. A list that may still lag shows the entity again in the next pass. After that, the reader requests
     * the entity by its id. Meanwhile it sends the older version if no earlier pass can have sent it.
     */
    private Entity releaseOlder(
            Enricher.Enriched.Complete complete, long time, ListedEntity listed, boolean isSettled) {
        String id = listed.id();
        boolean isParked = tracker.parked(id)
                .filter(parked -> parked.from() >= listed.time())
                .isPresent();
        if (isParked || tracker.wasSent(id, listed.time())) {
            return null;
        }
        long unsentFrom = (isSettled ? versions.passMark() : tracker.mark()).getEpochSecond();
        boolean isUnsent =
                (time >= unsentFrom || versions.isKnownAsUnsent(id, time)) && !versions.wasReleased(id, time);
        Entity entity = isUnsent ? versions.release(complete, id, time) : null;
        if (isSettled) {
            tracker.park(id, ParkedEntity.until(ParkedEntity.Reason.OLDER, listed.time(), parking.settled()));
        }
        return entity;
    }

    /** An entity stands among newer ones: Intercom has a newer version than the one it shows. */
    void stale(ListedEntity entity) {
        // A deletion never changes.
        if (versions.areDeletions() || versions.isKnownStale(entity)) {
            return;
        }
        // A version that was sent, or that the cursor no longer knows, is not awaited.
        boolean isUnsent = versions.isKnownAsUnsent(entity.id(), entity.time());
        long shown = isUnsent ? entity.time() - 1 : entity.time();
        long known = Math.max(shown, tracker.lastSentTime(entity.id()));
        long from = Math.max(known + 1, tracker.sentSince().getEpochSecond());
        parking.parkNow(entity.id(), ParkedEntity.Reason.STALE, from);
    }
}
