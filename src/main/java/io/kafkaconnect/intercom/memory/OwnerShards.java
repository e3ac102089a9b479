package io.kafkaconnect.intercom.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The shards of a memory: finds the shard of each owner, and places new owners. An owner is known by its packed id. */
final class OwnerShards {
    /** The minimum size of a full shard in bytes. Each change stores its whole shard, so shards should be small. */
    private static final int MIN_SHARE = 4 << 10;

    /** The maximum size of a full shard in bytes. Its text is at most a quarter larger, which is far below the maximum size of a Kafka record. */
    private static final int MAX_SHARE = 256 << 10;

    /** The number of shards to aim for, because Connect keeps some hundred bytes in memory for each source partition. */
    private static final int MANY_SHARDS = 16_384;

    /** A shard is too large if it has more than this many times the size of a full shard. */
    private static final int OVERSIZE = 4;

    /** The estimated size of a row: four bytes for its fingerprint, and about three for its name. */
    private static final int BYTES_OF_A_ROW = 7;

    private final PackedRows codec;
    private final int maxShards;
    private final List<Shard> shards = new ArrayList<>();
    private final OwnerIndex index = new OwnerIndex();
    private final FormerCopies copies = new FormerCopies();

    /** Any thread may read it. */
    private volatile MemorySize size = MemorySize.NONE;

    /** The size of the open shard once it contains the rows of all owners that were placed in it. */
    private int expected;

    OwnerShards(PackedRows codec, int maxShards) {
        this.codec = codec;
        this.maxShards = Math.min(maxShards, OwnerIndex.MAX_SHARDS);
    }

    /** The shard of an owner, and its place there. */
    record Found(int shard, Shard.Place place) {}

    MemorySize size() {
        return size;
    }

    int count() {
        return shards.size();
    }

    /** The shard with that number. Opens it and all shards before it if they do not exist. */
    Shard shard(int number) {
        while (shards.size() <= number) {
            shards.add(new Shard());
        }
        return shards.get(number);
    }

    /** What to store of a shard: its owners, and the copies of owners that have left it. */
    Shard stored(int number) {
        Shard shard = shard(number);
        shard.trim();
        List<byte[]> left = copies.in(number);
        return left.isEmpty() ? shard : shard.with(left);
    }

    /** The shard is stored. */
    void wasStored(int number) {
        copies.stored(number);
    }

    void visit(Shard.OwnerVisitor visitor) {
        shards.forEach(shard -> shard.visit(visitor));
    }

    /** The owner's shard and place; null if the memory does not have the owner. */
    Found find(byte[] owner) {
        Shard.Place[] place = {null};
        int shard = index.find(OwnerIndex.hash(owner), number -> {
            place[0] = shards.get(number).find(owner);
            return place[0] != null;
        });
        return shard == OwnerIndex.NONE ? null : new Found(shard, place[0]);
    }

    /**
     * The shard in which the owner's rows are from now on. Adds a new owner to the open shard.
     *
     * @param known where the owner is now; null if the memory does not have the owner
     * @param rowsToCome the approximate number of rows of a new owner
     */
    int place(Found known, byte[] owner, int rowsToCome) {
        if (known != null && !isTooLarge(known)) {
            return known.shard();
        }
        int to = openShard();
        expected += owner.length + rowsToCome * BYTES_OF_A_ROW;
        if (known == null) {
            put(to, null, owner, new byte[0], false);
        } else if (to != known.shard()) {
            byte[] moved = bytes(known.place().rows());
            byte[] copy =
                    shards.get(known.shard()).record(owner, moved, known.place().hasOlderCopy());
            copies.add(known.shard(), to, copy);
            remove(known, owner);
            put(to, null, owner, moved, true);
        }
        return to;
    }

    /** Whether the owner must leave its shard, because the shard is too large. An owner that fills most of a shard stays. */
    private boolean isTooLarge(Found known) {
        Shard shard = shards.get(known.shard());
        int own = known.place().end() - known.place().begin();
        return shards.size() < maxShards && shard.size() > OVERSIZE * share() && own < shard.size() / 2;
    }

    private int openShard() {
        boolean isFull =
                shards.isEmpty() || Math.max(shards.get(shards.size() - 1).size(), expected) >= share();
        if (isFull && shards.size() < maxShards) {
            shards.add(new Shard());
            expected = 0;
        }
        return shards.size() - 1;
    }

    private int share() {
        return (int) Math.max(MIN_SHARE, Math.min(MAX_SHARE, size.bytes() / MANY_SHARDS));
    }

    /**
     * Puts an owner's rows into a shard, and returns their place.
     *
     * @param before the owner's place in the shard; null if the shard does not have the owner
     */
    Found put(int number, Shard.Place before, byte[] owner, byte[] packedRows, boolean hasOlderCopy) {
        Shard shard = shard(number);
        int bytes = shard.size();
        int rows = codec.count(ByteBuffer.wrap(packedRows)) - (before == null ? 0 : codec.count(before.rows()));
        Shard.Place place = shard.put(before, owner, packedRows, hasOlderCopy);
        size = size.plus(before == null ? 1 : 0, rows, shard.size() - bytes);
        if (before == null && index.isFull(1)) {
            refill();
        } else if (before == null) {
            index.add(OwnerIndex.hash(owner), number);
        }
        return new Found(number, place);
    }

    /**
     * Takes a stored shard as it is, without a copy of each owner. Returns false, and takes nothing, if the memory has one of the owners already or
     * the number is taken.
     */
    boolean adopt(int number, Shard stored) {
        if (shard(number).size() > 0) {
            return false;
        }
        List<byte[]> owners = new ArrayList<>();
        int[] rows = {0};
        stored.visit(place -> {
            owners.add(bytes(place.owner()));
            rows[0] += codec.count(place.rows());
        });
        int[] hashes = owners.stream().mapToInt(OwnerIndex::hash).toArray();
        boolean areNew = owners.stream().allMatch(owner -> find(owner) == null);
        if (!areNew || Arrays.stream(hashes).distinct().count() < hashes.length) {
            return false;
        }
        shards.set(number, stored);
        size = size.plus(hashes.length, rows[0], stored.size());
        if (index.isFull(hashes.length)) {
            refill();
        } else {
            Arrays.stream(hashes).forEach(hash -> index.add(hash, number));
        }
        return true;
    }

    private void refill() {
        index.reset(size.owners());
        for (int i = 0; i < shards.size(); i++) {
            int number = i;
            shards.get(i).visit(place -> index.add(OwnerIndex.hash(bytes(place.owner())), number));
        }
    }

    void remove(Found known, byte[] owner) {
        Shard shard = shards.get(known.shard());
        index.remove(OwnerIndex.hash(owner), number -> number == known.shard() && shard.find(owner) != null);
        int bytes = shard.size();
        int rows = codec.count(known.place().rows());
        shard.remove(known.place());
        size = size.plus(-1, -rows, shard.size() - bytes);
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
