package io.kafkaconnect.intercom.client.limit;

/**
 * Headroom left unused at the end of a rate-limit window. It covers requests that other tasks still have in flight, which our headers do
 * not show yet, and rounding. It adapts to the use of the previous windows: it grows if they were overused, and shrinks otherwise.
 */
final class SafetyMargin {
    /** How much the use of windows varies, as a part of the limit. */
    private static final double VARIATION = 0.015;

    /** Maximum number of requests that no response shows: the last ones of the other tasks. */
    private static final int MAX_UNSEEN = 3;

    /** The same as a part of the limit, for a small one. */
    private static final double MAX_UNSEEN_SHARE = 0.03;

    /** Maximum decrease after one window, as a part of the limit. */
    private static final double MAX_DECREASE = 0.005;

    /** Maximum margin, as a part of the limit. */
    private static final double MAX_MARGIN = 0.2;

    private double margin;

    /** A window has ended: {@code taken} is the number of requests of all programs, {@code allowed} the limit for them. */
    void adapt(int taken, int allowed) {
        double unseen = Math.min(MAX_UNSEEN, MAX_UNSEEN_SHARE * allowed);
        double over = Math.max(taken + unseen - (1 - VARIATION) * allowed, -2 * MAX_DECREASE * allowed);
        margin = Math.max(0, Math.min(MAX_MARGIN * allowed, margin + over / 2));
    }

    /** The number of requests that all tasks together may send in the window. */
    double usable(int allowed) {
        // A response may name too large a limit. The margin that results from it is too large for this window.
        return allowed - Math.min(margin, MAX_MARGIN * allowed);
    }
}
