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
    /** Smallest page while no request at all is answered. */
    private static final int MIN_PAGE_IN_OUTAGE = 5;

    /** Failures of a request before its page becomes smaller. Fewer may come by chance. */
    private static final int MIN_FAILURES = 3;

    private final Object lock;
    private final FaultAttribution attribution;
    private final RetryPolicy policy;
    private final CertificateGrace certificateGrace;
    private final Clock clock;

    /** What a failed reply leads to. */
    sealed interface FailureOutcome {
        /** The client sends the request again after the delay, maybe with a smaller page. */
        record Retry(Duration delay, Request request) implements FailureOutcome {}

        /** Intercom fails at this request alone. */
        record FailsAlone() implements FailureOutcome {}

        /** The retries are used up. It is unknown whether Intercom fails at this request alone. */
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
        return RetryPolicy.isPassing(failed) && !failed.failure().origin().isCertificate()
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
        return failed.failure().origin().isCertificate() ? withinGrace(wait) : wait;
    }

    private Optional<Duration> withinGrace(Optional<Duration> wait) {
        Duration left = certificateGrace.atFault();
        return left.isZero() || left.isNegative()
                ? Optional.empty()
                : wait.map(time -> time.compareTo(left) < 0 ? time : left);
    }

    /** Whether Intercom fails at this request and answers others. {@code mayRetry} is false if the retries are used up. */
    boolean failsAlone(PendingRequest pending, Reply.Failed failed, boolean mayRetry) {
        if (!pending.isUntilBlamed() || (mayRetry && maySmallerPageHelp(failed, pending))) {
            return false;
        }
        synchronized (lock) {
            return mayRetry
                    ? attribution.failsAlone(pending.request, pending.failures, clock.instant())
                    : attribution.areOthersAnswered(pending.request, pending.failures);
        }
    }

    /** A page that is only too large must not count as a page at which Intercom fails. */
    private static boolean maySmallerPageHelp(Reply.Failed failed, PendingRequest pending) {
        return !pending.isDetail()
                && pending.request.pageSize() > 1
                && failed instanceof Reply.Unavailable unavailable
                && unavailable.retryWithSmallerPage();
    }

    private Request nextRequest(PendingRequest pending, Reply.Failed failed) {
        return failed instanceof Reply.Unavailable unavailable
                        && (unavailable.retryWithSmallerPage() || isBeyondChance(pending))
                ? withSmallerPage(pending, failed.failure())
                : pending.request;
    }

    /**
     * Halves the page at once after a timeout, and after several failures otherwise: Intercom may fail at a single entity of the page. In an
     * outage a small page does not help, and it takes long to grow again.
     */
    private Request withSmallerPage(PendingRequest pending, Failure failure) {
        boolean isTooSlow = failure.status() == 0 || failure.status() == 408 || failure.status() == 504;
        if (!isTooSlow && pending.attempts.unavailable() < MIN_FAILURES) {
            return pending.request;
        }
        synchronized (lock) {
            return pending.request.withHalvedPage(
                    attribution.isAnythingAnswered(pending.failures) ? 1 : MIN_PAGE_IN_OUTAGE);
        }
    }

    /** After so many failures, a smaller page is tried whatever the failures were. */
    private static boolean isBeyondChance(PendingRequest pending) {
        return pending.attempts.unavailable() >= RetryPolicy.MAX_BY_CHANCE;
    }
}
