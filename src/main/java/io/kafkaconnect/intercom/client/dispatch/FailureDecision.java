package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetryPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Decides what a failed reply leads to: a retry, a comparison with another request, or a final reply. Thread-safe. */
final class FailureDecision {
    /** A page is not made smaller than this while nothing is answered. */
    private static final int SMALL_PAGE = 5;

    /** So many failures in a row may come by chance. */
    private static final int CHANCE = 3;

    private final Object lock;
    private final FaultAttribution attribution;
    private final RetryPolicy policy;
    private final CertificateGrace certificateGrace;
    private final Clock clock;

    /** What a failed reply leads to. */
    sealed interface FailureOutcome {
        /** The request is sent again after the delay, maybe with a smaller page. */
        record Retry(Duration delay, Request request) implements FailureOutcome {}

        /** Intercom fails at this request alone. */
        record FailsAlone() implements FailureOutcome {}

        /** The retries are used up, and it is open whether Intercom fails at this request alone. */
        record RetriesUsedUp() implements FailureOutcome {}

        /** The reply is final. */
        record Final() implements FailureOutcome {}
    }

    FailureDecision(
            Object lock,
            FaultAttribution attribution,
            RetryPolicy policy,
            CertificateGrace certificateGrace,
            Clock clock) {
        this.lock = lock;
        this.attribution = attribution;
        this.policy = policy;
        this.certificateGrace = certificateGrace;
        this.clock = clock;
    }

    FailureOutcome decide(PendingRequest pending, Reply.Failed failed) {
        Optional<Duration> wait = waitAfter(failed, pending);
        if (failsAlone(pending, failed, wait.isPresent())) {
            return new FailureOutcome.FailsAlone();
        }
        if (wait.isPresent()) {
            return new FailureOutcome.Retry(wait.get(), nextRequest(pending, failed));
        }
        return RetryPolicy.isPassing(failed) && !failed.failure().word().isCertificate()
                ? new FailureOutcome.RetriesUsedUp()
                : new FailureOutcome.Final();
    }

    private Optional<Duration> waitAfter(Reply.Failed failed, PendingRequest pending) {
        Optional<Duration> wait;
        synchronized (lock) {
            if (RetryPolicy.isPassing(failed)) {
                attribution.failed(pending.request, pending.failures, clock.instant());
            }
            wait = policy.waitAfter(
                    failed, pending.request, pending.attempts, attribution.failuresInRow(pending.request));
        }
        return failed.failure().word().isCertificate() ? withinGrace(wait) : wait;
    }

    private Optional<Duration> withinGrace(Optional<Duration> wait) {
        Duration left = certificateGrace.atFault();
        return left.isZero() || left.isNegative()
                ? Optional.empty()
                : wait.map(time -> time.compareTo(left) < 0 ? time : left);
    }

    /** Whether Intercom fails at this request and answers others; {@code mayRetry} tells whether the request can still be sent again. */
    boolean failsAlone(PendingRequest pending, Reply.Failed failed, boolean mayRetry) {
        if (!pending.isUntilBlamed() || (mayRetry && maySmallerPageHelp(failed, pending))) {
            return false;
        }
        synchronized (lock) {
            return mayRetry
                    ? attribution.isItsOwn(pending.request, pending.failures, clock.instant())
                    : attribution.areOthersAnswered(pending.request, pending.failures);
        }
    }

    /** A page of a list is not to blame for its size. */
    private static boolean maySmallerPageHelp(Reply.Failed failed, PendingRequest pending) {
        return !pending.isDetail()
                && pending.request.pageSize() > 1
                && failed instanceof Reply.Unavailable unavailable
                && unavailable.maybeTooMuch();
    }

    private Request nextRequest(PendingRequest pending, Reply.Failed failed) {
        return failed instanceof Reply.Unavailable unavailable
                        && (unavailable.maybeTooMuch() || isBeyondChance(pending))
                ? withSmallerPage(pending, failed.failure())
                : pending.request;
    }

    /**
     * The page becomes smaller at once after a time-out, and after several failures otherwise. One entity may be what a page fails at. In an
     * outage a small page is of no use, and takes its time to grow again.
     */
    private Request withSmallerPage(PendingRequest pending, Failure failure) {
        boolean isTooSlow = failure.status() == 0 || failure.status() == 408 || failure.status() == 504;
        if (!isTooSlow && pending.attempts.unavailable() < CHANCE) {
            return pending.request;
        }
        synchronized (lock) {
            return pending.request.smaller(attribution.isAnythingAnswered(pending.failures) ? 1 : SMALL_PAGE);
        }
    }

    /** Whatever is wrong with the responses: a part of the page may be answered. */
    private static boolean isBeyondChance(PendingRequest pending) {
        return pending.attempts.unavailable() >= RetryPolicy.BY_CHANCE;
    }
}
