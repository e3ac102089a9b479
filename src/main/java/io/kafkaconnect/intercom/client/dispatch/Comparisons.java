package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Requests of one kind that were answered, and how they ended when they were sent again for comparison with a failing one. A cache may answer one
 * request for ever, so several are used in turn, and answers to the same one count once. Not thread-safe; {@link IntercomClient} guards it.
 */
final class Comparisons {
    private static final int MAX_TARGETS = 3;

    private final Deque<Request> targets = new ArrayDeque<>();
    private Request latest;
    private long answered;
    private long failed;

    /** A request of this kind was answered. */
    void add(Request request) {
        Request target = request.withoutRetry();
        if (!targets.contains(target)) {
            targets.addFirst(target);
            if (targets.size() > MAX_TARGETS) {
                targets.removeLast();
            }
        }
    }

    /** The requests to compare a failing one with, the one that was not used for longest first. A request says nothing about itself. */
    Stream<Request> targetsFor(Request failing) {
        Request itself = failing.withoutRetry();
        List<Request> inTurn = new ArrayList<>(targets);
        Collections.reverse(inTurn);
        return inTurn.stream().filter(target -> !target.equals(itself));
    }

    /** The request was sent for comparison. The next comparison uses another one, if there is another. */
    void sent(Request target) {
        if (targets.remove(target)) {
            targets.addFirst(target);
        }
    }

    /** The comparison was answered. */
    void answered(Request target) {
        if (!target.equals(latest)) {
            answered++;
        }
        latest = target;
    }

    /** The comparison, or one try of it, has failed. */
    void failed() {
        failed++;
    }

    /** The number of answers, without those that follow an answer to the same request. */
    long answers() {
        return answered;
    }

    long failures() {
        return failed;
    }
}
