package io.kafkaconnect.intercom.client.limit;

/**
 * The share of a rate-limit window that this task takes: the ratio of its own recent requests to all recent requests of the workspace. The
 * shares of all tasks add up to about one, although the tasks do not communicate. An idle task leaves its share to the busy ones, and a
 * foreign program keeps its own.
 *
 * <p>{@link #MIN_SHARE} of the limit is added to both sides of the ratio. An idle task therefore gets a share as soon as it starts, and
 * equally busy tasks converge to equal shares within a few windows. If few requests were sent recently, the other tasks of the connector may
 * start just now as this one does: a part of the unused limit is reserved for them until their requests are counted. Nothing is reserved if
 * this task alone used a good part of the latest windows. A single poll in an idle window does not prove that, because others may start at the
 * same time. Nothing is reserved for the only task of a connector: the responses show what other programs use.
 *
 * @param newcomers the part of the unused limit that is reserved for tasks that may start
 * @param ours our requests in earlier windows, weighted by their age
 * @param total all requests in earlier windows, weighted in the same way
 * @param oursNow our requests in the current window
 * @param totalNow all requests in the current window
 */
record FairShare(double newcomers, double ours, double total, int oursNow, int totalNow) {
    /** The part of the limit that is added to both sides of the ratio. */
    private static final double MIN_SHARE = 0.1;

    /** The largest part of the unused limit that is reserved for tasks that may start: that of five tasks. */
    private static final double MAX_NEWCOMERS = 0.5;

    /** If others sent a smaller part of all requests, this task counts as the only one. */
    private static final double MIN_OTHERS = 0.03;

    /** The part of the limit, less one request for rounding, that must be used to prove that there is no other task. */
    private static final double CONCLUSIVE_USAGE = 0.25;

    /** The share of a task of a connector with that many tasks. No request was counted yet. */
    static FairShare ofTasks(int tasks) {
        return new FairShare(Math.min(MAX_NEWCOMERS, MIN_SHARE * (tasks - 1)), 0, 0, 0, 0);
    }

    /** The same after a response: the current window has counted {@code answered} requests of ours and {@code taken} of all programs. */
    FairShare observe(int answered, int taken) {
        return new FairShare(newcomers, ours, total, Math.min(answered, taken), taken);
    }

    /** The same after the end of the current window. A window counts half as much as the next one. */
    FairShare windowOver() {
        return new FairShare(newcomers, (ours + oursNow) / 2, (total + totalNow) / 2, 0, 0);
    }

    /** Whether hardly any recent request came from others. */
    boolean isAlone() {
        return total - ours <= MIN_OTHERS * total;
    }

    /** Our share of the unused rest of a window, between 0 and 1; {@code allowed} is the number of requests of all tasks in a window. */
    double shareOf(int allowed) {
        double minShare = MIN_SHARE * allowed;
        double taken = total + totalNow;
        boolean isAlone = isAlone() && total > Math.max(0, CONCLUSIVE_USAGE * allowed - 1);
        double reserved = isAlone ? 0 : newcomers * Math.max(0, allowed - taken);
        return (ours + oursNow + minShare) / (taken + reserved + minShare);
    }
}
