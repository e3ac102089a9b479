package io.kafkaconnect.intercom.offset;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Since when the memory contains every contact that was sent, and since when it contains every version that was sent. If a contact was updated
 * after the first time and is not in the memory, it was never sent. If it was updated after the second time and the memory contains an
 * earlier version, the later version was never sent.
 *
 * <p>The times are stored beside the cursor as {@code "memory_since": "SINCE/SHARDS/CHECK/VERSIONS_SINCE"}. SHARDS is the number of stored
 * shards. CHECK is a sum over the other keys of the offset. Earlier versions of the connector stored no VERSIONS_SINCE.
 *
 * <p>A person may delete a shard, set the mark to another time or drop a parked contact. The number or the sum then differs. The time of the
 * restart replaces the stored times: every contact that was updated before the restart counts as sent. The cursor may be stored much later than
 * the first shards. Each shard therefore carries the new times, too.
 *
 * @param since the memory contains each contact that was updated later; {@link Instant#EPOCH} if it contains every contact
 * @param versionsSince the memory contains each version that was updated later; not before {@code since}
 */
public record MemoryReach(Instant since, Instant versionsSince) {
    static final String KEY = "memory_since";

    /** The reach of a stream that has sent nothing yet. */
    public static final MemoryReach ALL = new MemoryReach(Instant.EPOCH);

    private static final int PARTS = 4;

    public MemoryReach {
        versionsSince = later(since, versionsSince);
    }

    /** The reach of a memory that contains every contact and every version since the same time. */
    public MemoryReach(Instant since) {
        this(since, since);
    }

    /**
     * The stored reach. If it is missing, an earlier version wrote the offset, or the settings turned the memory off.
     *
     * @param shards the number of shards that are stored
     * @param otherwise the reach if the entry is missing, or a person has changed what is stored
     * @throws InvalidOffsetException if the entry is not of this form
     */
    public static MemoryReach of(Map<String, ?> offset, int shards, MemoryReach otherwise) {
        if (!offset.containsKey(KEY)) {
            return otherwise;
        }
        String[] parts = parts(offset);
        if (!isAsStored(offset, shards)) {
            return otherwise;
        }
        Instant since = CursorCodec.instant(KEY, parts[0]);
        return parts.length < PARTS
                ? new MemoryReach(since, otherwise.versionsSince)
                : new MemoryReach(since, CursorCodec.instant(KEY, parts[PARTS - 1]));
    }

    /**
     * Whether an offset with a reach is as the connector wrote it, with all its shards.
     *
     * @throws InvalidOffsetException if the entry is not of this form
     */
    public static boolean isAsStored(Map<String, ?> offset, int shards) {
        if (!offset.containsKey(KEY)) {
            return false;
        }
        String[] parts = parts(offset);
        return Integer.parseInt(parts[1]) <= shards && parts[2].equals(check(offset));
    }

    private static String[] parts(Map<String, ?> offset) {
        String[] parts = String.valueOf(offset.get(KEY)).split("/", -1);
        if (parts.length < PARTS - 1 || parts.length > PARTS || !parts[1].matches("[0-9]{1,9}")) {
            throw new InvalidOffsetException(KEY, "must be the value that the connector wrote; or remove the key");
        }
        CursorCodec.instant(KEY, parts[0]);
        if (parts.length == PARTS) {
            CursorCodec.instant(KEY, parts[PARTS - 1]);
        }
        return parts;
    }

    /** Adds the reach to an offset whose other entries are complete. */
    public void addTo(Map<String, Object> offset, int shards) {
        offset.put(KEY, since + "/" + shards + "/" + check(offset) + "/" + versionsSince);
    }

    /** Adds the reach to the offset of a shard. Nothing is added if the memory contains everything. */
    public void addToShard(Map<String, Object> offset) {
        if (versionsSince.isAfter(Instant.EPOCH)) {
            offset.put(KEY, since + "/" + versionsSince);
        }
    }

    /**
     * The reach that a shard carries: {@code SINCE/VERSIONS_SINCE}, or one time for both.
     *
     * @throws InvalidOffsetException if the entry is not of this form
     */
    public static MemoryReach ofShard(Map<String, ?> offset) {
        Object stored = offset.get(KEY);
        if (stored == null) {
            return ALL;
        }
        String[] times = stored.toString().split("/", -1);
        return new MemoryReach(
                CursorCodec.instant(KEY, times[0]), CursorCodec.instant(KEY, times[times.length == 1 ? 0 : 1]));
    }

    private static String check(Map<String, ?> offset) {
        Map<String, Object> others = new TreeMap<>(offset);
        others.remove(KEY);
        CRC32 sum = new CRC32();
        sum.update(others.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(sum.getValue());
    }

    /** The reach of a memory that has two parts: the later times. */
    public MemoryReach and(MemoryReach other) {
        return new MemoryReach(later(since, other.since), later(versionsSince, other.versionsSince));
    }

    /** The reach of a memory that has lost a version with that update time, in epoch seconds. */
    public MemoryReach without(long version) {
        return new MemoryReach(since, later(versionsSince, Instant.ofEpochSecond(version)));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether the memory contains each contact that was updated at that second and sent. */
    public boolean contains(long updatedAt) {
        return updatedAt > since.getEpochSecond();
    }

    /** Whether the memory contains the version of each contact that was updated at that second and sent. */
    public boolean containsVersions(long updatedAt) {
        return updatedAt > versionsSince.getEpochSecond();
    }
}
