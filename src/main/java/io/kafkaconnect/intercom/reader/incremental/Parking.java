package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.StreamListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntSupplier;

/** Parks entities and spans in the cursor, and decides when the reader requests each of them again. Used by the task's thread. */
final class Parking {
    private final CursorTracker tracker;
    private final ReadPace pace;
    private final IntSupplier decisions;
    private final Clock clock;
    private final StreamListener listener;

    private int seenDecisions;
    /** Whether the listener knows that parked entities hold up this pass. */
    private boolean held;

    /**
     * Parks in that cursor.
     *
     * @param pace the settling time, and the first pause of a refused entity
     * @param decisions see {@link io.kafkaconnect.intercom.reader.enrich.Enricher#decisions()}
     */
    Parking(CursorTracker tracker, ReadPace pace, IntSupplier decisions, Clock clock, StreamListener listener) {
        this.tracker = tracker;
        this.pace = pace;
        this.decisions = decisions;
        this.clock = clock;
        this.listener = listener;
    }

    /** An entity may have an update at that second that no list shows. The caller repeats the call as long as too many entities are parked. */
    void missed(String id, long updated) {
        if (!tracker.wasSent(id, updated) && !tracker.isFull()) {
            parkNow(id, ParkedEntity.Reason.MISSED, updated);
        }
    }

    /** Intercom refuses an entity and gives others. */
    void refused(String id, long time, Failure failure) {
        if (tracker.parked(id).isEmpty()) {
            // If Intercom meanwhile refuses something for all entities, that may be the reason: the retry decides.
            // A mere failure no longer holds up other entities, and its retry needs no pause.
            boolean isDueAtOnce = decisions.getAsInt() > 0 || !failure.isRefusal();
            Instant due = isDueAtOnce ? clock.instant() : clock.instant().plus(pace.pause());
            tracker.park(id, ParkedEntity.until(ParkedEntity.Reason.REFUSED, time, due));
            listener.parked(id, failure);
        }
    }

    /** Intercom refuses the list of a span and gives others. Adjacent spans become one. */
    void refused(ParkedSpan span, Failure failure) {
        if (tracker.park(span, ParkedEntity.until(ParkedEntity.Reason.REFUSED, span.from(), clock.instant()))) {
            listener.spanParked(Instant.ofEpochSecond(span.from()), Instant.ofEpochSecond(span.to()), failure);
        }
    }

    /** If Intercom has refused something for all entities since the last call, every refused entity becomes due: its retry goes without that. */
    void retryRefused() {
        if (decisions.getAsInt() == seenDecisions) {
            return;
        }
        seenDecisions = decisions.getAsInt();
        tracker.parked()
                .replaceAll((id, entity) ->
                        entity.reason() == ParkedEntity.Reason.REFUSED ? entity.at(clock.instant()) : entity);
    }

    /** Parks the entity until now, unless it is parked already. */
    void parkNow(String id, ParkedEntity.Reason reason, long from) {
        parkOnce(id, ParkedEntity.until(reason, from, clock.instant()));
    }

    /** Parks the entity until all copies of Intercom's data agree, unless it is parked already. */
    void parkUntilSettled(String id, ParkedEntity.Reason reason, long from) {
        parkOnce(id, ParkedEntity.until(reason, from, settled()));
    }

    private void parkOnce(String id, ParkedEntity entity) {
        if (tracker.parked(id).isEmpty()) {
            tracker.park(id, entity);
        }
    }

    /** The time at which a copy of Intercom's data that lags now agrees with the others. */
    Instant settled() {
        Duration least = ReadFilter.SECOND_IS_OVER;
        return clock.instant().plus(pace.settle().compareTo(least) < 0 ? least : pace.settle());
    }

    /**
     * A retry showed an older version. Most copies catch up within the settling time, so the second retry follows after it. Further retries have
     * growing pauses.
     */
    void retryStale(String id, ParkedEntity parked) {
        tracker.park(id, parked.looks() == 0 ? parked.settling(parked.reason(), settled()) : afterPause(parked));
    }

    /** A retry failed: the next one follows after a longer pause. */
    void retryLater(String id, ParkedEntity parked) {
        tracker.park(id, afterPause(parked));
    }

    /** A retry of a span showed a part of it. The rest waits as the span did. */
    void retryLater(ParkedSpan rest, ParkedEntity parked) {
        tracker.park(rest, afterPause(parked));
    }

    /** Reports once a pass that the offset has no room for more parked entities. Retries make room for a few entities now and then. */
    void reportIfFull() {
        if (tracker.isFull() && !held) {
            held = true;
            listener.held(tracker.parked().size());
        }
    }

    void passEnds() {
        held = false;
    }

    private ParkedEntity afterPause(ParkedEntity parked) {
        return parked.later(parked.reason(), clock.instant(), pace.pause());
    }
}
