package io.kafkaconnect.intercom.reader.incremental;

import static java.util.stream.Collectors.toSet;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the oldest entities first, from the mark on. If pages take long, it reads several time slices concurrently.
 *
 * <p>The scan starts with one slice without an end. If more pages should be in flight, it cuts a slice at the time where its page in flight is likely to
 * end, and the rest becomes the next slice. If a slice turns out too long, it is paged further. If it is too short, a part of one page is wasted.
 * Correctness never depends on the estimate.
 *
 * <p>Slices end before the settling time, where the order of the list is certain. Only the last slice sees the part of the list that still changes. The
 * scan skips each second whose list Intercom refuses.
 */
final class AscendingScan implements Scan {
    private final ScanFactory scans;
    private final Listing listing;
    private final ReadFilter filter;
    private final Settling settling;
    private final Scan.ScanListener events;
    private final PrefetchPolicy prefetch;
    private final Instant provenBefore;
    private final boolean behind;
    private final TimeSlices slices;
    private final RefusedPageBypass bypass;
    private final SliceFilter sliceFilter;
    private Instant begun;
    private boolean incomplete;
    private ScanEnd end = ScanEnd.NOTHING;

    /** Computes the time before which a list is final, for a scan that began then. */
    interface Settling {
        Instant before(Instant begun);
    }

    /**
     * Starts at the mark.
     *
     * @param provenBefore the scan reads each page of entities updated before this time twice
     * @param behind whether many entities are likely to follow
     */
    AscendingScan(ScanFactory scans, ReadFilter filter, Settling settling, Instant provenBefore, boolean behind) {
        this.scans = scans;
        this.listing = scans.listing();
        this.filter = filter;
        this.settling = settling;
        this.provenBefore = provenBefore;
        this.behind = behind;
        this.events = scans.events();
        this.prefetch = new PrefetchPolicy(listing.readAhead(), scans.pageSize());
        this.slices = new TimeSlices(listing, filter, scans.pageSize());
        this.bypass = new RefusedPageBypass(slices, filter, scans);
        this.sliceFilter = new SliceFilter(filter, listing.comparesSeconds(), events);
    }

    @Override
    public boolean advance(int backlog) {
        Optional<TimeSlice> answered = slices.answered();
        if (answered.isPresent()) {
            accept(answered.get());
            return true;
        }
        Optional<TimeSlice> next = slices.nextToRequest(backlog, prefetch, cuttable());
        next.ifPresent(this::ask);
        return next.isPresent();
    }

    /** A slice must begin before this second. */
    private long cuttable() {
        boolean mayCut = begun != null && listing.filter() != Listing.TimeFilter.NONE;
        return mayCut ? Math.min(filter.until(), settled()) : Long.MIN_VALUE;
    }

    private void ask(TimeSlice slice) {
        boolean mayBeEmpty = begun == null && !behind;
        slice.pages().ask(scans, request(slice), isReadTwice(slice) && !mayBeEmpty);
        if (listing.filter() == Listing.TimeFilter.DAYS) {
            scans.listener().dayIsLarge(prefetch.isFull(slices.awaited(), slices.buffered()));
        }
    }

    /** If Intercom fails in this slice or near it, one attempt is enough: a wrong failure only makes the scan read smaller parts. */
    private Request request(TimeSlice slice) {
        Request page = slice.pages().next().listing(listing.array());
        return slice.isSuspect() && slices.isFirst(slice) ? page.withoutRetry() : page.untilBlamed();
    }

    /**
     * Whether the mark passes the page as soon as its entities are sent. After a restart, no pass would find an entity that one wrong answer hid there.
     * Both requests go out together. If the stream has caught up, the first page is mostly empty, and the second request follows only if it is not.
     */
    private boolean isReadTwice(TimeSlice slice) {
        return provenBefore.isAfter(Instant.ofEpochSecond(slice.pages().position()));
    }

