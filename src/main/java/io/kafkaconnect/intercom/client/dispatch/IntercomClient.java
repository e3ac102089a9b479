package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Intercom, asked without blocking. Requests queue here until the rate budget and the number in flight allow them, are repeated as the
 * retry rule says, and complete their future with the final {@link Reply}.
 *
 * <p>Thread-safe. It has no thread of its own: it moves on when somebody asks, when an answer comes and when the timer fires, so that
 * what is queued is sent while the task is busy elsewhere. Futures complete on an I/O thread, or at once on the asking one, never while the
 * lock is held.
 */
public final class IntercomClient implements IntercomApi, AutoCloseable {

    /** How long Intercom may refuse the token, or a certificate be at fault, before a task gives up. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Pages do not become smaller than this while nothing is answered. */
    private static final int SMALL_PAGE = 5;

    /** So many failures in a row may come by chance. */
    private static final int CHANCE = 3;

    private final Transport transport;
    private final Scheduler timer;
    private final Clock clock;
    private final RateLimiter budget;
    private final RetryPolicy retry;
    private final int mostInFlight;
    private final ExchangeListener listener;
    private final ReplyParser replies;
    private final UnauthorizedCheck authorization;
    private final FaultAttribution blame = new FaultAttribution();
    private final CertificateGrace distrust;

    private final Object lock = new Object();
    private final RequestQueue<Pending> waiting = new RequestQueue<>();
    private final Set<Pending> open = new HashSet<>();
    private final NavigableSet<Instant> alarms = new TreeSet<>();
    private long asked;
    private int detailsUnderWay;
    private boolean closed;

    /** Whether this thread pumps already: an answer that is there at once must not nest one request in the other. */
    private final ThreadLocal<Boolean> pumping = new ThreadLocal<>();

    /**
     * A request on its way to its final reply. One that is asked again keeps its place: what was asked after it is released after it,
     * and would fill the pipeline behind it.
     */
    private final class Pending implements Comparable<Pending>, UnauthorizedCheck.RefusedRequest {
        final long number;
        /** Whether it asks about the token itself. A 401 is then the final reply. */
        final boolean aboutToken;

        final UnauthorizedCheck.RefusalCount refusals = new UnauthorizedCheck.RefusalCount();
        final FaultAttribution.FailureHistory failures = new FaultAttribution.FailureHistory();
        final CompletableFuture<Reply> promise = new CompletableFuture<>();
        Request request;
        RetryPolicy.Attempts attempts = RetryPolicy.Attempts.NONE;
        RateLimiter.SentRequest sent;
        /** Null before it has failed. */
        RetriedRequest failing;

        Pending(long number, Request request, boolean aboutToken) {
            this.number = number;
            this.request = request;
            this.aboutToken = aboutToken;
        }

        @Override
        public int compareTo(Pending other) {
            return Long.compare(number, other.number);
        }

        boolean isDetail() {
            return request.priority() == Request.Priority.DETAIL;
        }

        @Override
        public Request request() {
            return request;
        }

        @Override
        public UnauthorizedCheck.RefusalCount refusals() {
            return refusals;
        }

        @Override
        public void again(Reply.Unauthorized reply, Duration wait) {
            guarded(() -> askAgain(this, reply, wait));
        }

        @Override
        public void goOn(Reply reply) {
            guarded(() -> finish(this, reply));
        }

