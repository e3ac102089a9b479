package io.kafkaconnect.intercom.stream;

import java.time.Instant;
import java.util.Map;

/**
 * How far an incremental stream has been sent: everything updated before {@code mark}, but for the entities in {@code parked}; and of what
 * was updated since, the entities in {@code sent}, each up to the update time it had. What lies behind the mark is read again at every
 * poll, since Intercom's search index lags, but sent only when it is not in {@code sent} at that time.
 *
 * @param mark whole seconds, as Intercom counts
 * @param sent entity id to update time in epoch seconds, all at or after the mark; negative, to the fingerprint of an entity without a time
 * @param parked entity id to what is known of it: it is asked for again
 */
public record Cursor(Instant mark, Map<String, Long> sent, Map<String, Parked> parked) {

    public Cursor {
        sent = Map.copyOf(sent);
        parked = Map.copyOf(parked);
    }

    /** Nothing is parked. */
    public Cursor(Instant mark, Map<String, Long> sent) {
        this(mark, sent, Map.of());
    }

    /** Nothing sent of what was updated at or after the given time. */
    public static Cursor startingAt(Instant since) {
        return new Cursor(since, Map.of());
    }
}
