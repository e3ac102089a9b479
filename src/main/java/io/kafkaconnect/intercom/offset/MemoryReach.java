package io.kafkaconnect.intercom.offset;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Since when the memory contains every contact that was sent. If a contact was updated after this time and is not in the memory, it was never
 * sent. The time is stored beside the cursor as {@code "memory_since": "SINCE/SHARDS/CHECK"}. SHARDS is the number of stored shards. CHECK is
 * a sum over the other keys of the offset.
 *
 * <p>A person may delete a shard, set the mark to another time or drop a parked contact. The number or the sum then differs. The time of the
 * restart replaces the stored time: every contact that was updated before the restart counts as sent. The cursor may be stored much later than
 * the first shards. Each shard therefore carries the new time, too.
 *
 * @param since the time; {@link Instant#EPOCH} if the memory contains every contact
 */
public record MemoryReach(Instant since) {
    static final String KEY = "memory_since";

    /** The reach of a stream that has sent nothing yet. */
    public static final MemoryReach ALL = new MemoryReach(Instant.EPOCH);

    private static final int PARTS = 3;

    /**
     * The stored reach. If it is missing, an earlier version wrote the offset, or the settings turned the memory off.
     *
     * @param shards the number of shards that are stored
     * @param otherwise the reach if the entry is missing, or a person has changed what is stored
     * @throws InvalidOffsetException if the entry is not of this form
     */
    public static MemoryReach of(Map<String, ?> offset, int shards, MemoryReach otherwise) {
        Object stored = offset.get(KEY);
        if (stored == null) {
            return otherwise;
        }
        String[] parts = stored.toString().split("/", -1);
        if (parts.length != PARTS || !parts[1].matches("[0-9]{1,9}")) {
            throw new InvalidOffsetException(KEY, "must be the value that the connector wrote; or remove the key");
        }
        Instant since = CursorCodec.instant(KEY, parts[0]);
        boolean isUnchanged = Integer.parseInt(parts[1]) <= shards && parts[2].equals(check(offset));
        return isUnchanged ? new MemoryReach(since) : otherwise;
    }

    /** Adds the reach to an offset whose other entries are complete. */
    public void addTo(Map<String, Object> offset, int shards) {
        offset.put(KEY, since + "/" + shards + "/" + check(offset));
    }

    private static String check(Map<String, ?> offset) {
        Map<String, Object> others = new TreeMap<>(offset);
        others.remove(KEY);
        CRC32 sum = new CRC32();
        sum.update(others.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** The reach of a memory that has two parts: the later time. */
    public MemoryReach and(MemoryReach other) {
        return since.isAfter(other.since) ? this : other;
    }

    /** Whether the memory contains each contact that was updated at that second and sent. */
    public boolean contains(long updatedAt) {
        return updatedAt > since.getEpochSecond();
    }
}
