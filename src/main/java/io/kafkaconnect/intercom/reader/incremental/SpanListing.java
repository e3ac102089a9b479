package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Lists what was updated in a span of time, from either end, as far as Intercom gives it. */
final class SpanListing {
    /** One answer may be wrong, and the span is not listed again. */
    private static final int ANSWERS = 2;

    /** So many entities beyond a span, one behind the other, end it if nothing else is on the last page. */
    private static final int MIN_BEYOND = DescendingScan.MIN_OLD;

    /** A search may show so late that an entity has moved on. */
    private static final Duration LATE = Duration.ofMinutes(15);

    private final PageAccess access;
    private final Listing listing;
    private final AdaptivePageSize pageSize;
    private final Clock clock;

    SpanListing(PageAccess access, Listing listing, AdaptivePageSize pageSize, Clock clock) {
        this.access = access;
        this.listing = listing;
        this.pageSize = pageSize;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param pages in the order in which they came
     * @param withheld why the page behind them did not come; empty where it need not or was not asked for
     * @param isCut whether there are more entities than were wanted
     * @param isOver whether the pages show that the span is over
     */
    record SpanPart(List<ListPage> pages, Optional<Failure> withheld, boolean isCut, boolean isOver) {
        /** Whether the list ended before all entities came that it counts. */
        boolean isIncomplete() {
            if (withheld.isPresent() || isCut || isOver) {
                return false;
            }
            long counted = pages.stream().mapToLong(ListPage::total).max().orElse(ListPage.UNKNOWN);
            Scan.ScanEnd end = Scan.ScanEnd.of(pages.get(pages.size() - 1), counted, shown());
            return end.equals(Scan.ScanEnd.NOTHING) ? counted > 0 : !end.mayBeWhole();
        }

        long shown() {
            return pages.stream().mapToLong(ListPage::shown).sum();
        }

        Stream<ListedEntity> entities() {
            return pages.stream().map(ListPage::entities).flatMap(Collection::stream);
        }
    }

    /** The way through a span. */
    private record SpanRequest(ParkedSpan span, boolean isUp, long most, long settled) {
        /** Whether the last page, and the last entities, lie beyond the span. A few may be shown as they were, where their place is not. */
        boolean isOver(List<ListPage> pages) {
            List<ListedEntity> all =
                    pages.stream().flatMap(page -> page.entities().stream()).toList();
            return all.size() >= MIN_BEYOND
                    && all.subList(all.size() - MIN_BEYOND, all.size()).stream().allMatch(this::isBeyond)
                    && pages.get(pages.size() - 1).entities().stream().allMatch(this::isBeyond);
        }

        boolean isBeyond(ListedEntity one) {
            // Where the index lags, what was updated just now stands where it belonged before.
            boolean isAfter = one.time() > span.to() && one.time() < settled;
            return one.isTimed() && (isUp ? isAfter : one.time() < span.from());
        }

        boolean isEnough(List<ListPage> pages) {
            return pages.stream()
                            .flatMap(page -> page.entities().stream())
                            .filter(this::isOwn)
                            .count()
                    > most;
        }

        boolean isOwn(ListedEntity one) {
            return !one.isTimed() || span.holds(one.time());
        }
    }

    /** All that was updated in it; {@link Enricher.Enriched.Vanished} where that is nothing. */
    CompletableFuture<Enricher.Enriched> read(ParkedSpan span) {
        // Where the filter knows days, something else may be at fault beside the span, on either side of it.
        return list(request(span, true, Long.MAX_VALUE))
                .thenCompose(up -> up.withheld().isPresent() && listing.filter() == Listing.TimeFilter.DAYS
                        ? newestFirst(span, Long.MAX_VALUE).thenApply(down -> fromBothSides(span, up, down))
                        : CompletableFuture.completedFuture(fromOneSide(span, up)))
                .exceptionally(SpanListing::incomplete);
    }

    private SpanRequest request(ParkedSpan span, boolean isUp, long most) {
        return new SpanRequest(span, isUp, most, clock.instant().minus(LATE).getEpochSecond());
    }

    private static Enricher.Enriched fromOneSide(ParkedSpan span, SpanPart part) {
        return part.withheld()
                .<Enricher.Enriched>map(Enricher.Enriched.Inaccessible::new)
                .orElseGet(() -> all(span, part));
    }

    private static Enricher.Enriched fromBothSides(ParkedSpan span, SpanPart up, SpanPart down) {
        if (down.withheld().isEmpty()) {
            return all(span, down);
        }
        long from = own(span, up).max().orElse(span.from());
        long to = own(span, down).min().orElse(span.to());
        List<ListPage> pages =
                Stream.of(up, down).flatMap(part -> part.pages().stream()).toList();
        return from <= to
                ? new Enricher.Enriched.ListedInPart(pages, new ParkedSpan(from, to))
                : new Enricher.Enriched.Inaccessible(down.withheld().get());
    }

    private static LongStream own(ParkedSpan span, SpanPart part) {
        return part.entities().mapToLong(ListedEntity::time).filter(span::holds);
    }

    /**
     * What was updated in it last, as far as Intercom gives it.
     *
     * @param most of so many entities it is cut
     */
    CompletableFuture<SpanPart> newestFirst(ParkedSpan span, long most) {
        return list(request(span, false, most));
    }

    private CompletableFuture<SpanPart> list(SpanRequest way) {
        Instant from = Instant.ofEpochSecond(way.span().from());
        Instant to = Instant.ofEpochSecond(way.span().to() + 1);
        Request first = way.isUp()
                ? listing.oldestFirst(from, to, pageSize.get())
                : listing.newestFirst(from, to, pageSize.get());
        return list(way, page(first), PageConsensus.ofTimed(true, ANSWERS), List.of());
    }

    private Request page(Request request) {
        return request.listing(listing.array()).untilBlamed();
    }

    private CompletableFuture<SpanPart> list(
            SpanRequest way, Request page, PageConsensus answers, List<ListPage> before) {
        return access.ask(page).thenCompose(reply -> {
            if (reply.withheld().isPresent()) {
                return CompletableFuture.completedFuture(new SpanPart(before, reply.withheld(), false, false));
            }
            Optional<ListPage> whole = answers.take(listPage(reply));
            if (whole.isEmpty()) {
                return list(way, page, answers, before);
            }
            List<ListPage> pages = new ArrayList<>(before);
            pages.add(whole.get().reduced(way::isOwn));
            Request next = whole.get().next();
            boolean isCut = way.isEnough(pages);
            boolean isOver = way.isOver(pages);
            return next == null || isCut || isOver
                    ? CompletableFuture.completedFuture(new SpanPart(pages, Optional.empty(), isCut, isOver))
                    : list(way, next, PageConsensus.ofTimed(false, ANSWERS), pages);
        });
    }

    private ListPage listPage(Reply reply) {
        return ListPage.of(reply, listing, pageSize, clock.instant());
    }

    private static Enricher.Enriched all(ParkedSpan span, SpanPart part) {
        if (part.isIncomplete()) {
            return new Enricher.Enriched.Incomplete("the list of " + span.name() + " ends before its end");
        }
        return part.shown() == 0 ? new Enricher.Enriched.Vanished() : new Enricher.Enriched.ListedAgain(part.pages());
    }

    private static Enricher.Enriched incomplete(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof ListPass.RestartException) {
            return new Enricher.Enriched.Incomplete(cause.getMessage());
        }
        throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
    }
}
