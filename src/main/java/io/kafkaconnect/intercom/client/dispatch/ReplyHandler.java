package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.dispatch.FailureDecision.FailureOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Handles each reply: it retries the request, or completes it with the final reply. Thread-safe. */
final class ReplyHandler {
    private final Object lock;
    private final OpenRequests requests;
    private final FaultAttribution attribution;
    private final FailureDecision decision;
    private final RetrySchedule retries;
    private final UnauthorizedCheck authorization;
    private final IntercomApi sender;

    /**
     * A handler of the replies of one client.
     *
     * @param sender sends a request for comparison with a failed one
     */
    ReplyHandler(
            Object lock,
            OpenRequests requests,
            FaultAttribution attribution,
            FailureDecision decision,
            RetrySchedule retries,
            UnauthorizedCheck authorization,
            IntercomApi sender) {
        this.lock = lock;
        this.requests = requests;
        this.attribution = attribution;
        this.decision = decision;
        this.retries = retries;
        this.authorization = authorization;
        this.sender = sender;
    }

    void handle(PendingRequest pending, Reply reply) {
        if (reply instanceof Reply.Unauthorized refused && !pending.aboutToken) {
            authorization.refused(new UnauthorizedRequest(pending), refused);
            return;
        }
        if (reply instanceof Reply.Success || reply instanceof Reply.NotFound) {
            authorization.answered(pending.request, pending.refusals);
            synchronized (lock) {
                if (saysNothingAboutOthers(pending.request, reply)) {
                    attribution.ended(pending.request, pending.failures);
                } else {
                    attribution.answered(pending.request, pending.failures);
                }
            }
        }
        retryOrComplete(pending, reply);
    }

    /** Whether the reply shows that Intercom answers requests of that kind. */
    private static boolean isAnswer(Request request, Reply reply) {
        return (reply instanceof Reply.Success || reply instanceof Reply.NotFound)
                && !saysNothingAboutOthers(request, reply);
    }

    /** Intercom can answer an empty search even while it fails at every entity. A 404 for a list is a mistake: a list always exists. */
    private static boolean saysNothingAboutOthers(Request request, Reply reply) {
        return reply instanceof Reply.NotFound ? request.isPageOfList() : findsNothing(reply);
    }

    private static boolean findsNothing(Reply reply) {
        return reply instanceof Reply.Success found
                && found.request().pageSize() > 0
                && found.body().path("total_count").asLong(1) == 0;
    }

    private void retryOrComplete(PendingRequest pending, Reply reply) {
        if (!(reply instanceof Reply.Failed failed)) {
            complete(pending, reply);
            return;
        }
        FailureOutcome outcome;
        synchronized (lock) {
            // If its owner cancels it meanwhile, nothing would end what the decision notes.
            if (!requests.contains(pending)) {
                return;
            }
            outcome = decision.decide(pending, failed);
        }
        if (outcome instanceof FailureOutcome.Retry retry) {
            pending.request = retry.request();
            retry(pending, failed, retry.delay());
            compare(pending);
        } else if (outcome instanceof FailureOutcome.FailsAlone) {
            complete(pending, new Reply.Withheld(failed.failure()));
        } else if (outcome instanceof FailureOutcome.RetriesUsedUp) {
            completeByComparison(pending, failed, comparisons(pending));
        } else {
            complete(pending, failed);
        }
    }

    private void retry(PendingRequest pending, Reply.Failed failed, Duration wait) {
        retries.retry(pending, failed, wait, () -> withholdDuringWait(pending, failed));
    }

    /** Results are released in order. A long wait must not hold back all requests behind it. */
    private void withholdDuringWait(PendingRequest pending, Reply.Failed failed) {
        if (isOpen() && decision.failsAlone(pending, failed, true)) {
            complete(pending, new Reply.Withheld(failed.failure()));
        }
    }

    private List<Request> comparisons(PendingRequest pending) {
        synchronized (lock) {
            return pending.isUntilBlamed() ? attribution.comparable(pending.request) : List.of();
        }
    }

    /** The retries are used up. If another request of its kind is answered, Intercom fails at this request alone. */
    private void completeByComparison(PendingRequest pending, Reply.Failed failed, List<Request> others) {
        if (others.isEmpty()) {
            complete(pending, failed);
            return;
        }
        var unused = sender.send(others.get(0).withoutRetry()).whenComplete((reply, thrown) -> {
            if (thrown == null && reply instanceof Reply.Success) {
                complete(pending, new Reply.Withheld(failed.failure()));
            } else {
                completeByComparison(pending, failed, others.subList(1, others.size()));
            }
        });
    }

    private void compare(PendingRequest pending) {
        Optional<Request> other;
        synchronized (lock) {
            other = pending.isUntilBlamed()
                    ? attribution.comparison(pending.request, pending.failures)
                    : Optional.empty();
        }
        other.ifPresent(request -> {
            var unused = sender.send(request.withoutRetry()).whenComplete((reply, thrown) -> {
                synchronized (lock) {
                    attribution.compared(request, thrown == null && isAnswer(request, reply));
                }
            });
        });
    }

    private void complete(PendingRequest pending, Reply reply) {
        synchronized (lock) {
            if (!requests.remove(pending)) {
                return;
            }
            attribution.ended(pending.request, pending.failures);
        }
        pending.promise.complete(reply);
    }

    /** Ends the request without a reply, because the connector has a defect. */
    void fail(PendingRequest pending, Throwable defect) {
        synchronized (lock) {
            requests.remove(pending);
            attribution.ended(pending.request, pending.failures);
        }
        pending.promise.completeExceptionally(defect);
    }

    /** The owner has cancelled the request: it is not sent, or its reply is dropped. */
    void cancelled(PendingRequest pending) {
        synchronized (lock) {
            if (requests.withdraw(pending)) {
                attribution.ended(pending.request, pending.failures);
            }
        }
    }

    private boolean isOpen() {
        synchronized (lock) {
            return !requests.isClosed();
        }
    }

    /** A request that was answered 401, as {@link UnauthorizedCheck} sees it. */
    private final class UnauthorizedRequest implements UnauthorizedCheck.RefusedRequest {
        private final PendingRequest pending;

        UnauthorizedRequest(PendingRequest pending) {
            this.pending = pending;
        }

        @Override
        public Request request() {
            return pending.request;
        }

        @Override
        public UnauthorizedStreak.RefusalCount refusals() {
            return pending.refusals;
        }

        @Override
        public void retry(Reply.Unauthorized reply, Duration wait) {
            guarded(() -> ReplyHandler.this.retry(pending, reply, wait));
        }

        @Override
        public void conclude(Reply reply) {
            guarded(() -> retryOrComplete(pending, reply));
        }

        @Override
        public void fail(Throwable defect) {
            ReplyHandler.this.fail(pending, defect);
        }

        /** A failure here must not stop the other requests that wait for the same answer. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (RuntimeException | Error defect) {
                fail(defect);
            }
        }
    }
}
