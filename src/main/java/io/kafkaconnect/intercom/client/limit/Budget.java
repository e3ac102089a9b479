package io.kafkaconnect.intercom.client.limit;

/**
 * The part of the rate limit that all tasks together may use.
 *
 * @param share as a part of the limit
 * @param reserve the number of requests in a window that stay free in any case
 */
record Budget(double share, int reserve) {

    /** The requests that all tasks together may send in a window with that limit; at least one, so that the connector never stops. */
    int of(int limit) {
        int shared = (int) Math.floor(limit * share + 1e-6);
        return Math.max(1, Math.min(shared, limit - reserve));
    }
}
