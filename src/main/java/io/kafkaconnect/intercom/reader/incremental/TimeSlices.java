package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The slices of a list, in order. Decides where to cut them and of which slice to request the next page. Used by the task's thread. */
final class TimeSlices {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final Listing listing;
    private final AdaptivePageSize pageSize;
    private final Clock clock;
    private final List<TimeSlice> slices = new ArrayList<>();
    /** The replies in flight that no slice needs any more. */
    private final List<CompletableFuture<PageSequence.PageReplies>> unneeded = new ArrayList<>();

    private Instant reached = Instant.EPOCH;

    /** Starts with one slice from the start of the filter on. Each parked span splits it. */
    TimeSlices(Listing listing, ReadFilter filter, AdaptivePageSize pageSize, Clock clock) {
        this.listing = listing;
        this.pageSize = pageSize;
        this.clock = clock;
        long from = filter.from().getEpochSecond();
        for (ParkedSpan span :
                listing.filter() == Listing.TimeFilter.NONE ? List.<ParkedSpan>of() : filter.parkedSpans()) {
            if (span.from() > from) {
                slices.add(slice(from, span.from()));
            }
            from = span.to() + 1;
        }
        slices.add(slice(from, TimeSlice.NO_END));
    }

    /** Creates a slice without adding it. */
    TimeSlice slice(long from, long to) {
        return TimeSlice.of(from, to, firstPage(from, to));
    }

    private Request firstPage(long from, long to) {
        Instant begin = Instant.ofEpochSecond(from);
        return to == TimeSlice.NO_END
                ? listing.oldestFirst(begin, pageSize.get())
                : listing.oldestFirst(begin, Instant.ofEpochSecond(to), pageSize.get());
    }

    /** Creates the two halves of a slice with a refused page, without adding them. */
    List<TimeSlice> halves(long from, long to) {
        // No entity has an update in the future. The margin covers the difference between clocks.
        long latest = Math.min(to, Math.max(from, clock.instant().getEpochSecond()) + DAY);
        long middle = Math.min(to, from + Math.max(1, (latest - from) / 2));
        return Stream.of(slice(from, middle), slice(middle, to))
                .filter(half -> !half.isEmpty())
                .map(TimeSlice::suspected)
                .toList();
    }

    /** The first slice with a reply that was not handled yet. */
    Optional<TimeSlice> answered() {
        return slices.stream().filter(TimeSlice::isAnswered).findFirst();
    }

    /**
     * The slice whose page should be requested now. It may be cut from another slice for that.
     *
     * @param backlog the number of taken entities whose completion has not begun
     * @param cuttable a new slice must start before this second
     */
    Optional<TimeSlice> nextToRequest(int backlog, PrefetchPolicy prefetch, long cuttable) {
        // The buffered entities of later slices wait for the first slice, so they must not hold it up.
        if (!slices.isEmpty()
                && slices.get(0).pages().isToBeRequested()
                && backlog + slices.get(0).buffered() < 2 * pageSize.get()) {
            return Optional.of(slices.get(0));
        }
        unneeded.removeIf(CompletableFuture::isDone);
        long awaited = slices.stream().filter(TimeSlice::isAwaited).count();
        int buffered = backlog + slices.stream().mapToInt(TimeSlice::buffered).sum();
        if (!prefetch.mayAsk(awaited, unneeded.size(), buffered)) {
            return Optional.empty();
        }
        return foremost(backlog, prefetch, prefetch.isMoreThan(awaited) ? cuttable : Long.MIN_VALUE);
    }

    /**
     * The foremost slice that can use a request: for its next page, or for the first page of a new slice cut behind its page in flight. Entities buffered
     * further behind do not count, because they wait for this slice.
     */
    private Optional<TimeSlice> foremost(int backlog, PrefetchPolicy prefetch, long cuttable) {
        long inFront = backlog;
        for (int i = 0; i < slices.size() && prefetch.isNear(inFront); i++) {
            TimeSlice slice = slices.get(i);
            if (slice.pages().isToBeRequested()) {
                return Optional.of(slice);
            }
            if (slice.isWorthCutting(cuttable)) {
                long at = slice.pages().likelyEnd();
                slices.add(i + 1, slice.cut(at, firstPage(at, slice.filteredTo())));
                return Optional.of(slices.get(i + 1));
            }
            inFront += slice.buffered() + (slice.isAwaited() ? pageSize.get() : 0);
        }
        return Optional.empty();
    }

    /** A page reaches beyond the slices behind its own: extends its slice over them, and forgets their requests. */
    void absorb(TimeSlice slice, List<ListedEntity> onPage) {
        int next = slices.indexOf(slice) + 1;
        while (next < slices.size() && slices.get(next).isPassedBy(slice)) {
            TimeSlice passed = slices.remove(next);
            slice.extendOver(passed);
            if (passed.isAwaited()) {
                unneeded.add(passed.pages().replies());
            }
        }
        slices.subList(next, slices.size()).forEach(behind -> behind.expect(slice, onPage));
    }

    boolean isFirst(TimeSlice slice) {
        return slice == slices.get(0);
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** The slice behind the given one; empty for the last slice. */
    Optional<TimeSlice> behind(TimeSlice slice) {
        return slices.stream().skip(slices.indexOf(slice) + 1L).findFirst();
    }

    void addBehind(TimeSlice slice, List<TimeSlice> some) {
        slices.addAll(slices.indexOf(slice) + 1, some);
    }

    void replace(TimeSlice slice, TimeSlice other) {
        slices.set(slices.indexOf(slice), other);
    }

    void removeBehind(TimeSlice slice) {
        List<TimeSlice> behind = slices.subList(slices.indexOf(slice) + 1, slices.size());
        behind.forEach(one -> one.pages().cancel());
        behind.clear();
    }

    /** Takes the pages in flight back. */
    void cancel() {
        slices.forEach(slice -> slice.pages().cancel());
        unneeded.forEach(replies -> replies.cancel(false));
    }

    /** The entities of the next page, in order; empty if none has arrived yet. */
    List<ListedEntity> take() {
        while (!slices.isEmpty()) {
            TimeSlice first = slices.get(0);
            List<ListedEntity> page = first.poll();
            if (page != null) {
                return page;
            }
            if (!first.isRead()) {
                return List.of();
            }
            reached = first.reached().isAfter(reached) ? first.reached() : reached;
            slices.remove(0);
        }
        return List.of();
    }

    /** The update time up to which the entities were taken. */
    Instant reached() {
        return reached;
    }
}
