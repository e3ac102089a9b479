package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Selects the listed entities that a pass takes: those that are unsent, that belong to this reader, and whose second of update is over.
 *
 * @param tracker the versions sent so far
 * @param until entities updated at this second or later belong to another reader
 * @param late whether the pass also takes entities that the mark has passed, as far back as the cursor knows everything that was sent
 */
record ReadFilter(CursorTracker tracker, long until, boolean late) {
    /** How far back an update must be by Intercom's clock. Two versions within one second would have the same time. */
    static final Duration SECOND_IS_OVER = Duration.ofSeconds(2);

    /** The pass ignores entities updated before this time. */
    Instant from() {
        return late ? tracker.sentSince() : tracker.mark();
    }

    /** Whether entities from some second on belong to another reader. */
    boolean hasEnd() {
        return until != Instant.MAX.getEpochSecond();
    }

    /** The spans whose list Intercom refuses, in order. */
    List<ParkedSpan> parkedSpans() {
        long from = from().getEpochSecond();
        return tracker.parkedSpans().stream().filter(span -> span.to() >= from).toList();
    }

    /** Whether the entity was updated before everything that may be unsent. */
    boolean isBeforeCursor(ListedEntity entity) {
        return entity.isTimed() && entity.time() < from().getEpochSecond();
    }

    /** Whether this version of the entity was not sent yet, and no retry sends it. */
    boolean isUnsent(ListedEntity entity) {
        return !isBeforeCursor(entity) && !tracker.wasSent(entity.id(), entity.time()) && !isRetried(entity);
    }

    /** Whether a retry requests the entity by its id: Intercom refuses it, or the mark has passed it. */
    private boolean isRetried(ListedEntity entity) {
        return entity.isTimed()
                && tracker.parked(entity.id())
                        .filter(parked -> parked.from() >= entity.time())
                        .filter(parked -> parked.reason() == ParkedEntity.Reason.REFUSED
                                || entity.time() < tracker.mark().getEpochSecond())
                        .isPresent();
    }

    /** Whether the entity belongs to another reader. */
    boolean isBeyondEnd(ListedEntity entity) {
        return entity.time() >= until;
    }

    /** Whether the entity waits for another pass or another reader. */
    boolean mustWait(ListedEntity entity) {
        return mustWait(entity.time(), entity.asOf());
    }

    /** Whether an entity with this update time waits for another pass or another reader. */
    boolean mustWait(long time, Instant asOf) {
        return time >= until || isUnsettled(time, asOf);
    }

    /** Whether the entity may change again within the second of its update. */
    static boolean isUnsettled(long time, Instant asOf) {
        return time > asOf.minus(SECOND_IS_OVER).getEpochSecond();
    }
}
