package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.client.http.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Finds out what a 401 means: a wrong token, a missing permission, or a temporary mistake of Intercom. {@code GET /me} needs no permission,
 * so its reply shows whether Intercom knows the token.
 *
 * <p>If Intercom knows the token, a permission is missing. Only several 401s in a row prove that. While other requests of the same kind are
 * answered, they prove it only for the details of one entity. If Intercom does not know the token, the configuration is read again. If it
 * has no new token, the token counts as refused once the patience is over. Thread-safe.
 */
final class UnauthorizedCheck {
    /** Maximum wait between two requests of {@code /me} while Intercom refuses the token. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private static final String ME = "/me";

    private final Clock clock;
    private final Scheduler timer;
    private final RetryPolicy retry;
    private final AccessToken token;
    private final Duration patience;
    private final ExchangeListener listener;
    private final Supplier<CompletableFuture<Reply>> me;

    private final Object lock = new Object();
    private final List<OpenCase> waiting = new ArrayList<>();
    private final UnauthorizedStreak streak;
    private boolean isRequestingMe;
    private Instant refusedSince;
    private int refusalsOfMe;

    /** A request that got a 401, and the possible outcomes. */
    interface RefusedRequest {
        Request request();

        UnauthorizedStreak.RefusalCount refusals();

        /** Sends the request again after the wait. */
        void retry(Reply.Unauthorized reply, Duration wait);

        /** Handles this reply like that of any other request. */
        void conclude(Reply reply);

        /** Ends the request, because the connector has a defect. */
        void fail(Throwable defect);
    }

    private record OpenCase(RefusedRequest refused, Reply.Unauthorized reply) {}

    /**
     * A check without any open case.
     *
     * @param patience how long Intercom may refuse the token before that is final; zero for the validation of settings
     * @param me sends {@code GET /me}; its 401 is not passed to this check
     */
    UnauthorizedCheck(
            Clock clock,
            Scheduler timer,
            RetryPolicy retry,
            AccessToken token,
            Duration patience,
            ExchangeListener listener,
            Supplier<CompletableFuture<Reply>> me) {
        this.clock = clock;
        this.timer = timer;
        this.retry = retry;
        this.token = token;
        this.patience = patience;
        this.listener = listener;
        this.me = me;
        this.streak = new UnauthorizedStreak(clock);
    }

    /** A request got a response other than 401. */
    void answered(Request request, UnauthorizedStreak.RefusalCount refusals) {
        synchronized (lock) {
            streak.answered(request, refusals);
            // The response shows that Intercom knows the token, even if it refuses other requests at the same time.
            refusedSince = refusedSince == null ? null : clock.instant();
        }
    }

    /** A request got a 401. */
    void refused(RefusedRequest request, Reply.Unauthorized reply) {
        synchronized (lock) {
            streak.refused(request.refusals());
            refusedSince = refusedSince == null ? clock.instant() : refusedSince;
            waiting.add(new OpenCase(request, reply));
            if (isRequestingMe) {
                return;
            }
            isRequestingMe = true;
        }
        if (isMe(request)) {
            meRefused(reply);
        } else {
            requestMe();
        }
    }

    private static boolean isMe(RefusedRequest request) {
        return request.request().path().equals(ME);
    }

    private void requestMe() {
        var unused = me.get().whenComplete((reply, thrown) -> {
            if (thrown != null) {
                fail(thrown);
            } else if (reply instanceof Reply.Unauthorized refused) {
                meRefused(refused);
            } else if (reply instanceof Reply.Unavailable) {
                // The retries are used up.
                closeCases().forEach(one -> one.refused.conclude(reply));
            } else {
                tokenKnown();
            }
        });
    }

    private void fail(Throwable thrown) {
        List<OpenCase> cases = closeCases();
        if (!(thrown instanceof CancellationException)) {
            cases.forEach(one -> one.refused.fail(thrown));
        }
    }

    private void meRefused(Reply.Unauthorized reply) {
        token.renew(replaced -> {
            if (replaced) {
                listener.tokenReplaced();
                for (OpenCase one : closeCases()) {
                    forget(one);
                    one.refused.retry(one.reply, Duration.ZERO);
                }
            } else {
                stillRefused(reply);
            }
        });
    }

    private void stillRefused(Reply.Unauthorized reply) {
        Duration left;
        int attempt;
        Instant since;
        Instant now = clock.instant();
        synchronized (lock) {
            attempt = ++refusalsOfMe;
            since = refusedSince;
            left = patience.minus(Duration.between(since, now));
        }
        if (left.isZero() || left.isNegative()) {
            closeCases().forEach(one -> one.refused.conclude(one.reply));
            return;
        }
        Duration backoff = retry.afterRefusal(attempt - 1);
        Duration wait = shorter(shorter(backoff, MAX_WAIT), left);
        listener.retrying(new RetriedRequest(reply, attempt, since, now.plus(wait)));
        timer.schedule(wait, this::requestMe);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Intercom knows the token. */
    private void tokenKnown() {
        boolean wasRefused;
        synchronized (lock) {
            wasRefused = refusalsOfMe > 0;
            if (wasRefused) {
                streak.doubt();
            }
        }
        for (OpenCase one : closeCases()) {
            if (wasRefused || isMe(one.refused)) {
                forget(one);
                one.refused.retry(one.reply, retry.afterRefusal(0));
            } else {
                decide(one);
            }
        }
    }

    private void decide(OpenCase one) {
        int inRow;
        boolean isEnough;
        boolean areOthersAnswered;
        synchronized (lock) {
            UnauthorizedStreak.RefusalCount refusals = one.refused.refusals();
            inRow = refusals.inRow();
            isEnough = streak.isEnough(refusals, one.reply.failure());
            areOthersAnswered = streak.areOthersAnswered(one.refused.request(), refusals);
        }
        // The reader decides which entities a refused detail concerns.
        boolean isDetail = one.refused.request().priority().isDetail();
        if (patience.isZero() || (isEnough && (isDetail || !areOthersAnswered))) {
            one.refused.conclude(new Reply.Forbidden(one.reply.failure()));
        } else if (isEnough) {
            // Others of its kind are answered, so the permission is not missing.
            one.refused.conclude(new Reply.Unavailable(one.reply.failure(), false));
        } else {
            one.refused.retry(one.reply, retry.afterRefusal(inRow - 1));
        }
    }

    private void forget(OpenCase one) {
        synchronized (lock) {
            streak.forget(one.refused.refusals());
        }
    }

    /** Returns all requests that wait for the reply to {@code /me}. */
    private List<OpenCase> closeCases() {
        synchronized (lock) {
            List<OpenCase> cases = List.copyOf(waiting);
            waiting.clear();
            isRequestingMe = false;
            refusedSince = null;
            refusalsOfMe = 0;
            return cases;
        }
    }
}
