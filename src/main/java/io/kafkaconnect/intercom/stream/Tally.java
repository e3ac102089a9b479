package io.kafkaconnect.intercom.stream;

import java.util.Arrays;

/** Counts the different ids among many, in eight bytes each. */
final class Tally {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[64];
    private int size;

    void add(String id) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size + size / 2);
        }
        hashes[size++] = hash(id);
    }

    /** How many different ones there were. */
    long distinct() {
        Arrays.sort(hashes, 0, size);
        long distinct = 0;
        for (int i = 0; i < size; i++) {
            distinct += i == 0 || hashes[i] != hashes[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    /** FNV-1a: among ten million ids two are taken for one with a chance of one in 300,000. */
    private static long hash(String id) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
