package io.kafkaconnect.intercom.reader.incremental;

import static java.util.stream.Collectors.toSet;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.StreamListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

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
 *
 * <p>A second at which Intercom fails is left out, and so are those that are known to be such.
 */
final class AscendingScan implements Scan {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final PageAccess access;
    private final Listing listing;
    private final ReadFilter wanted;
    private final Settling settling;
    private final ScanListener found;
    private final AdaptivePageSize pageSize;
    private final SpanListing spans;
    private final PrefetchPolicy lookahead;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;
    private final Instant provenBefore;
    private final boolean behind;

    /** In the order of the list, one beginning where the other ends. */
    private final List<TimeSlice> slices = new ArrayList<>();
    /** Replies that nobody waits for any more. */
    private final List<CompletableFuture<TimeSlice.PageReplies>> unneeded = new ArrayList<>();

    private Instant begun;
    private boolean torn;
    private Instant reached = Instant.EPOCH;
    private ScanEnd end = ScanEnd.NOTHING;

    /** Says until when nothing that was updated can still turn up, for a reading that began then. */
    interface Settling {
        Instant before(Instant begun);
    }

    /**
     * Begins at the mark.
     *
     * @param provenBefore pages of what was updated before that are read twice
     * @param behind whether much is likely to be there
     * @param found takes what it finds out of place, and says what is to be kept of an entity until it is taken
     * @param signal run, on any thread, when a page has come
     */
    AscendingScan(
            PageAccess access,
            Listing listing,
            ReadFilter wanted,
            Settling settling,
            Instant provenBefore,
            boolean behind,
            ScanListener found,
            AdaptivePageSize pageSize,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.access = access;
        this.listing = listing;
        this.wanted = wanted;
        this.settling = settling;
        this.provenBefore = provenBefore;
        this.behind = behind;
        this.found = found;
        this.pageSize = pageSize;
        this.spans = new SpanListing(access, listing, pageSize, clock);
        this.lookahead = new PrefetchPolicy(pageSize);
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        long from = wanted.from().getEpochSecond();
        for (ParkedSpan span :
                listing.filter() == Listing.TimeFilter.NONE ? List.<ParkedSpan>of() : wanted.parkedSpans()) {
            if (span.from() > from) {
                slices.add(slice(from, span.from()));
            }
            from = span.to() + 1;
        }
        slices.add(slice(from, TimeSlice.NO_END));
    }

    private TimeSlice slice(long from, long to) {
        return TimeSlice.of(from, to, firstPage(from, to));
    }

    private Request firstPage(long from, long to) {
        Instant begin = Instant.ofEpochSecond(from);
        return to == TimeSlice.NO_END
                ? listing.oldestFirst(begin, pageSize.get())
                : listing.oldestFirst(begin, Instant.ofEpochSecond(to), pageSize.get());
    }