    private void accept(TimeSlice slice) {
        if (!slice.pages().isAnswered()) {
            bypass.takeIn(slice).ifPresent(farSide -> {
                farSide.pages().forEach(this::begins);
                farSide.pages().forEach(this::isRead);
                bypass.end(slice, farSide, settled());
                if (farSide.isIncomplete()) {
                    abort(slice);
                }
            });
            return;
        }
        PageSequence.PageReplies answered = slice.pages().replies().join();
        Optional<Failure> withheld = answered.withheld();
        if (withheld.isPresent()) {
            if (!slices.drop(slice) && !bypass.begin(slice, withheld.get())) {
                abort(slice);
            }
            return;
        }
        List<ListPage> same = answered.replies().stream().map(scans::page).toList();
        if (same.stream().anyMatch(slice.pages()::hasShrunk)) {
            scans.listener()
                    .passRestarted("the list of contacts begins later than before, as after a change of the time zone");
            abort(slice);
            return;
        }
        boolean isEmpty = same.stream().allMatch(one -> one.shown() == 0);
        int least = isReadTwice(slice) && !isEmpty ? 2 : 1;
        Optional<ListPage> whole = slice.pages().take(same, !slice.isBegun(), least);
        if (whole.isPresent()) {
            prefetch.pageArrived(answered.latency());
            accept(slice, whole.get());
        }
    }

    private void accept(TimeSlice slice, ListPage page) {
        boolean twice = isReadTwice(slice);
        begins(page);
        // Each answer is sorted. Two merged answers are not.
        Set<ListedEntity> stale = page.orders().stream()
                .flatMap(shown -> ListedEntity.stale(shown, slice.reached().getEpochSecond(), settled()).stream())
                .collect(toSet());
        List<ListedEntity> entities = ListedEntity.inOrder(page.entities(), stale, settled());
        if (slices.isUnplaced(slice) && !slices.place(slice, entities, cuttable())) {
            return;
        }
        isRead(page);
        stale.forEach(events::stale);
        slice.onPage(entities, scans.pageSize().get(), page);
        slices.absorb(slice, entities);
        SliceFilter.SlicePage claimed = sliceFilter.claim(slice, entities);
        prefetch.entitiesRead(claimed.inSlice());
        slice.buffer(ListedEntity.newestVersions(claimed.fresh()).stream()
                .map(events::retainForEnrichment)
                .map(one -> twice ? one : one.withoutOrder())
                .toList());
        if (claimed.ending() == SliceFilter.SliceEnding.OVER) {
            slice.pages().end();
        } else if (claimed.ending() == SliceFilter.SliceEnding.MOVES_ON || page.pages() == ListPage.Numbering.ENDLESS) {
            abort(slice);
        } else if (page.next() == null) {
            end(slice, slice.pages().listEnd(page), page);
        }
    }

    private void begins(ListPage page) {
        if (begun == null) {
            long total = Math.max(0, page.total());
            prefetch.counts(total);
            scans.listener().passBegins(total);
        }
        // If the worker paused, an entity that was left for its time must stay beyond the mark. So the earliest time
        // counts.
        begun = begun == null || page.asOf().isBefore(begun) ? page.asOf() : begun;
    }

    private void isRead(ListPage page) {
        events.pageRead(page);
        end = page.shown() > 0 ? ScanEnd.PROVEN : end;
    }

    /** The list ends with a page of this slice. That is an error unless the slice is the last one. */
    private void end(TimeSlice slice, ScanEnd how, ListPage page) {
        boolean isEmpty = how.equals(ScanEnd.NOTHING);
        if (slice.isEndless()) {
            end = isEmpty ? end : how;
        } else if (isEmpty ? page.total() > 0 : !how.equals(ScanEnd.PROVEN)) {
            abort(slice);
        }
    }

    /** The second from which the order of the list is uncertain. */
    private long settled() {
        return settling.before(begun == null ? scans.clock().instant() : begun).getEpochSecond();
    }

    /** Ends the scan after the pages of this slice that were read. */
    private void abort(TimeSlice slice) {
        incomplete = true;
        slice.pages().end();
        slices.removeBehind(slice);
    }

    @Override
    public List<ListedEntity> take() {
        List<ListedEntity> page = slices.take();
        if (slices.isEmpty()) {
            scans.listener().dayIsLarge(false);
        }
        return page;
    }

    @Override
    public boolean isDone() {
        return slices.isEmpty();
    }

    @Override
    public void cancel() {
        slices.cancel();
        scans.listener().dayIsLarge(false);
    }

    @Override
    public boolean isIncomplete() {
        return incomplete;
    }

    @Override
    public ScanEnd end() {
        return end;
    }

    @Override
    public Instant begun() {
        return begun;
    }

    @Override
    public Instant reached() {
        return slices.reached();
    }
}
