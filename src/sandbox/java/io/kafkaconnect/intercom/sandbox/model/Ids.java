package io.kafkaconnect.intercom.sandbox.model;

import java.util.Locale;

/** Makes unique ids. Their order is independent of the order of their creation. */
final class Ids {

    private final long seed;
    private long made;
    private long counted;

    Ids(long seed) {
        this.seed = seed;
    }

    /** 24 hexadecimal digits, as contacts, companies and segments have. */
    String hex() {
        long n = made++;
        return String.format(Locale.ROOT, "%08x%016x", (int) mix(seed ^ ~n), mix(n + seed));
    }

    /** 15 decimal digits, as conversations have: more than fits 32 bits. */
    String number() {
        return Long.toString(200_000_000_000_000L + scattered(40));
    }

    /** 11 decimal digits, as parts and notes have. */
    String shortNumber() {
        return Long.toString(20_000_000_000L + scattered(36));
    }

    /** 15 decimal digits that no conversation has. */
    String ticket() {
        return Long.toString(215_000_000_000_000L + scattered(40));
    }

    /** 11 decimal digits that no part of a conversation has. */
    String ticketPart() {
        return Long.toString(90_000_000_000L + scattered(33));
    }

    /** The number after the last one. */
    String count() {
        return Long.toString(++counted);
    }

    /** Multiplying by an odd number permutes the numbers of so many bits. */
    private long scattered(int bits) {
        return (made++ * 0x9E3779B97F4A7C15L + mix(seed)) & ((1L << bits) - 1);
    }

    static long mix(long n) {
        long z = (n ^ (n >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
