package io.kafkaconnect.intercom.client;

/**
 * The use of a ten-second window of the rate limit.
 *
 * @param taken requests of all programs that Intercom counted in it, according to our responses
 * @param ours requests of this task among them
 * @param allowed requests that all tasks of this connector may send in such a window; at least one
 */
public record WindowUse(int taken, int ours, int allowed) {

    /** The percentage of the allowed requests that all programs sent, at most 100. */
    public int percent() {
        return percentOf(taken);
    }

    /** The percentage of the allowed requests that others sent, at most 100. Example: of 100 requests, 30 are ours and 400 are allowed; that is 17. */
    public int percentOfOthers() {
        return percentOf(Math.max(0, taken - ours));
    }

    private int percentOf(int requests) {
        return (int) Math.min(100, 100L * requests / allowed);
    }
}
