package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides whether Intercom fails at a request alone or at all requests. It fails at the request alone if it answers others of the same kind
 * meanwhile: {@code GET /conversations/471} gets a 500, and other conversations are returned.
 *
 * <p>If many others are answered, that is certain within seconds. Otherwise earlier requests that were answered are sent again for comparison. If
 * all of them are answered, it is certain after some failures of a detail request. If some of them fail, it takes minutes. During an outage nothing is
 * answered, so no request fails alone. Not thread-safe; {@link IntercomClient} guards it.
 */
final class FaultAttribution {
    /** Minimum time that a request must fail while many others of its kind, or all comparisons, are answered. */
    static final Duration TIME_IF_MANY_ANSWERED = Duration.ofSeconds(10);

    /** The same if few others are answered. */
    static final Duration TIME_IF_FEW_ANSWERED = Duration.ofMinutes(2);

    /** The same if there is no other request of its kind to compare with, and requests of other kinds are answered. */
    static final Duration TIME_IF_ONLY_ONE = Duration.ofMinutes(10);

    /** Minimum number of answers that count as many. */
    private static final int MIN_MANY = 20;

    /** Minimum number of answers that count as many, for each request that fails. */
    private static final int MIN_MANY_PER_FAILING = 4;

    /** Minimum number of answers that count as few. */
    private static final int MIN_FEW = 3;

    /** Minimum number of failures of a request, unless many others are answered. */
    private static final int MIN_FAILURES = 6;

    /** Minimum number of comparisons that are answered, if none fails: one between each two failures. */
    private static final int MIN_COMPARISONS = MIN_FAILURES - 1;

    private final Map<String, RequestKind> kinds = new HashMap<>();
    private long answers;

    /** The counters of the requests of one kind. */
    private static final class RequestKind {
        private long answers;
        private int failing;
        private int failuresInRow;
        private final Comparisons comparisons = new Comparisons();
        private boolean compared;
        private long answersAtComparison = -1;
        private boolean isComparedElsewhere;
    }

    /** The failures of one request. */
    static final class FailureHistory {
        private Instant since;
        private int count;
        private long answersBefore;
        private long anyAnswersBefore;
        private long comparisonsAnsweredBefore;
        private long comparisonsAnsweredAtLatest;
        private long comparisonsFailedBefore;
        private long answersAtLatest;
        private long answersAtLatestButOne;
        private long answersAtSending;
        private long anyAnswersAtLatest;
        private long anyAnswersAtSending;
        /** Whether any request was answered between the two latest attempts. */
        private boolean areAnyAnsweredLately;
    }

    /** Returns the number of failures of requests of that kind since one was last answered. */
    int failuresInRow(Request request) {
        return kind(request).failuresInRow;
    }

    /** The request was answered. */
    void answered(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        kind.failuresInRow = 0;
        answers++;
        kind.answers++;
        kind.comparisons.add(request);
        ended(request, failures);
    }

    /** The request does not fail any more, or is not retried. That says nothing about other requests. */
    void ended(Request request, FailureHistory failures) {
        if (failures.count > 0) {
            failures.count = 0;
            kind(request).failing--;
        }
    }

    /** The client sends the request again. */
    void sent(Request request, FailureHistory failures) {
        if (failures.count > 0) {
            failures.answersAtSending = kind(request).answers;
            failures.anyAnswersAtSending = answers;
        }
    }

    /** The request has failed, and the client retries it later. */
    void failed(Request request, FailureHistory failures, Instant now) {
        RequestKind kind = kind(request);
        kind.failuresInRow++;
        if (request.retryMode() == Request.RetryMode.NEVER) {
            // The client retries a throttled comparison all the same.
            kind.comparisons.failed();
        }
        if (failures.count == 0) {
            kind.failing++;
            failures.since = now;
            failures.answersBefore = kind.answers;
            failures.anyAnswersBefore = answers;
            failures.comparisonsAnsweredBefore = kind.comparisons.answers();
            failures.comparisonsFailedBefore = kind.comparisons.failures();
            failures.answersAtLatest = kind.answers;
        }
        failures.count++;
        failures.comparisonsAnsweredAtLatest = kind.comparisons.answers();
        failures.areAnyAnsweredLately = failures.anyAnswersAtSending > failures.anyAnswersAtLatest;
        failures.anyAnswersAtLatest = answers;
        failures.answersAtLatestButOne = failures.answersAtLatest;
        failures.answersAtLatest = kind.answers;
    }

