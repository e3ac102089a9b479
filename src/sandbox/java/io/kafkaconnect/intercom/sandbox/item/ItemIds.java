package io.kafkaconnect.intercom.sandbox.item;

import java.util.UUID;

/** Makes unique ids for items and for what is inside them. Their order is independent of the order of their creation. */
final class ItemIds {

    private static final long FIRST = 3_000_000_000L;
    private static final long MASK = (1L << 30) - 1;

    private final long seed;
    private long made;

    ItemIds(long seed) {
        this.seed = seed;
    }

    /** 10 decimal digits: more than fits 31 bits. Multiplying by an odd number permutes the numbers of 30 bits. */
    String number() {
        return Long.toString(FIRST + ((made++ * 0x9E3779B1L + mix(seed)) & MASK));
    }

    String uuid() {
        long n = made++;
        return new UUID(mix(n ^ seed), mix(~n - seed)).toString();
    }

    static long mix(long n) {
        long z = (n ^ (n >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
