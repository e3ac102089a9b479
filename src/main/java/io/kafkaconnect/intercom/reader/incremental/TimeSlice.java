package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;

/** A part of an ascending list: the entities updated from one second to another. Used by the task's thread. */
final class TimeSlice {
    static final long NO_END = Instant.MAX.getEpochSecond();

    private long from;
    private long to;
    private final long filteredTo;
    private final PageSequence pages;
    private final RefusedPageBypass.FarSide farSide;

    private boolean suspect;
    private long farSideReach = RefusedPageBypass.MIN_REACH;
    private final Queue<List<ListedEntity>> buffered = new ArrayDeque<>();
    private boolean unread = true;
    private Instant reached = Instant.EPOCH;
    private boolean hasUnsent;

    private TimeSlice(long from, long to, long filteredTo, PageSequence pages, RefusedPageBypass.FarSide farSide) {
        this.from = from;
        this.to = to;
        this.filteredTo = filteredTo;
        this.pages = pages;
        this.farSide = farSide;
    }

    /**
     * The entities updated at {@code from} or later, and before {@code to}.
     *
     * @param page the request for the first page, which excludes entities updated at {@code to} or later
     */
    static TimeSlice of(long from, long to, Request page) {
        return new TimeSlice(from, to, to, PageSequence.of(page, from), null);
    }

    /** The slice behind a refused page, which is read from its far side. */
    static TimeSlice of(RefusedPageBypass.FarSide farSide) {
        long from = farSide.range().from();
        long to = farSide.range().to();
        return new TimeSlice(from, to, to, PageSequence.none(from), farSide);
    }

    /** Ends this slice at that second, and returns the slice behind it. */
    TimeSlice cut(long at, Request firstPage) {
        TimeSlice behind = new TimeSlice(at, to, filteredTo, pages.alike(firstPage, at), null);
        to = at;
        return behind;
    }

    /** Whether an unplaced slice can begin at that second, and this one end there: everything at that second is still unread here. */
    boolean canEndAt(long second) {
        return farSide == null && filteredTo == NO_END && !pages.isLast() && pages.position() < second && second < to;
    }

    /** This unplaced slice begins at that second, and ends where the slice before it did. That one now ends at the second. */
    void place(long second, TimeSlice before) {
        from = second;
        to = before.to;
        before.to = second;
        pages.beginsWithDay();
    }

    /** Whether the part behind the page in flight fills a page of its own. A slice must start before the given second. */
    boolean isWorthCutting(long before) {
        return pages.isWorthCutting(Math.min(to, before));
    }

    /** The second after which to request another slice, before the end of this one and that second; empty if there is none. */
    OptionalLong dayBehind(long before) {
        return pages.dayBehind(Math.min(to, before));
    }

    long from() {
        return from;
    }

    /** The first second behind the slice. */
    long to() {
        return to;
    }

    /** The upper bound of the filter in the requests of this slice. After a cut, it lies behind the end of the slice. */
    long filteredTo() {
        return filteredTo;
    }

    /** The second from which the slice is unread. */
    long unreadFrom() {
        return unread ? from : Math.max(pages.position(), reached.getEpochSecond());
    }

    boolean isEmpty() {
        return from >= to;
    }

    /** Whether the slice and its filter span one second. */
    boolean isOneSecond() {
        return to == from + 1 && filteredTo == to;
    }

    /** Whether the slice ends with the list. */
    boolean isEndless() {
        return to == NO_END;
    }

    PageSequence pages() {
        return pages;
    }

    /** Null if the slice is read in ascending order. */
    RefusedPageBypass.FarSide farSide() {
        return farSide;
    }

    /** The far side before showed everything, so the refused page lies further behind: doubles the reach of the next far side. */
    TimeSlice behind(RefusedPageBypass.ReverseRange before) {
        farSideReach = 2 * (before.to() - before.from());
        return this;
    }

    /** The number of seconds from the near side to the first far side. */
    long farSideReach() {
        return isBegun() ? RefusedPageBypass.MIN_REACH : farSideReach;
    }

    /**
     * The far side was read.
     *
     * @param fresh the entities to send, oldest first
     * @param isComplete whether the list showed everything but parked spans
     */
    void onFarSide(List<ListedEntity> fresh, boolean isComplete) {
        farSide.end();
        unread = false;
        if (isComplete) {
            reached(to - 1);
        }
        buffer(fresh);
    }

    /** Marks the slice: Intercom probably refuses an entity in it. */
    TimeSlice suspected() {
        suspect = true;
        return this;
    }

    /** Removes the suspicion: Intercom refuses an entity elsewhere. */
    void clear() {
        suspect = false;
    }

    boolean isSuspect() {
        return suspect && !isOneSecond();
    }

    /** Whether a page of the slice before covers this slice, and no page of this slice has arrived. */
    boolean isPassedBy(TimeSlice before) {
        return unread && farSide == null && to <= before.pages.position();
    }

    /** Extends this slice to the end of the slice behind it. */
    void extendOver(TimeSlice behind) {
        to = behind.to;
    }

    /** Learns from a page of the slice before at which second its own first page starts. */
    void expect(TimeSlice before, List<ListedEntity> onPage) {
        if (unread) {
            pages.expect(before.pages, onPage);
        }
    }

    /** Whether a page of this slice has arrived. */
    boolean isBegun() {
        return !unread;
    }

    boolean isAwaited() {
        return pages.isUnderWay() || (farSide != null && farSide.isUnderWay());
    }

    /** Whether a reply has arrived and was not handled yet. */
    boolean isAnswered() {
        return pages.isAnswered() || (farSide != null && farSide.isAnswered());
    }

    /** Whether the whole slice was read. */
    boolean isRead() {
        return pages.isLast() && (farSide == null || !farSide.isUnderWay());
    }

    /** The page in flight is complete. */
    void onPage(List<ListedEntity> entities, int pageSize, ListPage whole) {
        unread = false;
        List<Long> places = entities.stream()
                .map(ListedEntity::sortTime)
                .filter(at -> at >= from)
                .toList();
        pages.onPage(whole, places, pageSize);
    }

    /** An entity of the slice was read; {@code isUnsent} if it may be unsent. */
    void reach(long sortTime, boolean isUnsent) {
        reached(sortTime);
        hasUnsent |= isUnsent;
    }

    private void reached(long at) {
        if (at != ListedEntity.UNKNOWN && Instant.ofEpochSecond(at).isAfter(reached)) {
            reached = Instant.ofEpochSecond(at);
        }
    }

    /** Whether an entity that may be unsent was read. */
    boolean hasUnsent() {
        return hasUnsent;
    }

    /** The update time up to which the slice was read. */
    Instant reached() {
        return reached;
    }

    /** Adds the entities of a page to the buffer. */
    void buffer(List<ListedEntity> fresh) {
        if (!fresh.isEmpty()) {
            buffered.add(fresh);
        }
    }

    /** Removes the entities of the next page from the buffer; null if it is empty. */
    List<ListedEntity> poll() {
        return buffered.poll();
    }

    /** The number of entities in the buffer. */
    int buffered() {
        return buffered.stream().mapToInt(List::size).sum();
    }
}
