package io.kafkaconnect.intercom.stream;

import io.kafkaconnect.intercom.api.Intercom;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Reads oldest first, from the mark on; where pages take long, several time slices side by side.
 *
 * <p>It begins with one slice, which has no end. While a page of a slice is under way and more should be, the slice is cut at the time
 * where that page is likely to end, and what lies behind becomes a slice of its own. A page is always asked for without an end: what it
 * shows of the next slice is left to that one. So a slice that ends too late is read on page by page, one that ends too early costs what
 * it shows in vain, and nothing depends on the guess.
 *
 * <p>Slices end where the order of the list is certain: before the settling time. The last one, without an end, is the only one that
 * sees the part of the list that moves.
 */
final class OldestFirst implements Scan {
    /**
     * So many entities are worth being read ahead for each second that a page takes: half as many again as can be completed in one at
     * Intercom's highest rate limit, since slices are not full and pages do not take equally long.
     */
    private static final int A_SECOND = 250;

    private static final int MOST_SIDE_BY_SIDE = 32;

    /** The part of a page that a slice is made for: one that does not fit into a page takes two. */
    private static final double FILLED = 0.8;

    private static final long NO_END = Long.MAX_VALUE;

    private final Intercom intercom;
    private final Listing listing;
    private final Wanted wanted;
    private final Settling settling;
    private final PageSize pageSize;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final List<Slice> slices = new ArrayList<>();
    /** Replies that nobody waits for any more. */
    private final List<CompletableFuture<Answered>> unneeded = new ArrayList<>();

    private Instant begun;
    /** What Intercom counts less what was listed, some of it twice. */
    private long left;

    private Duration aPageTakes = Duration.ZERO;
    private boolean torn;
    private Instant reached = Instant.EPOCH;

    /** Says until when nothing that was updated can still turn up, for a reading that began then. */
    interface Settling {
        Instant before(Instant begun);
    }

    private record Answered(Reply reply, Duration latency) {}

    /** A part of the list: what was updated from some second on, and before some other. */
    private static final class Slice {
        final long from;
        long to;
        final Queue<List<Listed>> met = new ArrayDeque<>();
        Request page;
        CompletableFuture<Answered> reply;
        /** Where the page under way begins, and the last one ended. */
        long place;
        /** Seconds that a page covers, as far as is known; 0 where it is not. */
        double pageSpan;

        boolean unread = true;
        Instant reached = Instant.EPOCH;

        Slice(long from, long to, Request page, double pageSpan) {
            this.from = from;
            this.to = to;
            this.page = page;
            this.place = from;
            this.pageSpan = pageSpan;
        }

        boolean isRead() {
            return page == null && reply == null;
        }

        /** Whether none of its pages has come. */
        boolean isUnread() {
            return unread;
        }

        boolean isToBeAsked() {
            return page != null && reply == null;
        }

        int listed() {
            return met.stream().mapToInt(List::size).sum();
        }
    }

    OldestFirst(
            Intercom intercom,
            Listing listing,
            Wanted wanted,
            Settling settling,
            PageSize pageSize,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.intercom = intercom;
        this.listing = listing;
        this.wanted = wanted;
        this.settling = settling;
        this.pageSize = pageSize;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        Instant mark = wanted.memory().mark();
        slices.add(new Slice(mark.getEpochSecond(), NO_END, listing.oldestFirst(mark, pageSize.get()), 0));
    }

    @Override
    public boolean goOn(int backlog) {
        for (Slice slice : slices) {
            if (slice.reply != null && slice.reply.isDone()) {
                Answered answered = slice.reply.join();
                slice.reply = null;
                accept(slice, answered);
                return true;
            }
        }
        // What was read of later slices waits for the first: it is never in its way.
        if (!slices.isEmpty()
                && slices.get(0).isToBeAsked()
                && backlog + slices.get(0).listed() < 2 * pageSize.get()) {
            ask(slices.get(0));
            return true;
        }
        unneeded.removeIf(CompletableFuture::isDone);
        long underWay = unneeded.size()
                + slices.stream().filter(slice -> slice.reply != null).count();
        long expected = backlog + underWay * pageSize.get();
        expected += slices.stream().mapToInt(Slice::listed).sum();
        long sideBySide = sideBySide();
        if (underWay >= sideBySide || expected >= (sideBySide + 1) * pageSize.get()) {
            return false;
        }
        for (Slice slice : slices) {
            if (slice.isToBeAsked()) {
                ask(slice);
                return true;
            }
        }
        return underWay * pageSize.get() < left && cut();
    }

    private long sideBySide() {
        double seconds = aPageTakes.toMillis() / 1000.0;
        return Math.max(1, Math.min(MOST_SIDE_BY_SIDE, (long) Math.ceil(seconds * A_SECOND / pageSize.get())));
    }

    private void ask(Slice slice) {
        Instant now = clock.instant();
        slice.reply = intercom.ask(slice.page).thenApply(reply -> {
            Duration latency = Duration.between(now, clock.instant());
            return new Answered(reply, latency.isNegative() ? Duration.ZERO : latency);
        });
        slice.page = null;
        var unused = slice.reply.whenComplete((done, thrown) -> signal.run());
    }

