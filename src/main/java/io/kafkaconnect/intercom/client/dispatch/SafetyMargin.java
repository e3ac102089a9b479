package io.kafkaconnect.intercom.client.dispatch;

/**
 * What is left of a shared window for what nobody sees in time: the requests that others have under way at its end, and the rounding of
 * each. Learnt from how much of the windows before was taken, so that somewhat less than all that is allowed is taken in the end.
 */
final class SafetyMargin {
    /** What windows differ by, as a part of what is allowed. */
    private static final double DIFFERENCE = 0.015;

    /** What was taken and is never seen: the last requests of the others. A small window has fewer of them. */
    private static final int MAX_UNSEEN = 3;

    private static final double UNSEEN = 0.03;

    private static final double MAX_SHARE = 0.2;

    private double margin;

    /** A window is over, of which all together took so much. */
    void learn(int taken, int allowed) {
        double unseen = Math.min(MAX_UNSEEN, UNSEEN * allowed);
        double over = Math.max(taken + unseen - (1 - DIFFERENCE) * allowed, -0.01 * allowed);
        margin = Math.max(0, Math.min(MAX_SHARE * allowed, margin + over / 2));
    }

    /** What may be taken of the window, by all together. */
    double of(int allowed) {
        // One answer may tell too large a limit, and a margin learnt from it is too large for this window.
        return allowed - Math.min(margin, MAX_SHARE * allowed);
    }
}
