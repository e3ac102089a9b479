package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The slices of a list, in order. Decides where to cut them and of which slice to request the next page. Used by the task's thread. */
final class TimeSlices {
    static final long DAY = Duration.ofDays(1).toSeconds();

    /** A slice begins in the middle of so many entities at least. */
    private static final int MIN_PLACED = 6;

    private final Listing listing;
    private final AdaptivePageSize pageSize;
    private final List<TimeSlice> slices = new ArrayList<>();
    /** Slices without a page yet, where the filter compares days: their first pages show where they begin. */
    private final List<TimeSlice> unplaced = new ArrayList<>();
    /** The replies in flight that no slice needs any more. */
    private final List<CompletableFuture<PageSequence.PageReplies>> unneeded = new ArrayList<>();

    private Instant reached = Instant.EPOCH;

    /** Starts with one slice from the start of the filter on. Each parked span splits it. */
    TimeSlices(Listing listing, ReadFilter filter, AdaptivePageSize pageSize) {
        this.listing = listing;
        this.pageSize = pageSize;
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
        return to == TimeSlice.NO_END
                ? listing.oldestFirst(Instant.ofEpochSecond(from), pageSize.get())
                : listing.oldestFirst(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to), pageSize.get());
    }

    /** The first slice with a reply that was not handled yet. */
    Optional<TimeSlice> answered() {
        return Stream.concat(slices.stream(), unplaced.stream())
                .filter(TimeSlice::isAnswered)
                .findFirst();
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
        long awaited = awaited();
        if (!prefetch.mayAsk(awaited, unneeded.size(), backlog + buffered())) {
            return Optional.empty();
        }
        return foremost(backlog, prefetch, prefetch.isMoreThan(awaited) ? cuttable : Long.MIN_VALUE);
    }

    /** The foremost slice that can use a request, for its next page or, if it is new, for its first. Entities buffered further behind do not count. */
    private Optional<TimeSlice> foremost(int backlog, PrefetchPolicy prefetch, long cuttable) {
        Optional<TimeSlice> again =
                unplaced.stream().filter(one -> one.pages().isToBeRequested()).findFirst();
        long inFront = backlog + (long) unplaced.size() * pageSize.get();
        for (int i = 0; again.isEmpty() && i < slices.size() && prefetch.isNear(inFront); i++) {
            TimeSlice slice = slices.get(i);
            if (slice.pages().isToBeRequested()) {
                return Optional.of(slice);
            }
            if (listing.comparesSeconds() && slice.isWorthCutting(cuttable)) {
                long at = slice.pages().likelyEnd();
                slices.add(i + 1, slice.cut(at, firstPage(at, slice.filteredTo())));
                return Optional.of(slices.get(i + 1));
            }
            OptionalLong day =
                    listing.filter() == Listing.TimeFilter.DAYS ? slice.dayBehind(cuttable) : OptionalLong.empty();
            if (day.isPresent()) {
                return Optional.of(unplaced(day.getAsLong()));
            }
            inFront += slice.buffered() + (slice.isAwaited() ? pageSize.get() : 0);
        }
        return again;
    }

    private TimeSlice unplaced(long after) {
        Request page = listing.oldestAfter(Instant.ofEpochSecond(after), pageSize.get());
        unplaced.add(TimeSlice.of(after, TimeSlice.NO_END, page));
        return unplaced.get(unplaced.size() - 1);
    }

    /** The number of pages in flight that slices need. */
    long awaited() {
        return Stream.concat(slices.stream(), unplaced.stream())
                .filter(TimeSlice::isAwaited)
                .count();
    }

    /** The number of entities that wait for their turn. */
    int buffered() {
        return slices.stream().mapToInt(TimeSlice::buffered).sum();
    }

    /** Whether the first page of the slice shows where it begins. */
    boolean isUnplaced(TimeSlice slice) {
        return unplaced.contains(slice);
    }

    /** Forgets the slice if it is unplaced: others read its entities. Returns whether it was. */
    boolean drop(TimeSlice slice) {
        return unplaced.remove(slice);
    }

    /**
     * Places an unplaced slice. Its list shows everything from some day on, oldest first. The slice begins with the entity in the middle of the
     * page, and the slice before it ends there: the first ones may show an earlier version than the one that the list sorts. Returns false if there is no
     * place: another slice has read that second, or the page is too short to be sure.
     *
     * @param before the slice must begin before this second
     */
    boolean place(TimeSlice slice, List<ListedEntity> firstPage, long before) {
        unplaced.remove(slice);
        if (firstPage.isEmpty() && !slices.isEmpty()) {
            slices.get(slices.size() - 1).pages().nothingFollows();
        }
        long[] ordered = firstPage.stream()
                .filter(ListedEntity::hasReliableOrder)
                .mapToLong(ListedEntity::sortTime)
                .toArray();
        long begin = ordered.length < MIN_PLACED ? before : ordered[ordered.length / 2];
        Optional<TimeSlice> cut = slices.stream()
                .filter(one -> begin < before && one.canEndAt(begin))
                .findFirst();
        cut.ifPresent(one -> {
            slice.place(begin, one);
            addBehind(one, List.of(slice));
        });
        return cut.isPresent();
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
        dropUnplaced();
    }

    private void dropUnplaced() {
        unplaced.forEach(one -> one.pages().cancel());
        unplaced.clear();
    }

    /** Takes the pages in flight back. */
    void cancel() {
        slices.forEach(slice -> slice.pages().cancel());
        dropUnplaced();
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
        dropUnplaced();
        return List.of();
    }

    /** The update time up to which the entities were taken. */
    Instant reached() {
        return reached;
    }
}