    /** Begins a slice behind the page of another that is under way, as far in front as possible. */
    private boolean cut() {
        if (begun == null || !listing.comparesSeconds()) {
            return false;
        }
        long end = Math.min(wanted.until(), settling.before(begun).getEpochSecond());
        for (int i = 0; i < slices.size(); i++) {
            Slice slice = slices.get(i);
            long span = Math.max(1, Math.round(slice.pageSpan * FILLED));
            boolean worthwhile = slice.place + span + span / 2 < Math.min(slice.to, end);
            if (slice.reply != null && slice.pageSpan > 0 && worthwhile) {
                long from = slice.place + span;
                Request page = listing.oldestFirst(Instant.ofEpochSecond(from), pageSize.get());
                Slice behind = new Slice(from, slice.to, page, slice.pageSpan);
                slice.to = from;
                slices.add(i + 1, behind);
                ask(behind);
                return true;
            }
        }
        return false;
    }

    private void accept(Slice slice, Answered answered) {
        ListPage page = ListPage.of(answered.reply(), begun != null, listing, pageSize, listener);
        if (begun == null) {
            left = ((Reply.Found) answered.reply()).body().path("total_count").asLong();
            listener.passBegins(left);
        }
        // Where the worker stood still while a page was under way, what is left out by its time must stay beyond the
        // mark.
        begun = begun == null || page.asOf().isBefore(begun) ? page.asOf() : begun;
        // Believes at once that pages take long, and slowly that they do not.
        Duration calmer = aPageTakes.multipliedBy(3).plus(answered.latency()).dividedBy(4);
        aPageTakes = answered.latency().compareTo(calmer) > 0 ? answered.latency() : calmer;
        slice.unread = false;
        slice.page = page.next();
        measure(slice, page.entities());
        takeOver(slice);
        left -= page.entities().size();
        List<Listed> fresh = take(slice, page);
        if (!fresh.isEmpty()) {
            slice.met.add(fresh);
        }
        if (page.endless()) {
            tear(slice);
        }
    }

    /** Slices that this page reaches beyond are its own; nobody waits for what was asked for them. */
    private void takeOver(Slice slice) {
        int next = slices.indexOf(slice) + 1;
        while (next < slices.size() && slices.get(next).isUnread() && slices.get(next).to <= slice.place) {
            Slice taken = slices.remove(next);
            slice.to = taken.to;
            if (taken.reply != null) {
                unneeded.add(taken.reply);
            }
        }
        if (slice.pageSpan > 0) {
            slices.subList(next, slices.size()).stream()
                    .filter(Slice::isUnread)
                    .forEach(unread -> unread.pageSpan = slice.pageSpan);
        }
    }

    /** How much time a page covers; nothing can be learnt from one whose entities stand in no order, or before its slice. */
    private void measure(Slice slice, List<Listed> entities) {
        List<Long> places = entities.stream()
                .map(Listed::time)
                .filter(time -> time != ListPage.NO_TIME && time >= slice.from && isInPlace(time))
                .toList();
        boolean ordered = true;
        for (int i = 1; i < places.size(); i++) {
            ordered &= places.get(i) >= places.get(i - 1);
        }
        slice.pageSpan = 0;
        if (ordered && places.size() > 1) {
            long last = places.get(places.size() - 1);
            double covered = Math.max(1, last - places.get(0));
            slice.pageSpan = covered * pageSize.get() / places.size();
            slice.place = last;
        }
    }

    private List<Listed> take(Slice slice, ListPage page) {
        List<Listed> fresh = new ArrayList<>();
        int unsettled = 0;
        int anothers = 0;
        for (Listed entity : page.entities()) {
            if (entity.time() >= slice.to && isInPlace(entity.time())) {
                // It and those behind it are the next slice's.
                slice.page = null;
                return fresh;
            }
            if (wanted.isAnothers(entity)) {
                anothers++;
            } else if (Wanted.isUnsettled(entity.time(), entity.asOf())) {
                unsettled++;
            } else {
                Instant listed = Instant.ofEpochSecond(entity.time());
                if (isInPlace(entity.time()) && listed.isAfter(slice.reached)) {
                    slice.reached = listed;
                }
                if (entity.time() >= slice.from && wanted.isNew(entity)) {
                    fresh.add(entity);
                }
            }
        }
        boolean nothingForUs = unsettled + anothers == page.entities().size();
        if (!page.entities().isEmpty() && nothingForUs && slice.page != null) {
            // The end of the list moves on as fast as it is read; or all that follow are another reader's.
            slice.page = null;
            if (unsettled > 0) {
                tear(slice);
            }
        }
        return fresh;
    }

    /** Whether an entity of this update time stands in the list where its time says. */
    private boolean isInPlace(long time) {
        return Instant.ofEpochSecond(time).isBefore(settling.before(begun));
    }

    /** The reading ends with what was read of this slice. */
    private void tear(Slice slice) {
        torn = true;
        slice.page = null;
        slices.subList(slices.indexOf(slice) + 1, slices.size()).clear();
    }

    @Override
    public List<Listed> take() {
        while (!slices.isEmpty()) {
            Slice first = slices.get(0);
            if (!first.met.isEmpty()) {
                return first.met.remove();
            }
            if (!first.isRead()) {
                return List.of();
            }
            reached = first.reached.isAfter(reached) ? first.reached : reached;
            slices.remove(0);
        }
        return List.of();
    }

    @Override
    public boolean isDone() {
        return slices.isEmpty();
    }

    @Override
    public boolean isTorn() {
        return torn;
    }

    @Override
    public Instant begun() {
        return begun;
    }

    /** Of what has been taken. */
    @Override
    public Instant reached() {
        return reached;
    }
}
