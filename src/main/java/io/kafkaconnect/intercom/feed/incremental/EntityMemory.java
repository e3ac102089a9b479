package io.kafkaconnect.intercom.feed.incremental;

import io.kafkaconnect.intercom.feed.Batch;
import io.kafkaconnect.intercom.feed.change.ShardOffsets;
import io.kafkaconnect.intercom.feed.change.VersionMark;
import io.kafkaconnect.intercom.memory.SentRows;
import io.kafkaconnect.intercom.offset.MemoryReach;
import io.kafkaconnect.intercom.offset.MemoryState;
import io.kafkaconnect.intercom.offset.UnstoredVersionsCodec;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The rows that the streams of a group have sent, and the shards that store them. */
public final class EntityMemory {
    private final SentRows rows;
    private final ShardOffsets shards;
    private final Set<Integer> unstored = new LinkedHashSet<>();
    private final UnstoredVersions versions;
    private MemoryState state = MemoryState.EMPTY;
    private Optional<MemoryReach> reach = Optional.empty();
    private Supplier<Instant> mark = () -> Instant.EPOCH;

    /** A complete memory. */
    public EntityMemory(SentRows rows, ShardOffsets shards) {
        this.rows = rows;
        this.shards = shards;
        this.versions = new UnstoredVersions(rows);
        shards.whenStored(versions::removeIn);
    }

    /** Sets how far the connector can rely on the memory, by the stored offset of the stream. */
    public void setState(MemoryState stored) {
        state = stored;
        shards.setCursorStored(true);
    }

    /**
     * Sets since when the memory contains every contact and every version that was sent. Without this call, nothing is known of that.
     *
     * @param unstored versions that were sent and are in no shard, by the contact's id
     */
    public void setReach(MemoryReach known, Map<String, Long> unstored) {
        changeReach(known);
        unstored.forEach((id, updatedAt) -> {
            // The offset of the stream may be older than the shard, and the contact deleted since.
            if (VersionMark.isSent(rows.rowsOf(id), id)) {
                rows.put(id, VersionMark.name(id), Math.max(updatedAt, VersionMark.of(rows.rowsOf(id), id)));
                changeReach(versions.add(id, updatedAt, reach.orElseThrow()));
            }
        });
    }

    private void changeReach(MemoryReach known) {
        reach = Optional.of(known);
        shards.setReach(known);
    }

    /**
     * A version was sent.
     *
     * @param isStored whether the batch stores the shard that remembers it
     */
    void sent(String id, long updatedAt, boolean isStored) {
        if (isStored) {
            versions.remove(id);
        } else {
            reach.ifPresent(known -> changeReach(versions.add(id, updatedAt, known)));
        }
    }

    /** Whether the memory contains each entity that was updated at that second and sent. */
    public boolean containsEach(long updatedAt) {
        return reach.filter(known -> known.contains(updatedAt)).isPresent();
    }

    /** Whether the memory contains the version of each entity that was updated at that second and sent. */
    public boolean containsVersions(long updatedAt) {
        return reach.filter(known -> known.containsVersions(updatedAt)).isPresent();
    }

    /** Adds to the offset of the stream how far the connector can rely on the memory as it is stored. A shard that is not stored makes it incomplete. */
    void addTo(Map<String, Object> offset, Instant atMark) {
        (unstored.isEmpty() ? state : state.incomplete()).addTo(offset, atMark);
        reach.ifPresent(known -> {
            UnstoredVersionsCodec.addTo(offset, versions.all());
            known.addTo(offset, shards.stored());
        });
    }

    /** Sets where to look up the time up to which the stream has sent everything. */
    public void readBy(Supplier<Instant> present) {
        mark = present;
    }

    /** Whether an entity with that update time is sent with all its rows, changed or not. That ends when the stream has read past the time of the rewind. */
    boolean isSentAgain(Instant updatedAt) {
        Instant until = state.resendUntil();
        return until.isAfter(Instant.EPOCH)
                && !updatedAt.isAfter(until)
                && !mark.get().isAfter(until);
    }

    /** Whether the memory contains every row that was ever sent. */
    public boolean isComplete() {
        return state.isComplete();
    }

    /** Since when the memory contains every entity that was sent, by what its stored shards say. */
    public MemoryReach storedReach() {
        return shards.reach();
    }

    /** The number of shards that are stored. */
    public int storedShards() {
        return shards.stored();
    }

    /**
     * Sets the state by the stored shards alone: the offset of the stream is not stored. If it was, a user has deleted it, and everything is
     * sent again.
     */
    public void setStateWithoutOffset(Instant now) {
        state = shards.isCursorStored() ? MemoryState.unknown(now) : MemoryState.EMPTY;
    }

    /** The next batch stores the shard. */
    void storing(int shard) {
        unstored.remove(shard);
    }

    /** The shard has changed, and no record of this batch stores it. */
    void notStoring(int shard) {
        unstored.add(shard);
    }

    /** The next shard that has changed and is not stored; the caller stores it now. */
    OptionalInt nextUnstored() {
        if (unstored.isEmpty()) {
            return OptionalInt.empty();
        }
        int next = unstored.iterator().next();
        unstored.remove(next);
        return OptionalInt.of(next);
    }

    /**
     * What to remember of a row until Kafka has acknowledged it. The shard may be stored and the row lost, so the value differs from the row's
     * fingerprint: the row is sent again when it is read again. A later version has another value, which this acknowledgement leaves alone.
     */
    long unconfirmed(String id, String name, long fingerprint, Batch batch) {
        long unconfirmed = unconfirmed(fingerprint);
        batch.whenAcknowledged(() -> {
            if (rows.isSent(id, name, unconfirmed)) {
                rows.put(id, name, fingerprint);
            }
        });
        return unconfirmed;
    }

    /** The same for a tombstone: the row stays known, without a fingerprint, until Kafka has the tombstone. */
    long unconfirmedEnd(String id, String name, Batch batch) {
        batch.whenAcknowledged(() -> {
            if (rows.isSent(id, name, 0)) {
                rows.remove(id, name);
            }
        });
        return 0;
    }

    /** The value of a row that Kafka may not have: the complement of its fingerprint. */
    public static long unconfirmed(long fingerprint) {
        return Integer.toUnsignedLong((int) ~fingerprint);
    }

    /** The rows that were sent. */
    public SentRows rows() {
        return rows;
    }

    ShardOffsets shards() {
        return shards;
    }
}
