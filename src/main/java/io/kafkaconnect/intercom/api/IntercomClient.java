package io.kafkaconnect.intercom.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Intercom, asked without blocking. Requests queue here until the rate budget and the number in flight allow them, are repeated as the
 * retry rule says, and complete their future with the final {@link Reply}.
 *
 * <p>Thread-safe. It has no thread of its own: it moves on when somebody asks, when an answer comes and when the timer fires, so that
 * the pipeline never idles while the task is busy elsewhere. Futures complete on an I/O thread, never while the lock is held.
 */
public final class IntercomClient implements Intercom, AutoCloseable {

    private final Transport transport;
    private final Timer timer;
    private final Clock clock;
    private final RateBudget budget;
    private final Retry retry;
    private final int mostInFlight;
    private final ExchangeListener listener;
    private final Replies replies;

    private final Object lock = new Object();
    private final Map<Request.Priority, Queue<Pending>> queues = new EnumMap<>(Request.Priority.class);
    private final Set<Pending> open = new HashSet<>();
    private boolean alarmSet;
    private boolean closed;

    /** A request on its way to its final reply. */
    private static final class Pending {
        final CompletableFuture<Reply> promise = new CompletableFuture<>();
        Request request;
        Retry.Attempts attempts = Retry.Attempts.NONE;

        Pending(Request request) {
            this.request = request;
        }
    }

    /** See the class; {@code mostInFlight} is a number of requests. */
    public IntercomClient(
            Transport transport,
            Timer timer,
            Clock clock,
            RateBudget budget,
            Retry retry,
            int mostInFlight,
            ExchangeListener listener) {
        this.transport = transport;
        this.timer = timer;
        this.clock = clock;
        this.budget = budget;
        this.retry = retry;
        this.mostInFlight = mostInFlight;
        this.listener = listener;
        this.replies = new Replies(clock);
        for (Request.Priority priority : Request.Priority.values()) {
            queues.put(priority, new ArrayDeque<>());
        }
    }

    @Override
    public CompletableFuture<Reply> ask(Request request) {
        Pending pending = new Pending(request);
        synchronized (lock) {
            if (closed) {
                pending.promise.cancel(false);
                return pending.promise;
            }
            open.add(pending);
            queues.get(request.priority()).add(pending);
        }
        pump();
        return pending.promise;
    }

    /** Cancels everything that is asked and not answered. Idempotent. */
    @Override
    public void close() {
        List<Pending> abandoned;
        synchronized (lock) {
            closed = true;
            abandoned = List.copyOf(open);
            open.clear();
            queues.values().forEach(Queue::clear);
        }
        transport.close();
        abandoned.forEach(pending -> pending.promise.cancel(false));
    }

    /** Sends what may be sent now; sets the timer for the rest. */
    private void pump() {
        while (true) {
            Pending next;
            Instant now = clock.instant();
            synchronized (lock) {
                if (closed || budget.underWay() >= mostInFlight || nothingQueued()) {
                    return;
                }
                Duration delay = budget.delay(now);
                if (!delay.isZero()) {
                    wakeAfter(delay);
                    return;
                }
                next = takeNext();
                budget.sent(now);
            }
            send(next, now);
        }
    }

    private void wakeAfter(Duration delay) {
        if (!alarmSet) {
            alarmSet = true;
            listener.held(delay);
            timer.after(delay, () -> {
                synchronized (lock) {
                    alarmSet = false;
                }
                pump();
            });
        }
    }

    private boolean nothingQueued() {
        return queues.values().stream().allMatch(Queue::isEmpty);
    }

    private Pending takeNext() {
        Pending list = queues.get(Request.Priority.LIST).poll();
        return list != null ? list : queues.get(Request.Priority.DETAIL).remove();
    }

    private void send(Pending pending, Instant sentAt) {
        CompletableFuture<Transport.Answer> answer;
        try {
            answer = transport.send(pending.request);
        } catch (RuntimeException refused) {
            answer = CompletableFuture.failedFuture(refused);
        }
        // whenComplete, and not thenAccept, since a reply must come of either outcome.
        var unused = answer.whenComplete((received, thrown) -> {
            Duration latency = Duration.between(sentAt, clock.instant());
            Reply reply = received == null
                    ? replies.of(pending.request, thrown)
                    : replies.of(pending.request, received, latency);
            account(received, reply);
            listener.exchanged(pending.request, reply, latency);
            settle(pending, reply);
            pump();
        });
    }

    private void account(Transport.Answer answer, Reply reply) {
        Instant now = clock.instant();
        Optional<RateHeaders> headers = answer == null ? Optional.empty() : RateHeaders.of(answer);
        synchronized (lock) {
            headers.ifPresentOrElse(
                    told -> budget.ended(
                            told.limit(),
                            told.remaining(),
                            told.reset(),
                            Duration.between(replies.date(answer), Instant.ofEpochSecond(told.reset())),
                            now),
                    () -> budget.ended(answer != null));
            if (reply instanceof Reply.Throttled throttled && isRateLimit(throttled)) {
                budget.exhausted(now);
            }
        }
    }

    /** The other 429, too_many_requests, is about one overloaded resource: the window's headers do not help there. */
    private static boolean isRateLimit(Reply.Throttled throttled) {
        return throttled.failure().status() == 429
                && !throttled.failure().code().equals("too_many_requests");
    }

    private void settle(Pending pending, Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            Optional<Duration> wait = retry.waitAfter(failed, pending.request, pending.attempts);
            if (wait.isPresent()) {
                pending.attempts = pending.attempts.after(failed);
                listener.retrying(failed, pending.attempts.total(), wait.get());
                if (reply instanceof Reply.Unavailable) {
                    pending.request = pending.request.smaller();
                }
                timer.after(wait.get(), () -> requeue(pending));
                return;
            }
        }
        synchronized (lock) {
            open.remove(pending);
        }
        pending.promise.complete(reply);
    }

    private void requeue(Pending pending) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            queues.get(pending.request.priority()).add(pending);
        }
        pump();
    }
}
