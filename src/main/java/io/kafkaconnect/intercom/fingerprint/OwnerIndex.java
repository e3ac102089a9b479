package io.kafkaconnect.intercom.fingerprint;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * The owners of a memory, each with its rows packed: shard by shard, and found by an open-addressing hash table of their numbers. A
 * number tells shard and place; the number of an owner may change when another is removed.
 */
final class OwnerIndex {
    /** No owner has this number. */
    static final int NONE = -1;

    private static final int FEWEST_SLOTS = 16;

    private final Shard[] shards;
    private int[] slots = emptySlots(FEWEST_SLOTS);
    private int size;

    private static final class Shard {
        private byte[][] owners = {};
        private int size;
        private final BitSet met = new BitSet();
    }

    OwnerIndex(int shards) {
        this.shards = new Shard[shards];
        Arrays.setAll(this.shards, i -> new Shard());
    }

    /** The number of the owner that is packed so; NONE if it is not here. */
    int find(byte[] owner) {
        for (int slot = home(owner, owner.length); ; slot = next(slot)) {
            int number = slots[slot];
            if (number == NONE || startsWith(rows(number), owner)) {
                return number;
            }
        }
    }

    /** Takes in an owner that is not here yet; gives its number. */
    int add(int shard, byte[] rows) {
        if ((size + 1) * 3L > slots.length * 2L) {
            grow();
        }
        Shard to = shards[shard];
        if (to.size == to.owners.length) {
            to.owners = Arrays.copyOf(to.owners, to.size + to.size / 4 + 4);
        }
        to.owners[to.size] = rows;
        int number = to.size * shards.length + shard;
        to.size++;
        size++;
        enter(number);
        return number;
    }

    byte[] rows(int number) {
        return shards[shard(number)].owners[place(number)];
    }

    void replace(int number, byte[] rows) {
        shards[shard(number)].owners[place(number)] = rows;
    }

    /** Takes out an owner; the last of its shard gets its number. */
    void remove(int number) {
        leave(number);
        Shard shard = shards[shard(number)];
        int last = shard.size - 1;
        int lastNumber = last * shards.length + shard(number);
        if (lastNumber != number) {
            slots[slotOf(lastNumber)] = number;
            shard.owners[place(number)] = shard.owners[last];
            shard.met.set(place(number), shard.met.get(last));
        }
        shard.owners[last] = null;
        shard.met.clear(last);
        shard.size--;
        size--;
    }

    int shard(int number) {
        return number % shards.length;
    }

    /** How many owners there are. */
    int size() {
        return size;
    }

    /** How many owners a shard has. */
    int size(int shard) {
        return shards[shard].size;
    }

    void meet(int number) {
        shards[shard(number)].met.set(place(number));
    }

    /** From now on nobody has been met. */
    void forgetMeetings() {
        for (Shard shard : shards) {
            shard.met.clear();
        }
    }

    void visit(int shard, Consumer<byte[]> visitor) {
        for (int i = 0; i < shards[shard].size; i++) {
            visitor.accept(shards[shard].owners[i]);
        }
    }

    /** Those that were not met. */
    void visitUnmet(Consumer<byte[]> visitor) {
        for (Shard shard : shards) {
            for (int i = shard.met.nextClearBit(0); i < shard.size; i = shard.met.nextClearBit(i + 1)) {
                visitor.accept(shard.owners[i]);
            }
        }
    }

    private int place(int number) {
        return number / shards.length;
    }

    private static boolean startsWith(byte[] rows, byte[] owner) {
        return rows.length >= owner.length && Arrays.equals(rows, 0, owner.length, owner, 0, owner.length);
    }

    private void grow() {
        int[] before = slots;
        slots = emptySlots(2 * before.length);
        for (int number : before) {
            if (number != NONE) {
                enter(number);
            }
        }
    }

    private static int[] emptySlots(int count) {
        int[] slots = new int[count];
        Arrays.fill(slots, NONE);
        return slots;
    }

    private void enter(int number) {
        int slot = home(number);
        while (slots[slot] != NONE) {
            slot = next(slot);
        }
        slots[slot] = number;
    }

    /** Those behind it that would not be found over a gap move up. */
    private void leave(int number) {
        int gap = slotOf(number);
        for (int slot = next(gap); slots[slot] != NONE; slot = next(slot)) {
            int home = home(slots[slot]);
            if (distance(home, slot) >= distance(gap, slot)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = NONE;
    }

    private int slotOf(int number) {
        int slot = home(number);
        while (slots[slot] != number) {
            slot = next(slot);
        }
        return slot;
    }

    private int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (slots.length - 1);
    }

    private int home(int number) {
        byte[] rows = rows(number);
        return home(rows, RowNameCodec.end(rows, 0));
    }

    /** FNV-1a, then the upper bits of a product: ids count upwards in their last bytes. */
    private int home(byte[] owner, int end) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < end; i++) {
            hash = (hash ^ owner[i]) * 0x01000193;
        }
        return (hash * 0x9e3779b9) >>> Integer.numberOfLeadingZeros(slots.length - 1);
    }
}
