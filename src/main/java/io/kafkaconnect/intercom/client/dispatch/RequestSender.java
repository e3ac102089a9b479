package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.http.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Sends the queued requests as soon as they may be sent. Thread-safe. */
final class RequestSender {
    private final Object lock;
    private final RequestAdmission admission;
    private final RequestExchange exchange;
    private final Scheduler timer;
    private final Clock clock;
    private final ExchangeListener listener;
    private final NavigableSet<Instant> alarms = new TreeSet<>();

    /** When to look for a request that hangs; null if no look is planned. */
    private Instant look;

    /** Set while this thread is sending: a response that comes at once must not nest one request in the other. */
    private final ThreadLocal<Boolean> sending = new ThreadLocal<>();

    RequestSender(
            Object lock,
            RequestAdmission admission,
            RequestExchange exchange,
            Scheduler timer,
            Clock clock,
            ExchangeListener listener) {
        this.lock = lock;
        this.admission = admission;
        this.exchange = exchange;
        this.timer = timer;
        this.clock = clock;
        this.listener = listener;
    }

    /** Sends all requests that may be sent now, and sets the timer for the rest. */
    void sendQueued() {
        if (sending.get() != null) {
            return;
        }
        sending.set(true);
        try {
            while (sendNext()) {}
            planLook();
        } finally {
            sending.remove();
        }
    }

    private boolean sendNext() {
        RequestAdmission.NextRequest next;
        Instant now = clock.instant();
        synchronized (lock) {
            next = admission.next(now);
            if (!next.delay().isZero()) {
                wakeAt(now.plus(next.delay()), next.delay());
            }
        }
        next.request().ifPresent(flight -> exchange.send(flight, this::sendQueued));
        return next.request().isPresent();
    }

    private void planLook() {
        Instant now = clock.instant();
        synchronized (lock) {
            Optional<Duration> wait = admission.nextLook(now);
            if (wait.isEmpty() || (look != null && !now.plus(wait.get()).isBefore(look))) {
                return;
            }
            Instant due = now.plus(wait.get());
            look = due;
            timer.schedule(wait.get(), () -> {
                synchronized (lock) {
                    look = due.equals(look) ? null : look;
                }
                sendQueued();
            });
        }
    }

    /** Sets the timer, unless an earlier alarm is set: the delay may have become shorter since that was set. */
    private void wakeAt(Instant due, Duration delay) {
        if (alarms.floor(due) == null) {
            alarms.add(due);
            timer.schedule(delay, () -> {
                synchronized (lock) {
                    alarms.remove(due);
                }
                sendQueued();
            });
            listener.held(delay);
        }
    }
}