    @Override
    public boolean goOn(int backlog) {
        for (TimeSlice slice : slices) {
            if (slice.isAnswered()) {
                accept(slice, slice.reply().join());
                return true;
            }
            if (slice.farPart() != null) {
                accept(slice, slice.farPart());
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
        long awaited = slices.stream().filter(TimeSlice::isAwaited).count();
        int listed = backlog + slices.stream().mapToInt(TimeSlice::listed).sum();
        return lookahead.mayAsk(awaited, unneeded.size(), listed) && askInFront(backlog, lookahead.isMoreThan(awaited));
    }

    /**
     * As far in front as possible: the next page of a slice, or the first of a new one behind a page that is under way. What was read
     * further behind does not count, or a wrong guess would stop what its entities wait for.
     */
    private boolean askInFront(int backlog, boolean mayCut) {
        long inFront = backlog;
        for (int i = 0; i < slices.size() && lookahead.isNear(inFront); i++) {
            TimeSlice slice = slices.get(i);
            if (slice.isToBeAsked()) {
                ask(slice);
                return true;
            }
            if (mayCut && isWorthCutting(slice)) {
                long at = slice.likelyEnd();
                slices.add(i + 1, slice.cut(at, firstPage(at, slice.filteredTo())));
                ask(slices.get(i + 1));
                return true;
            }
            inFront += slice.listed() + (slice.isAwaited() ? pageSize.get() : 0);
        }
        return false;
    }

    private boolean isWorthCutting(TimeSlice slice) {
        return begun != null && listing.comparesSeconds() && slice.isWorthCutting(Math.min(wanted.until(), settled()));
    }

    private void ask(TimeSlice slice) {
        Instant now = clock.instant();
        Request page = sent(slice);
        CompletableFuture<Reply> reply = access.ask(page);
        boolean mayBeEmpty = begun == null && !behind;
        CompletableFuture<TimeSlice.PageReplies> answer = isReadTwice(slice) && !mayBeEmpty
                ? reply.thenCombine(access.ask(page), (one, other) -> answered(now, one, other))
                : reply.thenApply(one -> answered(now, one));
        slice.asked(page, answer);
        var unused = answer.whenComplete((done, thrown) -> signal.run());
    }

    /** Where Intercom fails at something, one answer says whether that is here: what is wrongly taken for it is read in smaller parts. */
    private Request sent(TimeSlice slice) {
        Request page = slice.page().listing(listing.array());
        boolean isTried = slice.isSuspect() && slice == slices.get(0);
        return isTried ? page.once() : page.untilBlamed();
    }

    /**
     * Whether the mark passes the page as soon as its entities are sent. After a restart, nothing finds what one wrong answer hid there. Both
     * answers are asked for at the same time. Where the reading has caught up, the first page is asked for again only when it shows something:
     * mostly nothing is new.
     */
    private boolean isReadTwice(TimeSlice slice) {
        return provenBefore.isAfter(Instant.ofEpochSecond(slice.place()));
    }

    private TimeSlice.PageReplies answered(Instant asked, Reply... replies) {
        Duration latency = Duration.between(asked, clock.instant());
        return new TimeSlice.PageReplies(List.of(replies), latency.isNegative() ? Duration.ZERO : latency);
    }

    private void accept(TimeSlice slice, TimeSlice.PageReplies answered) {
        Optional<Failure> withheld = answered.withheld();
        if (withheld.isPresent()) {
            goRound(slice, withheld.get());
            return;
        }
        List<ListPage> same = answered.replies().stream()
                .map(reply -> ListPage.of(reply, listing, pageSize, clock.instant()))
                .toList();
        boolean twice = isReadTwice(slice);
        boolean isEmpty = same.stream().allMatch(one -> one.shown() == 0);
        Optional<ListPage> whole = slice.took(same, twice && !isEmpty ? 2 : 1);
        if (whole.isEmpty()) {
            return;
        }
        ListPage page = whole.get();
        came(page);
        lookahead.took(answered.latency());
        // Each answer has an order; what two show together has none.
        Set<ListedEntity> stale = page.orders().stream()
                .flatMap(shown -> ListedEntity.stale(shown, slice.reached().getEpochSecond(), settled()).stream())
                .collect(toSet());
        stale.forEach(found::outOfPlace);
        List<ListedEntity> entities = ListedEntity.inOrder(page.entities(), stale, settled());
        slice.came(entities, pageSize.get(), page);
        takeOver(slice, entities);
        TimeSlice.SlicePage taken = slice.take(entities, wanted, listing.comparesSeconds(), found::outOfPlace);
        lookahead.met(taken.own());
        slice.keep(ListedEntity.newest(taken.fresh()).stream()
                .map(one -> one.reduced(found::kept))
                .map(one -> twice ? one : one.outOfPlace())
                .toList());
        if (taken.ending() == TimeSlice.SliceEnding.OVER) {
            slice.ends();
        } else if (taken.ending() == TimeSlice.SliceEnding.MOVES_ON || page.pages() == ListPage.Numbering.ENDLESS) {
            tear(slice);
        } else if (page.next() == null) {
            end(slice, slice.end(page), page);
        }
    }

    private void came(ListPage page) {
        found.malformed(page);
        if (begun == null) {
            long total = Math.max(0, page.total());
            lookahead.counts(total);
            listener.passBegins(total);
        }
        // Where the worker stood still while a page was under way, what is left out by its time must stay beyond the
        // mark.
        begun = begun == null || page.asOf().isBefore(begun) ? page.asOf() : begun;
        end = page.shown() > 0 ? ScanEnd.PROVEN : end;
    }

    /**
     * Intercom fails at a page, or refuses it, and gives others: what is left of the slice is read in halves, and halves of that in which the page
     * fails, until one second is found at which Intercom fails. That one is left out. Where the filter knows days only, it is read from its {@linkplain
     * ReverseRange far side}; where there is no filter, the reading ends there.
     */
    private void goRound(TimeSlice slice, Failure failure) {
        int behind = slices.indexOf(slice) + 1;
        if (behind < slices.size()) {
            slices.get(behind).clear();
        }
        slice.ends();
        if (listing.filter() == Listing.TimeFilter.NONE) {
            found.withheld(failure);
            tear(slice);
        } else if (listing.filter() == Listing.TimeFilter.DAYS) {
            long limit = Math.min(slice.to(), wanted.until());
            readFarSide(behind, ReverseRange.behind(slice.unreadFrom(), limit, slice.reach(), failure));
        } else if (slice.isOneSecond()) {
            found.withheld(ParkedSpan.ofSecond(slice.unreadFrom()), failure);
        } else {
            slices.addAll(behind, halves(slice.unreadFrom(), Math.min(slice.to(), wanted.until())));
        }
    }

    private void readFarSide(int at, ReverseRange farSide) {
        CompletableFuture<SpanListing.SpanPart> part = spans.newestFirst(farSide.span(), ReverseRange.MOST_GATHERED);
        slices.add(at, TimeSlice.of(farSide, part));
        var unused = part.whenComplete((done, thrown) -> signal.run());
    }

    private void accept(TimeSlice slice, SpanListing.SpanPart part) {
        int at = slices.indexOf(slice);
        ReverseRange farSide = slice.farSide();
        ReverseRange.Outcome outcome = farSide.outcome(
                part, wanted.memory().parkedSpans(), clock.instant().getEpochSecond());
        if (outcome instanceof ReverseRange.Outcome.Again again) {
            slices.remove(at);
            readFarSide(at, again.other());
        } else if (outcome instanceof ReverseRange.Outcome.ReadRange read) {
            part.pages().forEach(this::came);
            // What may still turn up there is left to the next reading.
            read.hole()
                    .flatMap(hole -> hole.before(settled()))
                    .ifPresent(hole -> found.withheld(hole, farSide.failure()));
            slice.farSideCame(read.entities().stream()
                    .filter(one -> !wanted.isLeft(one) && wanted.isNew(one))
                    .map(one -> one.reduced(found::kept).outOfPlace())
                    .toList());
            if (part.isIncomplete()) {
                tear(slice);
            } else if (farSide.to() < farSide.limit()
                    && !farSide.isBeyond(clock.instant().getEpochSecond())) {
                TimeSlice next = slice(farSide.to(), farSide.limit());
                slices.add(at + 1, read.hole().isPresent() ? next : next.behind(farSide));
            }
        }
    }

    private List<TimeSlice> halves(long from, long to) {
        // Nothing was updated later than now; clocks differ.
        long latest = Math.min(to, Math.max(from, clock.instant().getEpochSecond()) + DAY);
        long middle = Math.min(to, from + Math.max(1, (latest - from) / 2));
        return Stream.of(slice(from, middle), slice(middle, to))
                .filter(half -> !half.isEmpty())
                .map(TimeSlice::suspected)
                .toList();
    }

    /** The list ends with a page of this slice; a slice that has an end is over before, unless the list broke. */
    private void end(TimeSlice slice, ScanEnd how, ListPage page) {
        boolean isEmpty = how.equals(ScanEnd.NOTHING);
        if (slice.isEndless()) {
            end = isEmpty ? end : how;
        } else if (isEmpty ? page.total() > 0 : !how.equals(ScanEnd.PROVEN)) {
            tear(slice);
        }
    }

    /** Slices that this page reaches beyond are its own; nobody waits for what was asked for them. */
    private void takeOver(TimeSlice slice, List<ListedEntity> shown) {
        int next = slices.indexOf(slice) + 1;
        while (next < slices.size() && slices.get(next).isPassedBy(slice)) {
            TimeSlice passed = slices.remove(next);
            slice.extendOver(passed);
            if (passed.isAwaited()) {
                unneeded.add(passed.reply());
            }
        }
        slices.subList(next, slices.size()).forEach(behind -> behind.expect(slice, shown));
    }

    /** From which second on the order of the list is not certain. */
    private long settled() {
        return settling.before(begun == null ? clock.instant() : begun).getEpochSecond();
    }

    /** The reading ends with what was read of this slice. */
    private void tear(TimeSlice slice) {
        torn = true;
        slice.ends();
        slices.subList(slices.indexOf(slice) + 1, slices.size()).clear();
    }

    @Override
    public List<ListedEntity> take() {
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

    @Override
    public boolean isDone() {
        return slices.isEmpty();
    }

    @Override
    public boolean isTorn() {
        return torn;
    }

    @Override
    public ScanEnd end() {
        return end;
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
