package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import io.kafkaconnect.intercom.client.RetryPolicy;
import io.kafkaconnect.intercom.client.http.AccessToken;
import io.kafkaconnect.intercom.client.http.Scheduler;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.limit.RateLimiter;
import io.kafkaconnect.intercom.client.response.ReplyParser;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests to Intercom without blocking. A request waits in a queue until the rate limit and the number of requests in flight allow
 * it. The client retries it as the {@link RetryPolicy} decides. Its future completes with the final {@link Reply}.
 *
 * <p>Thread-safe. The client has no thread of its own: each call, each response and each alarm of the timer sends the requests that are due,
 * even while the task is busy. A future completes on an I/O thread or on the calling thread, but never while the lock is held.
 */
public final class IntercomClient implements IntercomApi, AutoCloseable {

    /** How long Intercom may refuse the token, or the certificate may be wrong, before a task fails. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Transport transport;
    private final Object lock = new Object();
    private final OpenRequests requests = new OpenRequests();
    private final ReplyHandler handler;
    private final RequestSender sender;

    /** A client whose token is never replaced. */
    public IntercomClient(
            Transport transport,
            Scheduler timer,
            Clock clock,
            RateLimiter limiter,
            RetryPolicy retry,
            int maxInFlight,
            ExchangeListener listener) {
        this(transport, timer, clock, limiter, retry, maxInFlight, listener, AccessToken.fixed(""), PATIENCE);
    }

    /**
     * A client whose token may be replaced.
     *
     * @param maxInFlight maximum number of requests in flight, see {@link FlightBound}
     * @param token the token that the transport sends
     * @param patience how long Intercom may refuse the token, or the certificate of the host may be wrong, before that is final; with zero,
     *     the first failure is final
     */
    public IntercomClient(
            Transport transport,
            Scheduler timer,
            Clock clock,
            RateLimiter limiter,
            RetryPolicy retry,
            int maxInFlight,
            ExchangeListener listener,
            AccessToken token,
            Duration patience) {
        this.transport = transport;
        FaultAttribution attribution = new FaultAttribution();
        CertificateGrace certificateGrace = new CertificateGrace(clock, patience);
        UnauthorizedCheck authorization = new UnauthorizedCheck(
                clock,
                timer,
                retry,
                token,
                patience,
                listener,
                // Goes before all other requests, because they wait for its reply.
                () -> submit(Request.get("/me").asScroll(), true));
        this.handler = new ReplyHandler(
                lock,
                requests,
                attribution,
                new FailureDecision(lock, attribution, retry, certificateGrace, clock),
                new RetrySchedule(lock, requests, timer, clock, listener, this::sendQueued),
                authorization,
                this);
        RequestAdmission admission = new RequestAdmission(requests, limiter, attribution, new FlightBound(maxInFlight));
        RequestExchange exchange = new RequestExchange(
                lock,
                requests,
                admission,
                transport,
                new ReplyParser(clock, transport.host(), listener),
                certificateGrace,
                clock,
                listener,
                handler);
        this.sender = new RequestSender(lock, admission, exchange, timer, clock, listener);
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        return submit(request, false);
    }

    private CompletableFuture<Reply> submit(Request request, boolean aboutToken) {
        PendingRequest pending;
        synchronized (lock) {
            pending = requests.add(request, aboutToken);
            if (requests.isClosed()) {
                pending.promise.cancel(false);
                return pending.promise;
            }
        }
        var unused = pending.promise.whenComplete((reply, thrown) -> {
            if (pending.promise.isCancelled()) {
                handler.cancelled(pending);
            }
        });
        sendQueued();
        return pending.promise;
    }

    private void sendQueued() {
        sender.sendQueued();
    }

    /** The requests that have failed and that the client retries. */
    public List<RetriedRequest> failing() {
        synchronized (lock) {
            return requests.failing();
        }
    }

    /** Cancels all requests without a final reply. Idempotent. */
    @Override
    public void close() {
        List<PendingRequest> abandoned;
        synchronized (lock) {
            abandoned = requests.close();
        }
        transport.close();
        abandoned.forEach(pending -> pending.promise.cancel(false));
    }
}
