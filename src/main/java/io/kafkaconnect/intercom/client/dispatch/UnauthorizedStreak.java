package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts 401s and the other responses between them, and decides when a request has got enough 401s in a row to prove that its permission
 * is missing. Not thread-safe; {@link UnauthorizedCheck} guards it.
 */
final class UnauthorizedStreak {
    /** How long new 401s are doubted after a 401 that was a mistake. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

    /** Minimum number of 401s in a row. */
    private static final int MIN_REFUSALS = 5;
    /** The same if the response names the missing permission. */
    private static final int MIN_CLEAR_REFUSALS = 2;
    /** The same while 401s are doubted. */
    private static final int MIN_DOUBTFUL_REFUSALS = 20;

    private final Clock clock;
    /** For each kind of request, the number of the event at which one was last answered. */
    private final Map<String, Long> answered = new HashMap<>();

    private long events;
    private Instant doubtUntil = Instant.MIN;

    /** The 401s of one request. */
    static final class RefusalCount {
        private int inRow;
        private long since;

        int inRow() {
            return inRow;
        }
    }

    UnauthorizedStreak(Clock clock) {
        this.clock = clock;
    }

    /** The request got an answer other than 401. Its kind is permitted, and its earlier 401s were mistakes. */
    void answered(Request request, RefusalCount refusals) {
        answered.put(request.kind(), ++events);
        if (refusals.inRow > 0) {
            refusals.inRow = 0;
            doubt();
        }
    }

    /** A request was answered 401. */
    void refused(RefusalCount refusals) {
        events++;
        refusals.since = refusals.inRow == 0 ? events : refusals.since;
        refusals.inRow++;
    }

    /** The 401s of the request say nothing about its permission. */
    void forget(RefusalCount refusals) {
        refusals.inRow = 0;
    }

    /** A 401 was a mistake. The next ones may be mistakes, too. */
    void doubt() {
        doubtUntil = clock.instant().plus(DOUBT);
    }

    boolean isEnough(RefusalCount refusals, Failure failure) {
        return refusals.inRow >= minRefusals(failure);
    }

    private int minRefusals(Failure failure) {
        if (clock.instant().isBefore(doubtUntil)) {
            return MIN_DOUBTFUL_REFUSALS;
        }
        boolean isClear = failure.code().equals("token_unauthorized")
                || failure.detail().contains("Not authorized to access resource");
        return isClear ? MIN_CLEAR_REFUSALS : MIN_REFUSALS;
    }

    /** Whether a request of the same kind was answered since the first of these 401s. */
    boolean areOthersAnswered(Request request, RefusalCount refusals) {
        return answered.getOrDefault(request.kind(), 0L) > refusals.since;
    }
}
