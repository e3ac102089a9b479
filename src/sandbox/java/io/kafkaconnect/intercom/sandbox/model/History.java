package io.kafkaconnect.intercom.sandbox.model;

import java.util.random.RandomGenerator;

/** The time span of a workspace's history, in epoch seconds. */
record History(long end, long seconds) {

    long any(RandomGenerator random) {
        return end - 1 - random.nextLong(Math.max(1, seconds));
    }

    /** A random second between then and now. */
    long since(long start, RandomGenerator random) {
        return start + random.nextLong(Math.max(1, end - start));
    }

    /** The second in which a bulk job changed many entities. */
    long bulk() {
        return end - 1 - seconds / 3;
    }
}
