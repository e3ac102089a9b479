package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Queues failed requests again after their wait. Thread-safe. */
final class RetrySchedule {
    private final Object lock;
    private final OpenRequests requests;
    private final Scheduler timer;
    private final Clock clock;
    private final ExchangeListener listener;
    private final Runnable sendQueued;

    RetrySchedule(
            Object lock,
            OpenRequests requests,
            Scheduler timer,
            Clock clock,
            ExchangeListener listener,
            Runnable sendQueued) {
        this.lock = lock;
        this.requests = requests;
        this.timer = timer;
        this.clock = clock;
        this.listener = listener;
        this.sendQueued = sendQueued;
    }

    /**
     * Sends the request again after the wait.
     *
     * @param duringWait runs {@link FaultAttribution#TIME_IF_MANY_ANSWERED} after the failure, if a detail request waits longer than that
     */
    void retry(PendingRequest pending, Reply.Failed failed, Duration wait, Runnable duringWait) {
        pending.attempts = pending.attempts.after(failed);
        listener.retrying(failing(pending, failed, clock.instant(), wait));
        timer.schedule(wait, () -> requeue(pending));
        if (pending.isDetail()
                && RetryPolicy.isPassing(failed)
                && wait.compareTo(FaultAttribution.TIME_IF_MANY_ANSWERED) > 0) {
            timer.schedule(FaultAttribution.TIME_IF_MANY_ANSWERED, duringWait);
        }
    }

    private RetriedRequest failing(PendingRequest pending, Reply.Failed failed, Instant now, Duration wait) {
        synchronized (lock) {
            Instant since = pending.failing == null ? now : pending.failing.since();
            pending.failing = new RetriedRequest(failed, pending.attempts.total(), since, now.plus(wait));
            return pending.failing;
        }
    }

    private void requeue(PendingRequest pending) {
        synchronized (lock) {
            if (!requests.contains(pending)) {
                return;
            }
            requests.enqueue(pending);
        }
        sendQueued.run();
    }
}
