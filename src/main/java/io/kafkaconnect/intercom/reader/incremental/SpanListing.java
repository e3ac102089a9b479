package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.reader.page.PageConsensus;
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

/** Lists the entities updated in a span of time, from either end, as far as Intercom gives them. */
final class SpanListing {
    /** One answer may be wrong, and no later pass lists the span again. */
    private static final int MIN_ANSWERS = 2;

    /** This number of successive entities beyond the span ends the list, if the last page holds only such entities. */
    private static final int MIN_BEYOND = DescendingScan.MIN_OLD;

    /** How late a search may show that an entity has changed. */
    private static final Duration MAX_LATENESS = Duration.ofMinutes(15);

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
     * The part of a span that was read.
     *
     * @param pages the pages, in the order of their arrival
     * @param withheld why Intercom refused the page behind them; empty if no page was refused
     * @param isCut whether the list was left because it held too many entities
     * @param isOver whether the pages show that the span is over
     */
    record SpanPart(List<ListPage> pages, Optional<Failure> withheld, boolean isCut, boolean isOver) {
        /** Whether the list ended before it showed all entities that Intercom counts. */
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

    /**
     * A list of a span.
     *
     * @param most the largest number of entities to read
     * @param settled the second from which the index may lag
     */
    private record SpanRequest(ParkedSpan span, boolean isUp, long most, long settled) {
        /** Whether the last page and the last entities lie beyond the span. A single entity may be at a wrong position. */
        boolean isOver(List<ListPage> pages) {
            List<ListedEntity> all =
                    pages.stream().flatMap(page -> page.entities().stream()).toList();
            return all.size() >= MIN_BEYOND
                    && all.subList(all.size() - MIN_BEYOND, all.size()).stream().allMatch(this::isBeyond)
                    && pages.get(pages.size() - 1).entities().stream().allMatch(this::isBeyond);
        }

        boolean isBeyond(ListedEntity one) {
            // If the index lags, an entity with a recent update stands at its previous position.
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

    /** All entities updated in the span; {@link Enricher.Enriched.Vanished} if there are none. */
    CompletableFuture<Enricher.Enriched> read(ParkedSpan span) {
        // A filter by days also lists entities before and after the span, and Intercom may refuse the page because of
        // one of those.
        return list(request(span, true, Long.MAX_VALUE))
                .thenCompose(up -> up.withheld().isPresent() && listing.filter() == Listing.TimeFilter.DAYS
                        ? newestFirst(span, Long.MAX_VALUE).thenApply(down -> fromBothSides(span, up, down))
                        : CompletableFuture.completedFuture(fromOneSide(span, up)))
                .exceptionally(SpanListing::incomplete);
    }

    private SpanRequest request(ParkedSpan span, boolean isUp, long most) {
        return new SpanRequest(
                span, isUp, most, clock.instant().minus(MAX_LATENESS).getEpochSecond());
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
     * The newest entities of the span, down to a page that Intercom refuses.
     *
     * @param most the largest number of entities to read
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
        return list(way, page(first), PageConsensus.ofTimed(true, MIN_ANSWERS), List.of());
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
                    : list(way, next, PageConsensus.ofTimed(false, MIN_ANSWERS), pages);
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
