package io.kafkaconnect.intercom.memory;

import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rows of each owner in the shards. The rows of an owner mostly come one after the other, so the owner that was used last stays unpacked. Not
 * thread-safe.
 */
final class OwnerRows {
    /** The assumed number of rows of an unknown owner. */
    private static final int USUAL_ROWS = 4;

    private final OwnerShards shards;
    private final PackedRows codec;

    /** The owner that was used last; null if the shards have changed since. */
    private KnownOwner latest;

    OwnerRows(OwnerShards shards, PackedRows codec) {
        this.shards = shards;
        this.codec = codec;
    }

    /** An owner. */
    private static final class KnownOwner {
        private final String id;
        private final byte[] packed;
        private final SortedMap<String, Long> rows;
        /** Null if the memory does not contain the owner. */
        private OwnerShards.Found found;

        KnownOwner(String id, byte[] packed, OwnerShards.Found found, SortedMap<String, Long> rows) {
            this.id = id;
            this.packed = packed;
            this.found = found;
            this.rows = rows;
        }
    }

    /** Call this before the shards change in another way than through this object. */
    void shardsChange() {
        latest = null;
    }

    /** The rows of the owner, valid until the next call. */
    SortedMap<String, Long> rowsOf(String owner) {
        return owner(owner).rows;
    }

    /** The shard that contains the owner; empty if the memory does not contain the owner. */
    OptionalInt shardOf(String owner) {
        OwnerShards.Found found = owner(owner).found;
        return found == null ? OptionalInt.empty() : OptionalInt.of(found.shard());
    }

    /** See {@link OwnerShards#place}. */
    int place(String id, int rowsToCome) {
        KnownOwner owner = owner(id);
        int shard = shards.place(owner.found, owner.packed, rowsToCome);
        if (owner.found == null || owner.found.shard() != shard) {
            latest = null;
        }
        return shard;
    }

    /**
     * Changes rows of an owner, and returns whether they differ from those before. A new owner gets a place.
     *
     * @param changes row name to fingerprint; null for a row that is gone
     */
    boolean put(String id, Map<String, Long> changes) {
        KnownOwner owner = owner(id);
        // If something below throws, the shards lack these rows.
        latest = null;
        boolean differs = false;
        for (Map.Entry<String, Long> change : changes.entrySet()) {
            Long value = change.getValue() == null
                    ? null
                    : Integer.toUnsignedLong(change.getValue().intValue());
            Long last = value == null ? owner.rows.remove(change.getKey()) : owner.rows.put(change.getKey(), value);
            differs |= !Objects.equals(last, value);
        }
        if (owner.found == null) {
            shards.place(null, owner.packed, Math.max(USUAL_ROWS, owner.rows.size()));
            owner.found = shards.find(owner.packed);
        }
        if (differs) {
            byte[] packed = codec.pack(id, owner.rows);
            Shard.Place before = owner.found.place();
            owner.found = shards.put(owner.found.shard(), before, owner.packed, packed, before.hasOlderCopy());
        }
        latest = owner;
        return differs;
    }

    private KnownOwner owner(String id) {
        if (latest == null || !latest.id.equals(id)) {
            byte[] packed = PackedText.pack(id);
            OwnerShards.Found found = shards.find(packed);
            SortedMap<String, Long> rows = found == null
                    ? new TreeMap<>()
                    : codec.unpack(id, found.place().rows());
            latest = new KnownOwner(id, packed, found, rows);
        }
        return latest;
    }
}
