package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A part of a list that is read oldest first: what was updated from some second on, and before some other. Used by one thread. */
final class TimeSlice {
    static final long NO_END = Instant.MAX.getEpochSecond();

    /** The part of a page that a slice is made for: one that does not fit into a page takes two. */
    private static final double FILLED = 0.8;

    private final long from;
    private long to;
    /** What its pages are asked for was updated before that second. */
    private final long filteredTo;

    private boolean suspect;
    private ReverseRange farSide;
    private CompletableFuture<SpanListing.SpanPart> farPart;
    private long reach = ReverseRange.LEAST;
    private final Queue<List<ListedEntity>> met = new ArrayDeque<>();
    private Request page;
    private Request asked;
    private CompletableFuture<PageReplies> reply;
    /** Where the page under way begins, and the last one ended. */
    private long place;
    /** Seconds that a page covers, as far as is known; 0 where it is not. */
    private double pageSpan;

    private boolean unread = true;
    private Instant reached = Instant.EPOCH;
    private PageConsensus answers;
    private long shown;
    private long counted = ListPage.UNKNOWN;
    private boolean metNew;

    /** What came of a page: a reply, or two of the same page asked for at the same time; and how long that took. */
    record PageReplies(List<Reply> replies, Duration latency) {
        /** See {@link Reply#withheld()}. */
        Optional<Failure> withheld() {
            return replies.stream().flatMap(reply -> reply.withheld().stream()).findFirst();
        }
    }

    /**
     * What a page shows of a slice.
     *
     * @param fresh what is to be sent
     * @param own how many of its entities are certainly the slice's
     * @param ending whether and how the slice ends with it
     */
    record SlicePage(List<ListedEntity> fresh, int own, SliceEnding ending) {}

    /** What comes after a page. */
    enum SliceEnding {
        GOES_ON,
        /** What follows is another slice's, or another reader's. */
        OVER,
        /** The end of the list moves on as fast as it is read: what follows is left for the next pass. */
        MOVES_ON
    }

    /**
     * All that was updated at {@code from} or later, and before {@code to}.
     *
     * @param page its first, which shows nothing of what was updated at {@code to} or later
     */
    static TimeSlice of(long from, long to, Request page) {
        return new TimeSlice(from, to, to, page, 0);
    }

    private TimeSlice(long from, long to, long filteredTo, Request page, double pageSpan) {
        this.from = from;
        this.to = to;
        this.filteredTo = filteredTo;
        this.page = page;
        this.place = from;
        this.pageSpan = pageSpan;
    }

    /** Where a slice behind this one had better begin, for the page under way is likely to end there. */
    long likelyEnd() {
        return place + Math.max(1, Math.round(pageSpan * FILLED));
    }

    /** Whether a slice behind the page under way is worth a page of its own, where slices may begin before some time. */
    boolean isWorthCutting(long before) {
        double span = likelyEnd() - place;
        return reply != null && pageSpan > 0 && place + span * 1.5 < Math.min(to, before);
    }

    /** Ends it there; what lies behind is the slice that is returned. */
    TimeSlice cut(long at, Request firstPage) {
        TimeSlice behind = new TimeSlice(at, to, filteredTo, firstPage, pageSpan);
        to = at;
        return behind;
    }

    /** What its pages are asked for was updated before that second. */
    long filteredTo() {
        return filteredTo;
    }

    /** From which second on it is not read. */
    long unreadFrom() {
        return unread ? from : Math.max(place, reached.getEpochSecond());
    }

    /** What was updated at that second or later is not its own. */
    long to() {
        return to;
    }

    boolean isEmpty() {
        return from >= to;
    }

    /** Whether it is one second, and shows nothing else. */
    boolean isOneSecond() {
        return to == from + 1 && filteredTo == to;
    }

    /** What lies behind a page that fails, which is read from its far side. */
    static TimeSlice of(ReverseRange farSide, CompletableFuture<SpanListing.SpanPart> part) {
        TimeSlice slice = new TimeSlice(farSide.from(), farSide.to(), farSide.to(), null, 0);
        slice.farSide = farSide;
        slice.farPart = part;
        return slice;
    }

    /** It begins where all was shown though something fails, which is to be looked for further behind. */
    TimeSlice behind(ReverseRange before) {
        reach = 2 * (before.to() - before.from());
        return this;
    }

    /** How far behind its near side its far side is, at first. */
    long reach() {
        return isBegun() ? ReverseRange.LEAST : reach;
    }

    /** Null where it is read from the near side. */
    ReverseRange farSide() {
        return farSide;
    }

