package io.kafkaconnect.intercom.memory;

import java.util.Arrays;

/**
 * The keys that a pass has seen, as a set of 64-bit hashes. A key takes 12 to 24 bytes, and only during a pass. Among a million keys, two
 * have the same hash in one of about 37 million passes. The second then counts as seen.
 */
final class SeenKeys {
    private static final int MIN_SLOTS = 16;

    /** The value of an empty slot. A hash with this value is replaced by another. */
    private static final long EMPTY = 0;

    private long[] slots = new long[MIN_SLOTS];
    private int size;

    void add(long hash) {
        if ((size + 1) * 3L > slots.length * 2L) {
            grow();
        }
        int slot = slot(key(hash));
        if (slots[slot] == EMPTY) {
            slots[slot] = key(hash);
            size++;
        }
    }

    boolean contains(long hash) {
        return slots[slot(key(hash))] != EMPTY;
    }

    void clear() {
        slots = new long[MIN_SLOTS];
        size = 0;
    }

    /** The hash of a packed id. */
    static long hash(byte[] owner) {
        long hash = 0xcbf29ce484222325L;
        for (byte next : owner) {
            hash = (hash ^ next) * 0x100000001b3L;
        }
        return hash ^ hash >>> 29;
    }

    /** Combines the hash of a row with the hash of its owner. */
    static long hash(long owner, long row) {
        long hash = (owner ^ row * 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
        return hash ^ hash >>> 31;
    }

    private static long key(long hash) {
        return hash == EMPTY ? 1 : hash;
    }

    /** The slot with the key, or the empty slot where it belongs. */
    private int slot(long key) {
        int slot = (int) ((key * 0x9e3779b97f4a7c15L) >>> Long.numberOfLeadingZeros(slots.length - 1));
        while (slots[slot] != EMPTY && slots[slot] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        long[] before = slots;
        slots = new long[2 * before.length];
        size = 0;
        Arrays.stream(before).filter(key -> key != EMPTY).forEach(this::add);
    }
}
