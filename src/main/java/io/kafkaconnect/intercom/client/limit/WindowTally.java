package io.kafkaconnect.intercom.client.limit;

/** The counters of one window of the rate limit. Not thread-safe; the client guards it. */
final class WindowTally {
    /** The number of the first request that was sent in the window. */
    final long first;

    FairShare fairShare;
    /** Our own requests in the window, by their responses. */
    int answered;
    /** The requests of all programs in the window: the highest number in any response. */
    int taken;

    WindowTally(long first, FairShare fairShare) {
        this.first = first;
        this.fairShare = fairShare;
    }
}
