package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which of the entities in a list are to be taken: those that were not sent yet, that are this reader's, and whose second of update is
 * over.
 *
 * @param memory what was sent
 * @param until entities updated at that second or later are another reader's
 * @param late also those that the mark has passed, as far back as all that was sent is known
 */
record ReadFilter(CursorTracker memory, long until, boolean late) {
    /** How long an update must be over, by Intercom's clock: within one second two versions could not be told apart. */
    static final Duration SECOND_IS_OVER = Duration.ofSeconds(2);

    /** What was updated before that is not wanted. */
    Instant from() {
        return late ? memory.sentSince() : memory.mark();
    }

    /** What is not listed, since Intercom fails at it; in order. */
    List<ParkedSpan> parkedSpans() {
        long from = from().getEpochSecond();
        return memory.parkedSpans().stream().filter(span -> span.to() >= from).toList();
    }

    /** Whether it was updated before everything that may be new. */
    boolean isOld(ListedEntity entity) {
        return entity.isTimed() && entity.time() < from().getEpochSecond();
    }

    /** Whether it was not sent as of its time; without a time, as it is. */
    boolean isNew(ListedEntity entity) {
        return !isOld(entity) && !memory.has(entity.id(), entity.time()) && !isAskedFor(entity);
    }

    /** What is parked and is refused, or was passed by the mark, is asked for by its id. */
    private boolean isAskedFor(ListedEntity entity) {
        return entity.isTimed()
                && memory.parked(entity.id())
                        .filter(parked -> parked.from() >= entity.time())
                        .filter(parked -> parked.reason() == ParkedEntity.Reason.REFUSED
                                || entity.time() < memory.mark().getEpochSecond())
                        .isPresent();
    }

    /** Whether it is another reader's. */
    boolean isAnothers(ListedEntity entity) {
        return entity.time() >= until;
    }

    /** Whether the entity is left for another pass or another reader. */
    boolean isLeft(ListedEntity entity) {
        return isLeft(entity.time(), entity.asOf());
    }

    boolean isLeft(long time, Instant asOf) {
        return time >= until || isUnsettled(time, asOf);
    }

    /** Whether it may change again within the second that its time names. */
    static boolean isUnsettled(long time, Instant asOf) {
        return time > asOf.minus(SECOND_IS_OVER).getEpochSecond();
    }
}
