package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Asks for the pages of a list, and tells a page that Intercom refuses from a list that it refuses. A page is refused alone if a sample of its
 * list is answered: the reply is then {@link Reply.Withheld}. Example: a page is answered 422, and the oldest entity of the list 200.
 * Thread-safe.
 */
public final class PageAccess {
    private final IntercomApi intercom;
    private final Request sample;
    private final int smallest;
    /** The last request that brought entities; null before the first. */
    private volatile Request answered;

    /**
     * For one list.
     *
     * @param sample asks for a single entity of the list. If it is refused, the samples are {@link Request#elsewhere} and the page answered last
     * @param smallest a page that does not come is asked for with fewer entities, down to that many
     */
    public PageAccess(IntercomApi intercom, Request sample, int smallest) {
        this.intercom = intercom;
        this.sample = sample;
        this.smallest = smallest;
    }

    /** For a list, as far as it is known how it is asked for. */
    static PageAccess of(IntercomApi intercom, Listing listing) {
        // What is left out of a list that compares seconds is found by seconds, which takes fewer requests.
        int smallest = listing.comparesSeconds() ? Integer.MAX_VALUE : 1;
        return new PageAccess(intercom, listing.oldestFirst(Instant.EPOCH, 1), smallest);
    }

    /** The reply to that page; when it is cancelled, the page is asked for no more. */
    public CompletableFuture<Reply> ask(Request page) {
        AtomicReference<CompletableFuture<Reply>> underWay = new AtomicReference<>();
        CompletableFuture<Reply> reply = ask(page, underWay);
        var unused = reply.whenComplete((answered, thrown) -> {
            if (reply.isCancelled()) {
                underWay.get().cancel(false);
            }
        });
        return reply;
    }

    private CompletableFuture<Reply> ask(Request page, AtomicReference<CompletableFuture<Reply>> underWay) {
        CompletableFuture<Reply> answer = intercom.ask(page);
        underWay.set(answer);
        return answer.thenCompose(this::judged).thenCompose(reply -> {
            Request asked = reply.withheld().map(Failure::request).orElse(page);
            Request smaller = asked.smaller(smallest);
            return reply.withheld().isPresent() && smaller.pageSize() < asked.pageSize()
                    ? ask(smaller, underWay)
                    : CompletableFuture.completedFuture(reply);
        });
    }

    private CompletableFuture<Reply> judged(Reply reply) {
        if (reply instanceof Reply.Success found
                && found.body().path("total_count").asLong(1) > 0) {
            answered = found.asked();
        }
        if (!isRefusal(reply)) {
            return CompletableFuture.completedFuture(reply);
        }
        Reply withheld = new Reply.Withheld(((Reply.Failed) reply).failure());
        CompletableFuture<Boolean> permitted = CompletableFuture.completedFuture(false);
        for (Request one : samples()) {
            permitted = permitted.thenCompose(is -> is ? CompletableFuture.completedFuture(true) : isAnswered(one));
        }
        return permitted.thenApply(is -> is ? withheld : reply);
    }

    private List<Request> samples() {
        return Stream.of(Optional.of(sample), sample.elsewhere(), Optional.ofNullable(answered))
                .flatMap(Optional::stream)
                .toList();
    }

    private CompletableFuture<Boolean> isAnswered(Request one) {
        return intercom.ask(one.once()).thenApply(Reply.Success.class::isInstance);
    }

    /** A list is never gone. */
    private static boolean isRefusal(Reply reply) {
        return reply instanceof Reply.Forbidden || reply instanceof Reply.Rejected || reply instanceof Reply.NotFound;
    }
}
