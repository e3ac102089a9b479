package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far an incremental stream has been sent. Every entity that was updated before {@code mark} has been sent, except those in
 * {@code parked}. Of the entities that were updated since, those in {@code sent} have been sent, each in the version with that update time.
 *
 * <p>Intercom's search index lags. The reader therefore requests everything after the mark again at every poll. It sends an entity only if
 * {@code sent} does not contain it with that update time.
 *
 * @param mark in whole seconds, like Intercom's times
 * @param sent entity id to update time in epoch seconds. Each time is at or after {@code sentSince} or in a parked span. An entity without
 *     an update time has its fingerprint here, as a negative number
 * @param parked entity id to the state of its retries. If Intercom does not list a span of update time, the key is the name of its
 *     {@link ParkedSpan}
 * @param sentSince {@code sent} contains every sent entity that was updated at or after this time. The time is not after the mark. If an
 *     entity was updated between the two and is not in {@code sent}, the search index showed it too late
 */
public record Cursor(Instant mark, Map<String, Long> sent, Map<String, ParkedEntity> parked, Instant sentSince) {

    public Cursor {
        sent = Map.copyOf(sent);
        parked = Map.copyOf(parked);
        sentSince = sentSince.isAfter(mark) ? mark : sentSince;
    }

    /** A cursor that does not know which entities updated before the mark were sent. */
    public Cursor(Instant mark, Map<String, Long> sent, Map<String, ParkedEntity> parked) {
        this(mark, sent, parked, mark);
    }

    /** A cursor without parked entities. */
    public Cursor(Instant mark, Map<String, Long> sent) {
        this(mark, sent, Map.of());
    }

    /** Whether a number in {@code sent} is an update time. Otherwise it is the fingerprint of an entity without one. */
    public static boolean isTime(long time) {
        return time >= 0;
    }

    /** The time behind everything that was sent: beyond the mark, too. */
    public Instant behindAllSent() {
        return sent.values().stream()
                .map(time -> Instant.ofEpochSecond(time + 1))
                .reduce(mark, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** The same cursor without the sent entities that were updated before the mark. */
    Cursor withoutLate() {
        Map<String, Long> beyond = new HashMap<>(sent);
        beyond.values().removeIf(time -> isTime(time) && time < mark.getEpochSecond());
        return new Cursor(mark, beyond, parked);
    }

    /** A cursor at the given time: nothing that was updated at or after it has been sent. */
    public static Cursor startingAt(Instant since) {
        return new Cursor(since, Map.of());
    }
}
