package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The moving cursor: the mark, the versions sent of entities updated since, and the parked entities. The mark only moves forward. Used by the task's
 * thread.
 */
final class CursorTracker {
    /** The offset has no room for more parked entities: each takes about 40 bytes. */
    private static final int MAX_PARKED = 5_000;

    private Instant mark;
    private final Map<String, Long> sent;
    private final Map<String, ParkedEntity> parked;
    /** The parked spans by their first seconds. */
    private final NavigableMap<Long, ParkedSpan> parkedSpans = new TreeMap<>();

    private final RefusedEntities refused;

    private Instant sentSince;
    private CursorTracker past;
    private long pastUntil;

    /**
     * At a stored cursor.
     *
     * @param firstPause the pause before the second request of a parked entity
     */
    CursorTracker(Cursor cursor, Duration firstPause) {
        this.refused = new RefusedEntities(firstPause);
        this.mark = cursor.mark();
        this.sentSince = cursor.sentSince();
        this.sent = new HashMap<>(cursor.sent());
        this.parked = new TreeMap<>();
        cursor.parked()
                .forEach((id, entity) ->
                        ParkedSpan.named(id).ifPresentOrElse(span -> park(span, entity), () -> park(id, entity)));
    }

    Instant mark() {
        return mark;
    }

    /** Whether this version of the entity or a newer one was sent. Of an untimed entity, {@code time} is the fingerprint. */
    boolean wasSent(String id, long time) {
        Long sentAs = sent.get(id);
        return sentAs != null && (Cursor.isTime(time) ? sentAs >= time : sentAs == time);
    }

    /** The tracker knows every version that was updated since this time and sent. */
    Instant sentSince() {
        return sentSince;
    }

    /** The update time of the version sent last; negative if unknown. */
    long lastSentTime(String id) {
        return sent.getOrDefault(id, ListedEntity.UNKNOWN);
    }

    /** Marks each version sent from now on as sent in the other tracker too, if it was updated before that second. */
    void copySentTo(CursorTracker backfill, long until) {
        past = backfill;
        pastUntil = until;
    }

    void markSent(String id, long time) {
        if (past != null && time < pastUntil) {
            past.markSent(id, time);
        }
        sent.merge(id, time, Cursor.isTime(time) ? Math::max : (before, now) -> now);
    }

    /** Whether the offset has no room for more parked entities. */
    boolean isFull() {
        return parked.size() >= MAX_PARKED;
    }

    void park(String id, ParkedEntity entity) {
        parked.put(id, entity);
        refused.parked(id, entity);
        ParkedSpan.named(id).ifPresent(span -> parkedSpans.put(span.from(), span));
    }

    /**
     * Parks a span. Adjacent spans become one, which waits as the last one does. Two single seconds remain two, because the list shows each alone.
     *
     * @return whether the span is new and has no adjacent span
     */
    boolean park(ParkedSpan span, ParkedEntity entity) {
        List<ParkedSpan> adjacent = parkedSpans.values().stream()
                .filter(one -> one.meets(span) && !(one.isSecond() && span.isSecond()))
                .toList();
        ParkedSpan whole = adjacent.stream().reduce(span, ParkedSpan::with);
        if (parked.containsKey(whole.name())) {
            return false;
        }
        List<Instant> since =
                adjacent.stream().flatMap(one -> unpark(one.name()).stream()).toList();
        park(whole.name(), new ParkedEntity(entity.reason(), whole.from(), entity.looks(), entity.due()));
        since.forEach(time -> refused.tookUp(whole.name(), time));
        return adjacent.isEmpty();
    }

    /** Returns since when the entity was parked, if Intercom refused it. */
    Optional<Instant> unpark(String id) {
        parked.remove(id);
        ParkedSpan.named(id).ifPresent(span -> parkedSpans.remove(span.from(), span));
        return refused.unparked(id);
    }

    RefusedEntities refused() {
        return refused;
    }

    Optional<ParkedEntity> parked(String id) {
        return Optional.ofNullable(parked.get(id));
    }

    Map<String, ParkedEntity> parked() {
        return parked;
    }

    /** The parked spans, in order. */
    Collection<ParkedSpan> parkedSpans() {
        return parkedSpans.values();
    }

    /** The parked span that contains the given one; empty if there is none. */
    Optional<ParkedSpan> parkedSpan(ParkedSpan part) {
        return Optional.ofNullable(parkedSpans.floorEntry(part.from()))
                .map(Map.Entry::getValue)
                .filter(span -> span.holds(part));
    }

    /**
     * Moves the mark: every entity that Intercom has shown so far and that was updated before {@code time} was sent or is parked.
     *
     * @param memory the tracker still remembers which versions were sent of entities updated within this duration before {@code time}. A list may show
     *     such an entity late
     */
    void moveMark(Instant time, Duration memory) {
        if (time.isAfter(mark)) {
            mark = time;
            Instant known = time.minus(memory);
            sentSince = known.isAfter(sentSince) ? known : sentSince;
            long seconds = sentSince.getEpochSecond();
            // When Intercom lists a parked span at last, the reader must know which of its entities were sent.
            sent.values().removeIf(updated -> Cursor.isTime(updated) && updated < seconds && !isInParkedSpan(updated));
        }
    }

    private boolean isInParkedSpan(long time) {
        Map.Entry<Long, ParkedSpan> last = parkedSpans.floorEntry(time);
        return last != null && last.getValue().holds(time);
    }

    Cursor cursor() {
        return new Cursor(mark, sent, parked, sentSince);
    }
}