    /** Whether Intercom fails at this request alone. */
    boolean failsAlone(Request request, FailureHistory failures, Instant now) {
        if (failures.count == 0) {
            return false;
        }
        RequestKind kind = kind(request);
        Duration time = Duration.between(failures.since, now);
        long others = kind.answers - failures.answersBefore;
        boolean manyAnswered = time.compareTo(TIME_IF_MANY_ANSWERED) >= 0
                && others >= Math.max(MIN_MANY, MIN_MANY_PER_FAILING * kind.failing);
        boolean comparisonsAnswered = request.priority().isDetail()
                && time.compareTo(TIME_IF_MANY_ANSWERED) >= 0
                && failures.count >= MIN_FAILURES
                && failures.comparisonsAnsweredAtLatest - failures.comparisonsAnsweredBefore >= MIN_COMPARISONS
                && kind.comparisons.failures() == failures.comparisonsFailedBefore;
        boolean fewAnswered = time.compareTo(TIME_IF_FEW_ANSWERED) >= 0
                && failures.count >= MIN_FAILURES
                && others >= Math.max(MIN_FEW, kind.failing);
        boolean onlyOne = time.compareTo(TIME_IF_ONLY_ONE) >= 0
                && failures.count >= MIN_FAILURES
                && kind.failing == 1
                && comparable(request).isEmpty()
                && failures.areAnyAnsweredLately;
        return onlyOne || (areAnsweredLately(kind, failures) && (manyAnswered || comparisonsAnswered || fewAnswered));
    }

    /**
     * Whether others were answered between two attempts of this request. Answers at the beginning or the end of an outage do not count: they may
     * come while this request waits or is in flight. After a single failure, whose retry may be a minute away, any later answer counts.
     */
    private static boolean areAnsweredLately(RequestKind kind, FailureHistory failures) {
        return (failures.count == 1 ? kind.answers : failures.answersAtSending) > failures.answersAtLatestButOne;
    }

    /**
     * Returns a request to send for comparison, if no request of that kind was answered since the last failure but one. It is mostly an earlier
     * request that was answered.
     */
    Optional<Request> comparison(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        boolean isNeeded = failures.count > 1 && !kind.compared && kind.answers == failures.answersAtLatestButOne;
        if (!isNeeded) {
            return Optional.empty();
        }
        // The earlier request may be a page that now shows the failing entity, too.
        boolean wasFruitless = kind.answersAtComparison == kind.answers && !kind.isComparedElsewhere;
        Optional<Request> elsewhere = wasFruitless ? request.elsewhere() : Optional.empty();
        Optional<Request> other =
                elsewhere.or(() -> comparable(request).stream().findFirst());
        kind.isComparedElsewhere = elsewhere.isPresent();
        kind.answersAtComparison = kind.answers;
        kind.compared |= other.isPresent();
        other.ifPresent(target -> kind.comparisons.sent(target.withoutRetry()));
        return other;
    }

    /** Returns other requests of its kind that were answered before or may be answered, the best for a comparison first. */
    List<Request> comparable(Request request) {
        return Stream.concat(kind(request).comparisons.targetsFor(request), request.elsewhere().stream())
                .toList();
    }

    /** Whether any request was answered since this one first failed: then there is no outage. */
    boolean isAnythingAnswered(FailureHistory failures) {
        return answers > failures.anyAnswersBefore;
    }

    /** Whether others of its kind were answered since this request first failed, and also recently. */
    boolean areOthersAnswered(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        return failures.count > 0 && kind.answers > failures.answersBefore && areAnsweredLately(kind, failures);
    }

    /** The comparison is over. */
    void compared(Request request, boolean isAnswered) {
        RequestKind kind = kind(request);
        kind.compared = false;
        if (isAnswered) {
            kind.comparisons.answered(request.withoutRetry());
        } else {
            kind.comparisons.failed();
        }
    }

    private RequestKind kind(Request request) {
        return kinds.computeIfAbsent(request.kind(), first -> new RequestKind());
    }
}
