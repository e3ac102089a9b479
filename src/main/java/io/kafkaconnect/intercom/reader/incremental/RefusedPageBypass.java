package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The way around a page that Intercom refuses while it gives others. If the filter compares seconds, the rest of the slice is split into halves until one
 * refused second remains, and the scan skips it. If the filter compares days, the scan reads the slice from its {@linkplain ReverseRange far side}.
 * Without a filter, there is no way around. Used by the task's thread.
 */
final class RefusedPageBypass {
    static final long MIN_REACH = TimeSlices.DAY;

    /** The largest number of entities to gather from a far side. */
    private static final int MAX_GATHERED = 5_000;

    private final TimeSlices slices;
    private final ReadFilter filter;
    private final Scan.ScanListener events;
    private final SpanListing spans;
    private final ScanFactory scans;

    /**
     * Goes around refused pages of those slices.
     *
     * @param scans its events receive each skipped span
     */
    RefusedPageBypass(TimeSlices slices, ReadFilter filter, ScanFactory scans) {
        this.slices = slices;
        this.filter = filter;
        this.events = scans.events();
        this.spans = new SpanListing(scans.access(), scans.listing(), scans.pageSize(), scans.clock());
        this.scans = scans;
    }

    /** Ends the slice before its refused page, and starts the way around. Returns false if there is none. */
    boolean begin(TimeSlice slice, Failure failure) {
        slices.behind(slice).ifPresent(TimeSlice::clear);
        slice.pages().end();
        long limit = Math.min(slice.to(), filter.until());
        Listing.TimeFilter precision = scans.listing().filter();
        if (precision == Listing.TimeFilter.NONE) {
            events.pageWithheld(failure);
            return false;
        }
        if (precision == Listing.TimeFilter.DAYS) {
            ReverseRange range = ReverseRange.behind(slice.unreadFrom(), limit, slice.farSideReach(), failure);
            slices.addBehind(slice, List.of(farSide(range)));
        } else if (slice.isOneSecond()) {
            events.spanWithheld(ParkedSpan.ofSecond(slice.unreadFrom()), failure);
        } else {
            slices.addBehind(slice, halves(slice.unreadFrom(), limit));
        }
        return true;
    }

    private List<TimeSlice> halves(long from, long to) {
        // No entity has an update in the future. The margin covers the difference between clocks.
        long latest = Math.min(to, Math.max(from, scans.clock().instant().getEpochSecond()) + TimeSlices.DAY);
        long middle = Math.min(to, from + Math.max(1, (latest - from) / 2));
        return Stream.of(slices.slice(from, middle), slices.slice(middle, to))
                .filter(half -> !half.isEmpty())
                .map(TimeSlice::suspected)
                .toList();
    }

    private TimeSlice farSide(ReverseRange range) {
        CompletableFuture<SpanListing.SpanPart> part = spans.newestFirst(range.span(), MAX_GATHERED);
        WakeupFutures.onDone(part, scans.signal());
        return TimeSlice.of(new FarSide(range, part));
    }

    /** Handles the reply for a far side. Returns what was read; empty if the scan tries another far side. */
    Optional<FarSideRead> takeIn(TimeSlice slice) {
        SpanListing.SpanPart part = slice.farSide().part();
        ReverseRange.Outcome outcome = slice.farSide()
                .range()
                .outcome(
                        part,
                        filter.tracker().parkedSpans(),
                        scans.clock().instant().getEpochSecond());
        if (outcome instanceof ReverseRange.Outcome.Again again) {
            slices.replace(slice, farSide(again.other()));
        }
        return outcome instanceof ReverseRange.Outcome.ReadRange read
                ? Optional.of(new FarSideRead(part.pages(), part.isIncomplete(), read))
                : Optional.empty();
    }

    /** Ends the slice with the entities of its far side. Unless the list ended early, the scan then reads the entities behind it in ascending order. */
    void end(TimeSlice slice, FarSideRead farSide, long settled) {
        ReverseRange range = slice.farSide().range();
        ReverseRange.Outcome.ReadRange read = farSide.read();
        // The next pass handles the part of the hole that is not final yet.
        read.hole().flatMap(hole -> hole.before(settled)).ifPresent(hole -> events.spanWithheld(hole, range.failure()));
        List<ListedEntity> fresh = read.entities().stream()
                .filter(one -> !filter.mustWait(one) && filter.isUnsent(one))
                .map(one -> events.retainForEnrichment(one).withoutOrder())
                .toList();
        slice.onFarSide(fresh, !farSide.isIncomplete());
        if (!farSide.isIncomplete()
                && range.to() < range.limit()
                && !range.isBeyond(scans.clock().instant().getEpochSecond())) {
            TimeSlice next = slices.slice(range.to(), range.limit());
            slices.addBehind(slice, List.of(read.hole().isPresent() ? next : next.behind(range)));
        }
    }