        @Override
        public void fail(Throwable defect) {
            IntercomClient.this.fail(this, defect);
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

    /** What an exchange brought. */
    private record ReceivedReply(Reply reply, boolean isAnswer, Optional<RateLimitHeaders> rates, Instant date) {
        static final ReceivedReply UNREADABLE = new ReceivedReply(null, true, Optional.empty(), Instant.EPOCH);

        static ReceivedReply nothing(Reply reply) {
            return new ReceivedReply(reply, false, Optional.empty(), Instant.EPOCH);
        }
    }

    /** See the class; {@code mostInFlight} is a number of requests, and the token is never replaced. */
    public IntercomClient(
            Transport transport,
            Scheduler timer,
            Clock clock,
            RateLimiter budget,
            RetryPolicy retry,
            int mostInFlight,
            ExchangeListener listener) {
        this(transport, timer, clock, budget, retry, mostInFlight, listener, AccessToken.fixed(""), PATIENCE);
    }

    /**
     * See the class.
     *
     * @param mostInFlight a number of requests
     * @param token what the transport sends along
     * @param patience how long Intercom may refuse the token, or the certificate of the host be at fault, before that is final; with zero,
     *     once is enough
     */
    public IntercomClient(
            Transport transport,
            Scheduler timer,
            Clock clock,
            RateLimiter budget,
            RetryPolicy retry,
            int mostInFlight,
            ExchangeListener listener,
            AccessToken token,
            Duration patience) {
        this.transport = transport;
        this.timer = timer;
        this.clock = clock;
        this.budget = budget;
        this.retry = retry;
        this.mostInFlight = mostInFlight;
        this.listener = listener;
        this.replies = new ReplyParser(clock, transport.host(), listener);
        this.distrust = new CertificateGrace(clock, patience);
        this.authorization = new UnauthorizedCheck(
                clock,
                timer,
                retry,
                token,
                patience,
                listener,
                // Before all others, which wait for it.
                () -> ask(Request.get("/me").asScroll(), true));
    }

    @Override
    public CompletableFuture<Reply> ask(Request request) {
        return ask(request, false);
    }

    private CompletableFuture<Reply> ask(Request request, boolean aboutToken) {
        Pending pending;
        synchronized (lock) {
            pending = new Pending(asked++, request, aboutToken);
            if (closed) {
                pending.promise.cancel(false);
                return pending.promise;
            }
            open.add(pending);
            waiting.add(request.priority(), pending);
        }
        pump();
        return pending.promise;
    }

    /** The requests that have failed and are asked again. */
    public List<RetriedRequest> failing() {
        synchronized (lock) {
            return open.stream()
                    .map(pending -> pending.failing)
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    /** Cancels everything that is asked and not answered. Idempotent. */
    @Override
    public void close() {
        List<Pending> abandoned;
        synchronized (lock) {
            closed = true;
            abandoned = List.copyOf(open);
            open.clear();
            waiting.clear();
        }
        transport.close();
        abandoned.forEach(pending -> pending.promise.cancel(false));
    }

    /** Sends what may be sent now; sets the timer for the rest. */
    private void pump() {
        if (pumping.get() != null) {
            return;
        }
        pumping.set(true);
        try {
            while (sendNext()) {}
        } finally {
            pumping.remove();
        }
    }

    private boolean sendNext() {
        Pending next;
        Instant now = clock.instant();
        synchronized (lock) {
            // Of the first two, the answer to one under way wakes us.
            if (budget.underWay() >= mostInFlight || budget.awaitsFirstAnswer() || closed) {
                return false;
            }
            Optional<Request.Priority> kind = waiting.next(detailsUnderWay < mostInFlight - keptForLists());
            if (kind.isEmpty()) {
                return false;
            }
            Duration delay = budget.delay(now);
            if (!delay.isZero()) {
                wakeAt(now.plus(delay), delay);
                return false;
            }
            next = waiting.take(kind.get());
            next.sent = budget.sent(now);
            blame.sent(next.request, next.failures);
            detailsUnderWay += next.isDetail() ? 1 : 0;
        }
        send(next, now);
        return true;
    }

    /** Unless woken by then anyway: the time to wait may have become shorter than when an earlier alarm was set. */
    private void wakeAt(Instant due, Duration delay) {
        if (alarms.floor(due) == null) {
            alarms.add(due);
            timer.after(delay, () -> {
                synchronized (lock) {
                    alarms.remove(due);
                }
                pump();
            });
            listener.held(delay);
        }
    }

    /** Of those in flight: details that hang must not keep a scroll until it expires, nor everything else. */
    private int keptForLists() {
        return Math.min(4, mostInFlight / 4);
    }

    private void send(Pending pending, Instant sentAt) {
        CompletableFuture<Transport.RawResponse> answer;
        try {
            answer = transport.send(pending.request);
        } catch (RuntimeException | Error refused) {
            answer = CompletableFuture.failedFuture(refused);
        }
        // whenComplete, and not thenAccept, since a reply must come of either outcome.
        var unused = answer.whenComplete((received, thrown) -> {
            try {
                ended(pending, sentAt, received, thrown);
            } catch (Throwable defect) {
                // No code reads this future. Without this call, the caller waits for ever.
                fail(pending, defect);
            } finally {
                pump();
            }
        });
    }

    private void ended(Pending pending, Instant sentAt, Transport.RawResponse received, Throwable thrown) {
        Duration latency = latency(sentAt);
        ReceivedReply heard = ReceivedReply.UNREADABLE;
        Optional<RateLimiter.Use> over;
        try {
            heard = received == null
                    ? ReceivedReply.nothing(replies.of(pending.request, thrown))
                    : heard(pending, received, latency);
        } finally {
            // Whatever goes wrong in reading it, the request is under way no more.
            over = account(pending, heard);
        }
        if (isOpen()) {
            listener.exchanged(pending.request, heard.reply, latency);
            over.ifPresent(window -> listener.windowOver(window.taken(), window.allowed()));
            settle(pending, heard.reply);
        }
    }

    private ReceivedReply heard(Pending pending, Transport.RawResponse answer, Duration latency) {
        distrust.answered();
        Reply reply = replies.of(pending.request, answer, latency, pending.attempts.unavailable());
        Instant date = replies.date(answer);
        boolean foreign = reply instanceof Reply.Failed failed
                && answer.status() != 200
                && !failed.failure().isIntercoms();
        // A gateway counts its own requests under the same names.
        return new ReceivedReply(reply, true, foreign ? Optional.empty() : RateLimitHeaders.of(answer, date), date);
    }

    private void fail(Pending pending, Throwable defect) {
        synchronized (lock) {
            open.remove(pending);
            blame.ended(pending.request, pending.failures);
        }
        pending.promise.completeExceptionally(defect);
    }

    /** Never negative, though our clock may be set back meanwhile. */
    private Duration latency(Instant sentAt) {
        Duration measured = Duration.between(sentAt, clock.instant());
        return measured.isNegative() ? Duration.ZERO : measured;
    }

    private Optional<RateLimiter.Use> account(Pending pending, ReceivedReply heard) {
        Instant now = clock.instant();
        boolean exhausted = heard.reply instanceof Reply.Throttled throttled && throttled.isRateLimit();
        synchronized (lock) {
            detailsUnderWay -= pending.isDetail() ? 1 : 0;
            if (heard.rates.isPresent()) {
                RateLimitHeaders told = heard.rates.get();
                return budget.ended(pending.sent, exhausted ? told.usedUp() : told, heard.date, now);
            }
            budget.ended(heard.isAnswer);
            if (exhausted) {
                budget.exhausted(pending.sent, now);
            }
            return Optional.empty();
        }
    }

    /** False when the client is closed, and nobody waits for the reply any more. */
    private boolean isOpen() {
        synchronized (lock) {
            return !closed;
        }
    }

    private void settle(Pending pending, Reply reply) {
        if (reply instanceof Reply.Unauthorized refused && !pending.aboutToken) {
            authorization.refused(pending, refused);
            return;
        }
        if (reply instanceof Reply.Success || reply instanceof Reply.NotFound) {
            authorization.answered(pending);
            synchronized (lock) {
                if (findsNothing(reply)) {
                    blame.ended(pending.request, pending.failures);
                } else {
                    blame.answered(pending.request, pending.failures);
                }
            }
        }
        finish(pending, reply);
    }

    /** Of a search that finds nothing, Intercom can answer that though it fails at every entity. */
    private static boolean findsNothing(Reply reply) {
        return reply instanceof Reply.Success found
                && found.asked().pageSize() > 0
                && found.body().path("total_count").asLong(1) == 0;
    }

    /** Asks again where the retry rule says so. */
    private void finish(Pending pending, Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            Optional<Duration> wait = waitAfter(failed, pending);
            if (isWithheld(pending, failed, wait.isPresent())) {
                complete(pending, new Reply.Withheld(failed.failure()));
                return;
            }
            if (wait.isPresent()) {
                if (reply instanceof Reply.Unavailable unavailable
                        && (unavailable.maybeTooMuch() || isNoChance(pending))) {
                    pending.request = smaller(pending, failed.failure());
                }
                askAgain(pending, failed, wait.get());
                compare(pending);
                return;
            }
            if (RetryPolicy.isPassing(failed) && !failed.failure().word().isCertificate()) {
                decide(pending, failed);
                return;
            }
        }
        complete(pending, reply);
    }

    /** The retries are used up: one answer to another of its kind says that it fails alone. */
    private void decide(Pending pending, Reply.Failed failed) {
        Optional<Request> other;
        synchronized (lock) {
            other = pending.request.patience() == Request.RetryMode.UNTIL_BLAMED
                    ? blame.another(pending.request)
                    : Optional.empty();
        }
        if (other.isEmpty()) {
            complete(pending, failed);
            return;
        }
        var unused = ask(other.get().once()).whenComplete((reply, thrown) -> {
            boolean isAnswered = thrown == null && !(reply instanceof Reply.Failed);
            complete(pending, isAnswered ? new Reply.Withheld(failed.failure()) : failed);
        });
    }

    private Optional<Duration> waitAfter(Reply.Failed failed, Pending pending) {
        Optional<Duration> wait;
        synchronized (lock) {
            if (RetryPolicy.isPassing(failed)) {
                blame.failed(pending.request, pending.failures, clock.instant());
            }
            wait = retry.waitAfter(failed, pending.request, pending.attempts, blame.failuresInRow(pending.request));
        }
        return failed.failure().word().isCertificate() ? noLongerThanTrusted(wait) : wait;
    }

    private Optional<Duration> noLongerThanTrusted(Optional<Duration> wait) {
        Duration left = distrust.atFault();
        return left.isZero() || left.isNegative()
                ? Optional.empty()
                : wait.map(time -> time.compareTo(left) < 0 ? time : left);
    }

    private boolean isWithheld(Pending pending, Reply.Failed failed, boolean mayWait) {
        if (pending.request.patience() != Request.RetryMode.UNTIL_BLAMED
                || (mayWait && mayHelpSmaller(failed, pending))) {
            return false;
        }
        synchronized (lock) {
            return mayWait
                    ? blame.isItsOwn(pending.request, pending.failures, clock.instant())
                    : blame.areOthersAnswered(pending.request, pending.failures);
        }
    }

    /** A page of a list is not to blame for its size. */
    private static boolean mayHelpSmaller(Reply.Failed failed, Pending pending) {
        return !pending.isDetail()
                && pending.request.pageSize() > 1
                && failed instanceof Reply.Unavailable unavailable
                && unavailable.maybeTooMuch();
    }

    /**
     * What takes too long is made smaller at once, what fails when it has failed a few times. One entity may be what a page fails at. In an
     * outage a small page is of no use, and takes its time to grow again.
     */
    private Request smaller(Pending pending, Failure failure) {
        boolean isTooSlow = failure.status() == 0 || failure.status() == 408 || failure.status() == 504;
        if (!isTooSlow && pending.attempts.unavailable() < CHANCE) {
            return pending.request;
        }
        synchronized (lock) {
            return pending.request.smaller(blame.isAnythingAnswered(pending.failures) ? 1 : SMALL_PAGE);
        }
    }

    /** Whatever is wrong with the answers: a part of the page may be answered. */
    private static boolean isNoChance(Pending pending) {
        return pending.attempts.unavailable() >= RetryPolicy.BY_CHANCE;
    }

    private void compare(Pending pending) {
        Optional<Request> other;
        synchronized (lock) {
            other = pending.request.patience() == Request.RetryMode.UNTIL_BLAMED
                    ? blame.comparison(pending.request, pending.failures)
                    : Optional.empty();
        }
        other.ifPresent(request -> {
            var unused = ask(request.once()).whenComplete((reply, thrown) -> {
                synchronized (lock) {
                    blame.compared(request);
                }
            });
        });
    }

    private void complete(Pending pending, Reply reply) {
        synchronized (lock) {
            if (!open.remove(pending)) {
                return;
            }
            blame.ended(pending.request, pending.failures);
        }
        pending.promise.complete(reply);
    }

    private void askAgain(Pending pending, Reply.Failed failed, Duration wait) {
        pending.attempts = pending.attempts.after(failed);
        RetriedRequest failing = failing(pending, failed, clock.instant(), wait);
        listener.retrying(failing);
        timer.after(wait, () -> requeue(pending));
        if (pending.isDetail() && RetryPolicy.isPassing(failed) && wait.compareTo(FaultAttribution.SOON) > 0) {
            timer.after(FaultAttribution.SOON, () -> lookWhileItWaits(pending, failed));
        }
    }

    private RetriedRequest failing(Pending pending, Reply.Failed failed, Instant now, Duration wait) {
        synchronized (lock) {
            Instant since = pending.failing == null ? now : pending.failing.since();
            pending.failing = new RetriedRequest(failed, pending.attempts.total(), since, now.plus(wait));
            return pending.failing;
        }
    }

    /** What was asked after it is released after it: a long wait must not hold all of that back. */
    private void lookWhileItWaits(Pending pending, Reply.Failed failed) {
        if (isOpen() && isWithheld(pending, failed, true)) {
            complete(pending, new Reply.Withheld(failed.failure()));
        }
    }

    private void requeue(Pending pending) {
        synchronized (lock) {
            if (closed || !open.contains(pending)) {
                return;
            }
            if (pending.promise.isDone()) {
                // The reader has given it up.
                open.remove(pending);
                blame.ended(pending.request, pending.failures);
                return;
            }
            waiting.add(pending.request.priority(), pending);
        }
        pump();
    }
}
