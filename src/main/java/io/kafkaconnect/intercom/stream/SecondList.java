package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.api.Request;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Lists what was updated in one second, at which Intercom failed before. */
final class SecondList {
    /** One answer may be wrong, and the second is not listed again. */
    private static final int ANSWERS = 2;

    private final PageAccess access;
    private final Listing listing;
    private final PageSize pageSize;
    private final Clock clock;

    SecondList(PageAccess access, Listing listing, PageSize pageSize, Clock clock) {
        this.access = access;
        this.listing = listing;
        this.pageSize = pageSize;
        this.clock = clock;
    }

    /** All that was updated in it; {@link Details.Completed.Vanished} where that is nothing. */
    CompletableFuture<Details.Completed> read(Second second) {
        Instant from = Instant.ofEpochSecond(second.at());
        Request first = listing.oldestFirst(from, from.plusSeconds(1), pageSize.get());
        return read(first.listing(listing.array()).untilBlamed(), PageAnswers.ofTimed(true, ANSWERS), List.of())
                .exceptionally(SecondList::incomplete);
    }

    private CompletableFuture<Details.Completed> read(Request page, PageAnswers answers, List<ListPage> before) {
        return access.ask(page).thenCompose(reply -> {
            if (reply.withheld().isPresent()) {
                Details.Completed refused =
                        new Details.Completed.Refused(reply.withheld().get());
                return CompletableFuture.completedFuture(refused);
            }
            Optional<ListPage> whole = answers.take(ListPage.of(reply, listing, pageSize, clock.instant()));
            if (whole.isEmpty()) {
                return read(page, answers, before);
            }
            List<ListPage> pages = new ArrayList<>(before);
            pages.add(whole.get());
            Request next = whole.get().next();
            return next == null
                    ? CompletableFuture.completedFuture(all(pages))
                    : read(next, PageAnswers.ofTimed(false, ANSWERS), pages);
        });
    }

    private static Details.Completed all(List<ListPage> pages) {
        ListPage last = pages.get(pages.size() - 1);
        long counted = pages.stream().mapToLong(ListPage::total).max().orElse(ListPage.UNKNOWN);
        Scan.End end = Scan.End.of(
                last, counted, pages.stream().mapToLong(ListPage::shown).sum());
        if (end.equals(Scan.End.NOTHING)) {
            return new Details.Completed.Vanished();
        }
        return end.equals(Scan.End.PROVEN) || end.mayBeWhole()
                ? new Details.Completed.Shown(pages)
                : new Details.Completed.Incomplete("the list of a second ends before its end");
    }

    private static Details.Completed incomplete(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof Pass.RestartException) {
            return new Details.Completed.Incomplete(cause.getMessage());
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }
}
