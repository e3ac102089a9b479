package io.kafkaconnect.intercom.memory;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The shard of each owner, as an open-addressing hash table of shard numbers. A slot also contains eight bits of the owner's hash: a wrong
 * shard therefore matches only once in 256 times. The index does not contain the owner itself. It asks the shard whether it has the owner.
 */
final class OwnerIndex {
    /** No shard. */
    static final int NONE = -1;

    private static final int EMPTY = -1;
    private static final int DELETED = -2;
    private static final int MIN_SLOTS = 16;
    private static final int SHARD_BITS = 24;
    private static final int SHARD = (1 << SHARD_BITS) - 1;

    /** Shard numbers from here on would look like an empty or a deleted slot. */
    static final int MAX_SHARDS = SHARD - 1;

    private int[] slots = emptySlots(MIN_SLOTS);
    private int used;

    /**
     * The shard of an owner with this hash; NONE if there is none.
     *
     * @param holds whether a shard has the owner
     */
    int find(int hash, IntPredicate holds) {
        int slot = slotOf(hash, holds);
        return slot < 0 ? NONE : slots[slot] & SHARD;
    }

    /** Whether so many more owners need a larger table. The caller must then reset the table and add all owners again. */
    boolean isFull(int more) {
        return (used + more) * 4L > slots.length * 3L;
    }

    /** Empties the table. The new table has room for half as many owners again: for 1,000 owners, it has 2,048 slots and room for 1,536. */
    void reset(int owners) {
        int slotCount = MIN_SLOTS;
        while (slotCount * 3L < owners * 6L) {
            slotCount *= 2;
        }
        slots = emptySlots(slotCount);
        used = 0;
    }

    /** Adds an owner that the index does not have. */
    void add(int hash, int shard) {
        int slot = home(hash);
        while (slots[slot] != EMPTY) {
            slot = next(slot);
        }
        slots[slot] = tag(hash) | shard;
        used++;
    }

    /** Removes an owner that the index has. */
    void remove(int hash, IntPredicate holds) {
        slots[slotOf(hash, holds)] = DELETED;
    }

    /** A hash of an owner: FNV-1a with a final mix, because consecutive ids differ only in their last bytes. */
    static int hash(byte[] owner) {
        int hash = 0x811c9dc5;
        for (byte next : owner) {
            hash = (hash ^ next) * 0x01000193;
        }
        hash = (hash ^ hash >>> 16) * 0x85ebca6b;
        return (hash ^ hash >>> 13) * 0xc2b2ae35;
    }

    private int slotOf(int hash, IntPredicate holds) {
        int tag = tag(hash);
        for (int slot = home(hash); slots[slot] != EMPTY; slot = next(slot)) {
            int content = slots[slot];
            if (content != DELETED && (content & ~SHARD) == tag && holds.test(content & SHARD)) {
                return slot;
            }
        }
        return NONE;
    }

    private static int tag(int hash) {
        return hash << SHARD_BITS;
    }

    private int home(int hash) {
        return (hash * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, EMPTY);
        return slots;
    }
}
