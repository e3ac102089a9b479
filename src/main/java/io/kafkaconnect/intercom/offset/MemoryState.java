package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.Map;

/**
 * How far the connector can rely on the memory of sent rows. The state is stored beside the cursor as {@code "memory":
 * "MARK/UNTIL/complete"}. If the stored mark differs from the cursor's mark, a user has rewound the stream.
 *
 * @param resendUntil all rows of entities updated up to this time are sent, changed or not; the epoch if no row is sent again
 * @param isComplete whether the memory contains every row that was ever sent: an entity without rows in the memory was then never sent
 */
public record MemoryState(Instant resendUntil, boolean isComplete) {
    static final String KEY = "memory";

    private static final String COMPLETE = "complete";
    private static final String PARTIAL = "partial";

    /** Nothing has been sent yet. */
    public static final MemoryState EMPTY = new MemoryState(Instant.EPOCH, true);

    /** The state if rows were sent that the memory does not contain. Each entity that is read is then sent with all its rows. */
    public static MemoryState unknown(Instant now) {
        return new MemoryState(now, false);
    }

    /**
     * The stored state. If an offset has no state, an earlier version wrote it, or the settings turned the memory off.
     *
     * @param mark the mark of the cursor
     * @param now a rewound stream sends all rows of entities updated up to this time
     * @throws InvalidOffsetException if the state is not of this form
     */
    public static MemoryState of(Map<String, ?> offset, Instant mark, Instant now) {
        Object stored = offset.get(KEY);
        if (stored == null) {
            return unknown(now);
        }
        String[] parts = stored.toString().split("/", -1);
        if (parts.length != 3 || !(parts[2].equals(COMPLETE) || parts[2].equals(PARTIAL))) {
            throw new InvalidOffsetException(KEY, "must be the value that the connector wrote; or remove the key");
        }
        boolean isRewound = !CursorCodec.instant(KEY, parts[0]).equals(mark);
        Instant until = CursorCodec.instant(KEY, parts[1]);
        return new MemoryState(isRewound ? now : until, parts[2].equals(COMPLETE));
    }

    /** The same state of a memory that lacks rows that were sent. */
    public MemoryState incomplete() {
        return new MemoryState(resendUntil, false);
    }

    /** Adds the state to an offset. */
    public void addTo(Map<String, Object> offset, Instant mark) {
        Instant until = mark.isAfter(resendUntil) ? Instant.EPOCH : resendUntil;
        offset.put(KEY, mark + "/" + until + "/" + (isComplete ? COMPLETE : PARTIAL));
    }
}
