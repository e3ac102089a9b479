package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How far an incremental stream has been sent: everything updated before {@code mark}, but for the entities in {@code parked}; and of what
 * was updated since, the entities in {@code sent}, each up to the update time it had. What lies behind the mark is read again at every
 * poll, since Intercom's search index lags, but sent only when it is not in {@code sent} at that time.
 *
 * @param mark whole seconds, as Intercom counts
 * @param sent entity id to update time in epoch seconds, all at or after {@code sentSince} or in a parked second; negative, to the fingerprint
 *     of an entity without a time
 * @param parked entity id to what is known of it: it is asked for again. A {@link ParkedSpan} by its name, where what was updated in it is not listed
 * @param sentSince what was updated from then on and sent is in {@code sent}; not after the mark. An entity between the two that is not in
 *     {@code sent} was shown too late
 */
public record Cursor(Instant mark, Map<String, Long> sent, Map<String, ParkedEntity> parked, Instant sentSince) {

    public Cursor {
        sent = Map.copyOf(sent);
        parked = Map.copyOf(parked);
        sentSince = sentSince.isAfter(mark) ? mark : sentSince;
    }

    /** Nothing before the mark is known to have been sent or not. */
    public Cursor(Instant mark, Map<String, Long> sent, Map<String, ParkedEntity> parked) {
        this(mark, sent, parked, mark);
    }

    /** Nothing is parked. */
    public Cursor(Instant mark, Map<String, Long> sent) {
        this(mark, sent, Map.of());
    }

    /** Whether this is a time, and not the fingerprint of an entity without one. */
    public static boolean isTime(long time) {
        return time >= 0;
    }

    /** The same with what was sent beyond the mark only. */
    Cursor withoutLate() {
        Map<String, Long> beyond = new HashMap<>(sent);
        beyond.values().removeIf(time -> isTime(time) && time < mark.getEpochSecond());
        return new Cursor(mark, beyond, parked);
    }

    /** Nothing sent of what was updated at or after the given time. */
    public static Cursor startingAt(Instant since) {
        return new Cursor(since, Map.of());
    }
}
