package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.ExchangeListener;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.WindowUse;
import io.kafkaconnect.intercom.client.http.Transport;
import io.kafkaconnect.intercom.client.response.RateLimitHeaders;
import io.kafkaconnect.intercom.client.response.ReplyParser;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Sends one request, parses the response and accounts for it. Thread-safe. */
final class RequestExchange {
    private final Object lock;
    private final OpenRequests requests;
    private final RequestAdmission admission;
    private final Transport transport;
    private final ReplyParser parser;
    private final CertificateGrace certificateGrace;
    private final Clock clock;
    private final ExchangeListener listener;
    private final ReplyHandler handler;

    /** The result of an exchange; {@code isAnswer} is false if no response came, and the body had {@code bytes}. */
    record ReceivedReply(Reply reply, boolean isAnswer, Optional<RateLimitHeaders> rates, Instant date, int bytes) {
        private static final ReceivedReply UNREADABLE =
                new ReceivedReply(null, true, Optional.empty(), Instant.EPOCH, 0);

        private static ReceivedReply withoutAnswer(Reply reply) {
            return new ReceivedReply(reply, false, Optional.empty(), Instant.EPOCH, 0);
        }

        boolean isRateLimited() {
            return reply instanceof Reply.Throttled throttled && throttled.isRateLimit();
        }
    }

    RequestExchange(
            Object lock,
            OpenRequests requests,
            RequestAdmission admission,
            Transport transport,
            ReplyParser parser,
            CertificateGrace certificateGrace,
            Clock clock,
            ExchangeListener listener,
            ReplyHandler handler) {
        this.lock = lock;
        this.requests = requests;
        this.admission = admission;
        this.transport = transport;
        this.parser = parser;
        this.certificateGrace = certificateGrace;
        this.clock = clock;
        this.listener = listener;
        this.handler = handler;
    }

    /** Sends the request, and runs {@code afterwards} once its reply has been handled. */
    void send(Flight flight, Runnable afterwards) {
        CompletableFuture<Transport.RawResponse> response;
        try {
            if (flight.isAgain()) {
                listener.sentAgain(flight.request());
            }
            response = transport.send(flight.request());
        } catch (RuntimeException | Error refused) {
            response = CompletableFuture.failedFuture(refused);
        }
        // whenComplete and not thenAccept, because both outcomes must lead to a reply.
        var unused = response.whenComplete((received, thrown) -> {
            try {
                ended(flight, received, thrown);
            } catch (Throwable defect) {
                // No code reads this future. Without this call, the caller waits for ever.
                handler.fail(flight.pending(), defect);
            } finally {
                afterwards.run();
            }
        });
    }

    private void ended(Flight flight, Transport.RawResponse response, Throwable thrown) {
        Duration latency = latency(flight.sent().at());
        ReceivedReply received = ReceivedReply.UNREADABLE;
        Optional<WindowUse> finishedWindow;
        boolean isLast;
        try {
            received = response == null
                    ? ReceivedReply.withoutAnswer(parser.parse(flight.request(), thrown))
                    : received(flight, response, latency);
        } finally {
            // Even if the parser throws, the request is no longer in flight.
            Instant now = clock.instant();
            synchronized (lock) {
                finishedWindow = admission.ended(flight, received, now);
                isLast = flight.pending().inFlight == 0;
            }
        }
        if (isOpen()) {
            listener.exchanged(flight.request(), received.reply, latency);
            finishedWindow.ifPresent(listener::windowOver);
            if (isLast || isConclusive(received.reply)) {
                handler.handle(flight.pending(), received.reply);
            }
        }
    }

    /** Whether the reply counts although the request is in flight a second time. Otherwise that decides. */
    private static boolean isConclusive(Reply reply) {
        return !(reply instanceof Reply.Unavailable
                || reply instanceof Reply.Throttled
                || reply instanceof Reply.Unauthorized);
    }

    private ReceivedReply received(Flight flight, Transport.RawResponse response, Duration latency) {
        certificateGrace.answered();
        Reply reply = parser.parse(
                flight.request(), response, latency, flight.pending().attempts.unavailable());
        Instant date = parser.date(response);
        boolean isForeign = reply instanceof Reply.Failed failed
                && response.status() != 200
                && !failed.failure().isIntercoms();
        // A gateway counts its own requests under the same header names.
        Optional<RateLimitHeaders> rates = isForeign ? Optional.empty() : RateLimitHeaders.of(response, date);
        return new ReceivedReply(reply, true, rates, date, response.body().length);
    }

    /** Never negative, even if our clock is set back meanwhile. */
    private Duration latency(Instant sentAt) {
        Duration measured = Duration.between(sentAt, clock.instant());
        return measured.isNegative() ? Duration.ZERO : measured;
    }

    private boolean isOpen() {
        synchronized (lock) {
            return !requests.isClosed();
        }
    }
}
