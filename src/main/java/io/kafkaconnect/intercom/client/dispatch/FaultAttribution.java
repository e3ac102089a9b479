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
 * Decides whether a request fails because of what it asks for, or because Intercom is in trouble. It is the request's own trouble if others
 * of its kind are answered while it fails: {@code GET /conversations/471} answers 500 and other conversations come.
 *
 * <p>Where many are answered, that is certain within seconds. Where few are, it takes minutes, and one that was answered before is asked
 * again for comparison. During an outage nothing is answered, so no request is to blame. Not thread-safe; {@link IntercomClient} guards it.
 */
final class FaultAttribution {
    /** A request that fails for so long, while many others are answered, is to blame. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** The same where few others are answered. */
    static final Duration LATE = Duration.ofMinutes(2);

    /** So many answers are many. */
    private static final int MANY = 20;

    /** Many are answered where there are so many answers for each request that fails. */
    private static final int MANY_FOR_EACH = 4;

    private static final int FEW = 3;

    /** The same where nothing of its kind was ever answered, so that there is nothing to compare with, and other kinds are answered. */
    static final Duration ALONE = Duration.ofMinutes(10);

    /** It takes so many failures where few others are answered. */
    private static final int FAILURES = 6;

    private final Map<String, RequestKind> kinds = new HashMap<>();
    private long answers;

    /** What is known of the requests of a kind. */
    private static final class RequestKind {
        private long answers;
        private int failing;
        private int failuresInRow;
        private Request answered;
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
        private long answersAtLatest;
        private long answersAtLatestButOne;
        private long answersAtSending;
        private long anyAnswersAtLatest;
        private long anyAnswersAtSending;
        /** Whether anything was answered between the two latest tries. */
        private boolean areAnyAnsweredLately;
    }

    /** How many requests of that kind have failed since one was answered. */
    int failuresInRow(Request request) {
        return kind(request).failuresInRow;
    }

    /** The request was answered. */
    void answered(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        kind.failuresInRow = 0;
        answers++;
        kind.answers++;
        kind.answered = request;
        ended(request, failures);
    }

    /** It fails no more, or is not asked again; that tells nothing of others. */
    void ended(Request request, FailureHistory failures) {
        if (failures.count > 0) {
            failures.count = 0;
            kind(request).failing--;
        }
    }

    /** The request is sent once more. */
    void sent(Request request, FailureHistory failures) {
        if (failures.count > 0) {
            failures.answersAtSending = kind(request).answers;
            failures.anyAnswersAtSending = answers;
        }
    }

    /** The request has failed, and is asked again later. */
    void failed(Request request, FailureHistory failures, Instant now) {
        RequestKind kind = kind(request);
        kind.failuresInRow++;
        if (failures.count == 0) {
            kind.failing++;
            failures.since = now;
            failures.answersBefore = kind.answers;
            failures.anyAnswersBefore = answers;
            failures.answersAtLatest = kind.answers;
        }
        failures.count++;
        failures.areAnyAnsweredLately = failures.anyAnswersAtSending > failures.anyAnswersAtLatest;
        failures.anyAnswersAtLatest = answers;
        failures.answersAtLatestButOne = failures.answersAtLatest;
        failures.answersAtLatest = kind.answers;
    }

    /** Whether the failures are the request's own. */
    boolean isItsOwn(Request request, FailureHistory failures, Instant now) {
        if (failures.count == 0) {
            return false;
        }
        RequestKind kind = kind(request);
        Duration time = Duration.between(failures.since, now);
        long others = kind.answers - failures.answersBefore;
        boolean soon = time.compareTo(SOON) >= 0 && others >= Math.max(MANY, MANY_FOR_EACH * kind.failing);
        boolean late = time.compareTo(LATE) >= 0 && failures.count >= FAILURES && others >= Math.max(FEW, kind.failing);
        boolean alone = time.compareTo(ALONE) >= 0
                && failures.count >= FAILURES
                && kind.failing == 1
                && another(request).isEmpty()
                && failures.areAnyAnsweredLately;
        return alone || (areAnsweredLately(kind, failures) && (soon || late));
    }

    /**
     * An outage begins while some are still answered, and ends while this one waits, or while it is under way: what is answered then tells
     * nothing of it. Where it has failed once, to be asked again in a minute, that must do.
     */
    private static boolean areAnsweredLately(RequestKind kind, FailureHistory failures) {
        return (failures.count == 1 ? kind.answers : failures.answersAtSending) > failures.answersAtLatestButOne;
    }

    /**
     * Where nothing of that kind was answered since the latest failure but one: a request to ask, to see whether it is. Mostly one that was
     * answered before.
     */
    Optional<Request> comparison(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        boolean isNeeded = failures.count > 1 && !kind.compared && kind.answers == failures.answersAtLatestButOne;
        if (!isNeeded) {
            return Optional.empty();
        }
        // The one that was answered before may be a page that shows what fails by now.
        boolean wasFruitless = kind.answersAtComparison == kind.answers && !kind.isComparedElsewhere;
        Optional<Request> elsewhere = wasFruitless ? request.elsewhere() : Optional.empty();
        Optional<Request> other = elsewhere.or(() -> another(request));
        kind.isComparedElsewhere = elsewhere.isPresent();
        kind.answersAtComparison = kind.answers;
        kind.compared |= other.isPresent();
        return other;
    }

    /** Another of its kind, which was answered before or may be. */
    Optional<Request> another(Request request) {
        return others(request).stream().findFirst();
    }

    /** The same, one behind the other. */
    List<Request> others(Request request) {
        return Stream.of(Optional.ofNullable(kind(request).answered), request.elsewhere())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether anything was answered since it failed first: there is no outage. */
    boolean isAnythingAnswered(FailureHistory failures) {
        return answers > failures.anyAnswersBefore;
    }

    /** Whether others of its kind were answered since it failed first, and until lately. */
    boolean areOthersAnswered(Request request, FailureHistory failures) {
        RequestKind kind = kind(request);
        return failures.count > 0 && kind.answers > failures.answersBefore && areAnsweredLately(kind, failures);
    }

    /** The comparison is over. */
    void compared(Request request) {
        kind(request).compared = false;
    }

    private RequestKind kind(Request request) {
        return kinds.computeIfAbsent(request.kind(), first -> new RequestKind());
    }
}
