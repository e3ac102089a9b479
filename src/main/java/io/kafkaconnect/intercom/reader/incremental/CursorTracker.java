package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The cursor while it moves: the mark, the entities sent of what was updated since, and those that are parked. Marks only move forward.
 */
final class CursorTracker {
    /** More than that do not wait to be asked for again: each takes some forty bytes of the offset. */
    private static final int MAX_PARKED = 5_000;

    private Instant mark;
    private final Map<String, Long> sent;
    private final Map<String, ParkedEntity> parked;
    /** By their first seconds. */
    private final NavigableMap<Long, ParkedSpan> parkedSpans = new TreeMap<>();

    /** How many of them are refused; read by any thread. */
    private final AtomicInteger refused = new AtomicInteger();

    private Instant sentSince;
    private CursorTracker past;
    private long pastUntil;

    CursorTracker(Cursor cursor) {
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

    /** Whether the entity was sent as of the given update time or a later one; without a time, with that fingerprint. */
    boolean has(String id, long time) {
        Long sentAs = sent.get(id);
        return sentAs != null && (Cursor.isTime(time) ? sentAs >= time : sentAs == time);
    }

    /** What was updated from then on, and sent, is known. */
    Instant sentSince() {
        return sentSince;
    }

    /** As of which update time the entity was sent last; negative where that is not known. */
    long sentAs(String id) {
        return sent.getOrDefault(id, ListedEntity.NOWHERE);
    }

    /** What is sent from now on of what was updated before that second needs not be sent of the past. */
    void tells(CursorTracker reader, long until) {
        past = reader;
        pastUntil = until;
    }

    void sent(String id, long time) {
        if (past != null && time < pastUntil) {
            past.sent(id, time);
        }
        sent.merge(id, time, Cursor.isTime(time) ? Math::max : (before, now) -> now);
    }

    /** Whether no more should be parked. */
    boolean isFull() {
        return parked.size() >= MAX_PARKED;
    }

    void park(String id, ParkedEntity entity) {
        counted(parked.put(id, entity), -1);
        counted(entity, 1);
        ParkedSpan.named(id).ifPresent(span -> parkedSpans.put(span.from(), span));
    }

    /**
     * Parks what was updated in that span. Spans that meet become one, which waits as the last one does; single seconds stay, since each can be
     * listed alone.
     *
     * @return whether it is new, and meets none
     */
    boolean park(ParkedSpan span, ParkedEntity entity) {
        List<ParkedSpan> met = parkedSpans.values().stream()
                .filter(one -> one.meets(span) && !(one.isSecond() && span.isSecond()))
                .toList();
        ParkedSpan whole = met.stream().reduce(span, ParkedSpan::with);
        if (parked.containsKey(whole.name())) {
            return false;
        }
        met.forEach(one -> unpark(one.name()));
        park(whole.name(), new ParkedEntity(entity.reason(), whole.from(), entity.looks(), entity.due()));
        return met.isEmpty();
    }

    void unpark(String id) {
        counted(parked.remove(id), -1);
        ParkedSpan.named(id).ifPresent(span -> parkedSpans.remove(span.from(), span));
    }

    private void counted(ParkedEntity entity, int by) {
        if (entity != null && entity.isRefused()) {
            refused.addAndGet(by);
        }
    }

    int refused() {
        return refused.get();
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

    /**
     * Everything that was shown until now and was updated before {@code time} has been sent or is parked.
     *
     * @param late what was updated so long before {@code time} or later may still be shown: what was sent of it stays known
     */
    void moveTo(Instant time, Duration late) {
        if (time.isAfter(mark)) {
            mark = time;
            Instant known = time.minus(late);
            sentSince = known.isAfter(sentSince) ? known : sentSince;
            long seconds = sentSince.getEpochSecond();
            // When a parked span is listed, it must be known what of it was sent.
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
