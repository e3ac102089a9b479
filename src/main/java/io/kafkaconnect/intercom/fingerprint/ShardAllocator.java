package io.kafkaconnect.intercom.fingerprint;

import java.util.function.IntUnaryOperator;

/**
 * The shard that new owners go to, one after the other, so that those that come together are stored together. When it holds its share, the
 * least full one is next: to twice what it holds, so that few shards are touched at a time, within limits, so that none grows much larger
 * than the rest.
 */
final class ShardAllocator {
    /** Small lists have small offsets. */
    private static final int MIN_GROWTH = 32;

    private static final int MAX_GROWTH = 2_000;

    private final int shards;
    private final IntUnaryOperator sizes;
    private int open;
    private int share;

    /**
     * Among so many shards.
     *
     * @param sizes how many owners a shard has
     */
    ShardAllocator(int shards, IntUnaryOperator sizes) {
        this.shards = shards;
        this.sizes = sizes;
    }

    /** Where the next new owner goes. */
    int next() {
        if (sizes.applyAsInt(open) >= share) {
            open = leastFull();
            int size = sizes.applyAsInt(open);
            share = size + Math.min(MAX_GROWTH, Math.max(MIN_GROWTH, size));
        }
        return open;
    }

    private int leastFull() {
        int least = 0;
        for (int shard = 1; shard < shards; shard++) {
            if (sizes.applyAsInt(shard) < sizes.applyAsInt(least)) {
                least = shard;
            }
        }
        return least;
    }
}