    /** The outcome of a far side, its pages, and whether its list ended early. */
    record FarSideRead(List<ListPage> pages, boolean isIncomplete, ReverseRange.Outcome.ReadRange read) {}

    /** The far side of a range during its requests. */
    static final class FarSide {
        private final ReverseRange range;
        private CompletableFuture<SpanListing.SpanPart> part;

        private FarSide(ReverseRange range, CompletableFuture<SpanListing.SpanPart> part) {
            this.range = range;
            this.part = part;
        }

        ReverseRange range() {
            return range;
        }

        boolean isUnderWay() {
            return part != null;
        }

        boolean isAnswered() {
            return part != null && part.isDone();
        }

        /** The reply was handled. */
        void end() {
            part = null;
        }

        /**
         * The part of the range that was read.
         *
         * @throws ListPass.RestartException when the list must be read again from its beginning
         * @throws io.kafkaconnect.intercom.client.IntercomException when Intercom's reply ends the pass
         */
        private SpanListing.SpanPart part() {
            try {
                return part.join();
            } catch (CompletionException failed) {
                throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
            }
        }
    }

    /**
     * The range behind a refused page, for a filter that compares days. The scan reads it from its far side, in descending order, down to the refused page.
     * The span that neither side shows is parked. Example: Intercom refuses a contact of 3 March, noon. In ascending order from 1 March, the list is
     * readable until noon. In descending order from 4 March, it is readable down to noon.
     *
     * @param from the last second that the near side showed
     * @param to the start of the descending order, exclusive
     * @param limit the end of the list, exclusive
     * @param failure why the near side ended
     */
    record ReverseRange(long from, long to, long limit, Failure failure) {
        /** The outcome of a range. */
        sealed interface Outcome {
            /** The scan must try another range. */
            record Again(ReverseRange other) implements Outcome {}

            /**
             * The range was read.
             *
             * @param entities its entities, oldest first
             * @param hole the span that neither side shows; empty if there is none
             */
            record ReadRange(List<ListedEntity> entities, Optional<ParkedSpan> hole) implements Outcome {}
        }

        /** A range of {@code reach} seconds behind the last second that the near side showed. */
        static ReverseRange behind(long from, long limit, long reach, Failure failure) {
            return new ReverseRange(from, Math.min(limit, from + reach), limit, failure);
        }

        private ReverseRange narrowed(long end) {
            return new ReverseRange(from, end, limit, failure);
        }

        private ReverseRange grown() {
            return new ReverseRange(from, Math.min(limit, to + MIN_REACH), limit, failure);
        }

        ParkedSpan span() {
            return new ParkedSpan(from, to - 1);
        }

        /**
         * Computes the outcome.
         *
         * @param parked the spans whose list Intercom refuses anyway
         * @param now the present second of the worker's clock. Clocks differ by less than a day, and no entity has a later update
         */
        Outcome outcome(SpanListing.SpanPart part, Collection<ParkedSpan> parked, long now) {
            List<ListedEntity> own = part.entities()
                    .filter(one -> !one.isTimed() || span().holds(one.time()))
                    .sorted(Comparator.comparingLong(ListedEntity::time))
                    .toList();
            OptionalLong lowest = own.stream()
                    .filter(ListedEntity::isTimed)
                    .mapToLong(ListedEntity::time)
                    .min();
            if (part.isCut() && lowest.orElse(to) + 1 < to) {
                return new Outcome.Again(narrowed(lowest.getAsLong() + 1));
            }
            if (part.withheld().isPresent() && lowest.isEmpty() && to < limit && !isBeyond(now)) {
                // The refused page may lie behind the range, so the range must not become a hole.
                return new Outcome.Again(grown());
            }
            boolean isWhole = (part.withheld().isEmpty() && !part.isCut()) || isExplained(part, parked);
            Optional<ParkedSpan> hole =
                    isWhole ? Optional.empty() : Optional.of(new ParkedSpan(from, lowest.orElse(to - 1)));
            return new Outcome.ReadRange(own, hole);
        }

        /** Whether the last entity lies before the near side, in a span that is parked already. */
        private boolean isExplained(SpanListing.SpanPart part, Collection<ParkedSpan> parked) {
            List<ListedEntity> all =
                    part.entities().filter(ListedEntity::isTimed).toList();
            long last = all.isEmpty() ? from : all.get(all.size() - 1).time();
            return last < from && parked.stream().anyMatch(span -> span.holds(last));
        }

        /** Whether the range ends in the future. */
        boolean isBeyond(long now) {
            return to > now + TimeSlices.DAY;
        }
    }
}
