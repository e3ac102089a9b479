package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Failure;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Finds out what a 401 means: a wrong token, a missing permission, or a mistake of Intercom's that passes. {@code GET /me} needs no
 * permission, so its answer tells whether Intercom knows the token.
 *
 * <p>If Intercom knows the token, a 401 means a missing permission. It takes several in a row to believe that. While other requests of the
 * same kind are answered it is believed only of the details of one entity. If Intercom does not know the token, the configuration is read again. If that gives
 * no new token, the token counts as refused when the patience is over. Thread-safe.
 */
final class UnauthorizedCheck {
    /** How long new 401s are doubted after one that was a mistake. */
    private static final Duration DOUBT = Duration.ofMinutes(10);

    /** The longest wait between two questions about a token that is refused. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final int REFUSALS = 5;
    private static final int CLEAR_REFUSALS = 2;
    private static final int DOUBTFUL_REFUSALS = 20;

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
    /** When a request of a kind was last answered, by the count of events. */
    private final Map<String, Long> answered = new HashMap<>();

    private long events;
    private boolean asking;
    private Instant refusedSince;
    private int refusalsOfMe;
    private Instant doubtUntil = Instant.MIN;

    /** What is known of the refusals of one request. */
    static final class RefusalCount {
        private int inRow;
        private long since;
    }

    /** A request that was answered 401, and what may become of it. */
    interface RefusedRequest {
        Request request();

        RefusalCount refusals();

        /** It is asked again after the wait. */
        void retry(Reply.Unauthorized reply, Duration wait);

        /** It is handled as any request with this reply. */
        void conclude(Reply reply);

        /** Something is wrong with the connector. */
        void fail(Throwable defect);
    }

    private record OpenCase(RefusedRequest refused, Reply.Unauthorized reply) {}

    /**
     * Nothing is known yet.
     *
     * @param patience how long Intercom may refuse the token before it is refused for good; zero for the check of settings
     * @param me asks {@code GET /me}, without this
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
    }

    /** A request got an answer other than 401. Its kind is permitted, and its earlier refusals were mistakes. */
    void answered(Request request, RefusalCount refusals) {
        synchronized (lock) {
            answered.put(request.kind(), ++events);
            // An answer shows that Intercom knows the token, even if other requests are refused just now.
            refusedSince = refusedSince == null ? null : clock.instant();
            if (refusals.inRow > 0) {
                refusals.inRow = 0;
                doubtUntil = clock.instant().plus(DOUBT);
            }
        }
    }

    /** A request was answered 401. */
    void refused(RefusedRequest request, Reply.Unauthorized reply) {
        synchronized (lock) {
            RefusalCount refusals = request.refusals();
            events++;
            refusals.since = refusals.inRow == 0 ? events : refusals.since;
            refusals.inRow++;
            refusedSince = refusedSince == null ? clock.instant() : refusedSince;
            waiting.add(new OpenCase(request, reply));
            if (asking) {
                return;
            }
            asking = true;
        }
        if (isMe(request)) {
            meRefused(reply);
        } else {
            askMe();
        }
    }

    private static boolean isMe(RefusedRequest request) {
        return request.request().path().equals(ME);
    }

    private void askMe() {
        var unused = me.get().whenComplete((reply, thrown) -> {
            if (thrown != null) {
                defect(thrown);
            } else if (reply instanceof Reply.Unauthorized refused) {
                meRefused(refused);
            } else if (reply instanceof Reply.Unavailable) {
                // The retries are used up.
                settled().forEach(one -> one.refused.conclude(reply));
            } else {
                known();
            }
        });
    }

    private void defect(Throwable thrown) {
        List<OpenCase> cases = settled();
        if (!(thrown instanceof CancellationException)) {
            cases.forEach(one -> one.refused.fail(thrown));
        }
    }

    private void meRefused(Reply.Unauthorized reply) {
        token.renew(replaced -> {
            if (replaced) {
                listener.tokenReplaced();
                for (OpenCase one : settled()) {
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
            settled().forEach(one -> one.refused.conclude(one.reply));
            return;
        }
        Duration backoff = retry.afterRefusal(attempt - 1);
        Duration wait = shorter(shorter(backoff, LONGEST), left);
        listener.retrying(new RetriedRequest(reply, attempt, since, now.plus(wait)));
        timer.after(wait, this::askMe);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Intercom knows the token. */
    private void known() {
        boolean hiccup;
        synchronized (lock) {
            hiccup = refusalsOfMe > 0;
            doubtUntil = hiccup ? clock.instant().plus(DOUBT) : doubtUntil;
        }
        for (OpenCase one : settled()) {
            if (hiccup || isMe(one.refused)) {
                forget(one);
                one.refused.retry(one.reply, retry.afterRefusal(0));
            } else {
                decide(one);
            }
        }
    }

    private void decide(OpenCase one) {
        int inRow;
        boolean enough;
        boolean othersAnswered;
        synchronized (lock) {
            RefusalCount refusals = one.refused.refusals();
            inRow = refusals.inRow;
            enough = inRow >= enough(one.reply.failure());
            othersAnswered = answered.getOrDefault(one.refused.request().kind(), 0L) > refusals.since;
        }
        // Which entities a detail is refused for is for its reader to judge.
        boolean isDetail = one.refused.request().priority() == Request.Priority.DETAIL;
        if (patience.isZero() || (enough && (isDetail || !othersAnswered))) {
            one.refused.conclude(new Reply.Forbidden(one.reply.failure()));
        } else if (enough) {
            // Others of its kind are answered, so the permission is there.
            one.refused.conclude(new Reply.Unavailable(one.reply.failure(), false));
        } else {
            one.refused.retry(one.reply, retry.afterRefusal(inRow - 1));
        }
    }

    private int enough(Failure failure) {
        if (clock.instant().isBefore(doubtUntil)) {
            return DOUBTFUL_REFUSALS;
        }
        boolean clear = failure.code().equals("token_unauthorized")
                || failure.detail().contains("Not authorized to access resource");
        return clear ? CLEAR_REFUSALS : REFUSALS;
    }

    private void forget(OpenCase one) {
        synchronized (lock) {
            one.refused.refusals().inRow = 0;
        }
    }

    /** All that wait for the answer that has come. */
    private List<OpenCase> settled() {
        synchronized (lock) {
            List<OpenCase> cases = List.copyOf(waiting);
            waiting.clear();
            asking = false;
            refusedSince = null;
            refusalsOfMe = 0;
            return cases;
        }
    }
}
