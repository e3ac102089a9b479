package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * A model of what the client makes of dates: an Intercom whose answers are no further ahead of the worker's clock than some answers before them. One {@code Date} may be wrong: if it were
 * believed, a second that is not over would count as over, and a later change within it would be lost. Thread-safe.
 */
final class VouchedDates implements IntercomApi {
    /** So many answers in a row that are ahead mean that the worker's clock is behind. */
    private static final int ENOUGH = 3;

    /** No first answers are set back further: update times days ahead of them would be taken for wrong. */
    private static final Duration MOST = Duration.ofHours(12);

    private final IntercomApi intercom;
    private final Clock clock;
    private final Deque<Duration> ahead = new ArrayDeque<>();

    VouchedDates(IntercomApi intercom, Clock clock) {
        this.intercom = intercom;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        return intercom.send(request)
                .thenApply(reply -> reply instanceof Reply.Success found
                        ? new Reply.Success(found.body(), vouched(found.asOf()), found.request())
                        : reply);
    }

    private Duration least() {
        return ahead.stream().min(Duration::compareTo).orElseThrow();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private synchronized Instant vouched(Instant asOf) {
        Instant now = clock.instant();
        Instant latest = ahead.size() < ENOUGH ? later(now, asOf.minus(MOST)) : later(now, now.plus(least()));
        ahead.add(Duration.between(now, asOf));
        if (ahead.size() > ENOUGH) {
            ahead.remove();
        }
        return asOf.isAfter(latest) ? latest : asOf;
    }
}