    /**
     * What came of its far side; null before it has come.
     *
     * @throws ListPass.RestartException when the list must be read again from its beginning
     * @throws io.kafkaconnect.intercom.client.IntercomException when Intercom's reply leaves no way on
     */
    SpanListing.SpanPart farPart() {
        if (farPart == null || !farPart.isDone()) {
            return null;
        }
        try {
            return farPart.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** All that comes from the far side has come, oldest first. */
    void farSideCame(List<ListedEntity> fresh) {
        farPart = null;
        unread = false;
        reached(to - 1);
        keep(fresh);
    }

    /** Intercom fails at something in it, as far as is known. */
    TimeSlice suspected() {
        suspect = true;
        return this;
    }

    /** What Intercom fails at is elsewhere. */
    void clear() {
        suspect = false;
    }

    boolean isSuspect() {
        return suspect && !isOneSecond();
    }

    /** Whether a page of the slice before shows all of it, and none of its own has come. */
    boolean isPassedBy(TimeSlice before) {
        return unread && farSide == null && to <= before.place;
    }

    /** Takes the place of the one behind it. */
    void extendOver(TimeSlice behind) {
        to = behind.to;
    }

    /**
     * Learns from the slice before how much a page covers, and from its page where this one's first is: in a gap of the list, slices would
     * else be cut second by second as far as its end.
     */
    void expect(TimeSlice before, List<ListedEntity> shown) {
        if (unread && before.pageSpan > 0) {
            pageSpan = before.pageSpan;
        }
        if (unread) {
            place = shown.stream()
                    .mapToLong(ListedEntity::place)
                    .filter(at -> at >= place)
                    .findFirst()
                    .orElse(place);
        }
    }

    boolean isToBeAsked() {
        return page != null && reply == null;
    }

    /** Whether a page of it has come: what is asked for then follows it. */
    boolean isBegun() {
        return !unread;
    }

    boolean isAwaited() {
        return reply != null || farPart != null;
    }

    boolean isAnswered() {
        return reply != null && reply.isDone();
    }

    /** Whether all of it has come. */
    boolean isRead() {
        return page == null && reply == null && farPart == null;
    }

    /** The page to ask for now. */
    Request page() {
        return page;
    }

    /** The page was asked for, as that request. */
    void asked(Request request, CompletableFuture<PageReplies> answer) {
        reply = answer;
        asked = request;
        page = null;
    }

    /** The page asked for last. */
    Request asked() {
        return asked;
    }

    /** The answer to the page under way, or who waits for it. */
    CompletableFuture<PageReplies> reply() {
        return reply;
    }

    /**
     * The page under way has come; gives it, or nothing where it should be asked for once more.
     *
     * @param least the answers it takes at least
     */
    Optional<ListPage> took(List<ListPage> same, int least) {
        Optional<ListPage> whole = Optional.empty();
        if (answers == null) {
            answers = PageConsensus.ofTimed(unread, least);
        }
        for (ListPage one : same) {
            whole = answers.take(one);
        }
        if (whole.isEmpty()) {
            reply = null;
            page = asked;
        } else {
            answers = null;
        }
        return whole;
    }

    /** The page under way is whole: how much time it covers, and which page follows it, null for none. */
    void came(List<ListedEntity> entities, int pageSize, ListPage whole) {
        reply = null;
        unread = false;
        page = whole.next();
        shown += whole.shown();
        counted = Math.max(counted, whole.total());
        pageSpan = 0;
        List<Long> places = entities.stream()
                .map(ListedEntity::place)
                .filter(at -> at >= from)
                .toList();
        if (places.size() > 1) {
            long last = places.get(places.size() - 1);
            pageSpan = (double) Math.max(1, last - places.get(0)) * pageSize / places.size();
            place = last;
        }
    }

    /** How the list ended with a page of this slice that names no other. */
    Scan.ScanEnd end(ListPage last) {
        return Scan.ScanEnd.of(last, counted, shown);
    }

    /** Whether the slice is the last one, which ends where the list does. */
    boolean isEndless() {
        return to == NO_END;
    }

    /** From which second on it is read. */
    long place() {
        return place;
    }

    /**
     * What of the entities of a page is this slice's, and wanted.
     *
     * @param seconds whether the list was filtered by seconds: then nothing older than the slice belongs into it
     * @param outOfPlace takes the entities that were updated since they were as they are shown
     */
    SlicePage take(List<ListedEntity> entities, ReadFilter wanted, boolean seconds, Consumer<ListedEntity> outOfPlace) {
        List<ListedEntity> fresh = new ArrayList<>();
        int own = 0;
        int seen = 0;
        int nobodys = 0;
        int anothers = 0;
        // One alone may stand where its place is not: the list says so when more of it is read.
        boolean end = entities.stream().filter(one -> one.place() >= to).count() > 1;
        for (ListedEntity listed : entities) {
            ListedEntity entity = listed;
            if (listed.place() >= to) {
                if (end || page == null) {
                    return new SlicePage(fresh, own, SliceEnding.OVER);
                }
                entity = listed.outOfPlace();
            }
            seen++;
            own += entity.isInPlace() ? 1 : 0;
            // A filter that includes its bound shows the second before.
            if (entity.isTimed() && (seconds ? entity.time() < from - 1 : metNew && wanted.isOld(entity))) {
                outOfPlace.accept(entity);
            } else if (ReadFilter.isUnsettled(entity.time(), entity.asOf())) {
                nobodys++;
            } else if (wanted.isAnothers(entity)) {
                // Out of place it says nothing of those behind it.
                anothers += entity.isInPlace() ? 1 : 0;
            } else {
                reached(entity.place());
                metNew |= entity.isTimed() && !wanted.isOld(entity);
                if ((entity.time() >= from || !entity.isTimed()) && wanted.isNew(entity)) {
                    fresh.add(entity);
                }
            }
        }
        boolean nothingForUs = seen > 0 && nobodys + anothers == seen;
        SliceEnding ending = nobodys > 0 ? SliceEnding.MOVES_ON : SliceEnding.OVER;
        return new SlicePage(fresh, own, nothingForUs && page != null ? ending : SliceEnding.GOES_ON);
    }

    private void reached(long at) {
        if (at != ListedEntity.NOWHERE && Instant.ofEpochSecond(at).isAfter(reached)) {
            reached = Instant.ofEpochSecond(at);
        }
    }

    /** What follows of it is not read. */
    void ends() {
        page = null;
        reply = null;
    }

    /** Keeps the entities of a page for their turn. */
    void keep(List<ListedEntity> fresh) {
        if (!fresh.isEmpty()) {
            met.add(fresh);
        }
    }

    /** The entities of the next page whose turn it is; null for none. */
    List<ListedEntity> poll() {
        return met.poll();
    }

    /** How many entities wait for their turn. */
    int listed() {
        return met.stream().mapToInt(List::size).sum();
    }

    /** How far it was read. */
    Instant reached() {
        return reached;
    }
}
