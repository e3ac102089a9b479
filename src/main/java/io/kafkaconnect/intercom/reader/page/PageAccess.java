package io.kafkaconnect.intercom.reader.page;

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
 * Requests the pages of a list, and distinguishes a refused page from a refused list. Only the page is refused if Intercom answers a sample of the
 * list: the reply is then {@link Reply.Withheld}. Example: the response to a page is 422, and the response to the oldest entity of the list is
 * 200. Thread-safe.
 */
public final class PageAccess {
    private final IntercomApi intercom;
    private final Request sample;
    private final int smallest;
    /** The last request whose response held entities; null before the first. */
    private volatile Request answered;

    /**
     * Accesses one list.
     *
     * @param sample requests a single entity of the list. If Intercom refuses it, the samples are {@link Request#elsewhere} and the page that Intercom
     *     answered last
     * @param smallest the smallest page size: a refused page is requested with fewer entities, down to this number
     */
    public PageAccess(IntercomApi intercom, Request sample, int smallest) {
        this.intercom = intercom;
        this.sample = sample;
        this.smallest = smallest;
    }

    /** Accesses a list with update times. */
    public static PageAccess of(IntercomApi intercom, Listing listing) {
        // The scan of a list that compares seconds narrows a refused page down by time, which takes fewer requests.
        int smallest = listing.comparesSeconds() ? Integer.MAX_VALUE : 1;
        return new PageAccess(intercom, listing.oldestFirst(Instant.EPOCH, 1), smallest);
    }

    /** Requests a page. Cancelling the future cancels the request. */
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
        CompletableFuture<Reply> answer = intercom.send(page);
        underWay.set(answer);
        return answer.thenCompose(this::judged).thenCompose(reply -> {
            Request asked = reply.withheld().map(Failure::request).orElse(page);
            Request smaller = asked.withHalvedPage(smallest);
            return reply.withheld().isPresent() && smaller.pageSize() < asked.pageSize()
                    ? ask(smaller, underWay)
                    : CompletableFuture.completedFuture(reply);
        });
    }

    private CompletableFuture<Reply> judged(Reply reply) {
        if (reply instanceof Reply.Success found
                && found.body().path("total_count").asLong(1) > 0) {
            answered = found.request();
        }
        if (!(reply instanceof Reply.Failed failed) || !isRefusal(failed)) {
            return CompletableFuture.completedFuture(reply);
        }
        Reply withheld = new Reply.Withheld(failed.failure());
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
        return intercom.send(one.withoutRetry()).thenApply(Reply.Success.class::isInstance);
    }

    /** A 404 counts as a refusal, because a list always exists. */
    private static boolean isRefusal(Reply.Failed reply) {
        return reply instanceof Reply.Forbidden || reply instanceof Reply.Rejected || reply instanceof Reply.NotFound;
    }
}
