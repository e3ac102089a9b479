package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks for the pages of a list, and tells a page that Intercom refuses from a list that it refuses. A page is refused alone if a sample of its
 * list is answered: the reply is then {@link Reply.Withheld}. Example: a page is answered 422, and the oldest entity of the list 200.
 * Thread-safe.
 */
final class PageAccess {
    private final Intercom intercom;
    private final Request sample;
    /** The last request that brought entities; null before the first. */
    private volatile Request answered;

    /**
     * For one list.
     *
     * @param sample asks for a single entity of the list. If it is refused, the samples are {@link Request#elsewhere} and the page answered last
     */
    PageAccess(Intercom intercom, Request sample) {
        this.intercom = intercom;
        this.sample = sample;
    }

    /** The reply to that page. */
    CompletableFuture<Reply> ask(Request page) {
        return intercom.ask(page).thenCompose(this::judged);
    }

    private CompletableFuture<Reply> judged(Reply reply) {
        if (reply instanceof Reply.Found found && found.body().path("total_count").asLong(1) > 0) {
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

    private Iterable<Request> samples() {
        return Stream.of(Optional.of(sample), sample.elsewhere(), Optional.ofNullable(answered))
                        .flatMap(Optional::stream)
                ::iterator;
    }

    private CompletableFuture<Boolean> isAnswered(Request one) {
        return intercom.ask(one.once()).thenApply(Reply.Found.class::isInstance);
    }

    /** A list is never gone. */
    private static boolean isRefusal(Reply reply) {
        return reply instanceof Reply.Denied || reply instanceof Reply.Rejected || reply instanceof Reply.Gone;
    }
}
