package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.StreamListener;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads newest first, down to a page of entities that are all older than the mark, and gives them in the order of their times: where Intercom
 * cannot filter precisely, a caught-up stream is looked at with one request. What it has to gather grows with what has changed.
 *
 * <p>One old entity is no end: it may be shown as it was earlier, while it stands where it belongs by now. Old ones with newer ones behind
 * them are such.
 */
final class DescendingScan implements Scan {
    /** Entities gathered before it is given up in favour of {@link AscendingScan}, which need not gather. */
    private static final int MAX_GATHERED = 3_000;

    /** So many old entities, one behind the other, end the reading, if nothing else was on the last page. */
    static final int MIN_OLD = 3;

    private final PageAccess access;
    private final Listing listing;
    private final ReadFilter wanted;
    private final ScanListener found;
    private final AdaptivePageSize pageSize;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final List<ListedEntity> gathered = new ArrayList<>();
    /** Old ones behind which nothing newer was met so far. */
    private final List<ListedEntity> old = new ArrayList<>();

    private Request page;
    private PageConsensus answers = PageConsensus.ofTimed(true, 1);
    private CompletableFuture<Reply> reply;
    private Instant begun;
    private long shown;
    private long counted = ListPage.UNKNOWN;
    private boolean hopeless;
    private boolean torn;
    private ScanEnd end = ScanEnd.NOTHING;

    /**
     * Begins with the newest.
     *
     * @param found takes what it finds out of place, and says what is to be kept of an entity until it is taken
     * @param signal run, on any thread, when a page has come
     */
    DescendingScan(
            PageAccess access,
            Listing listing,
            ReadFilter wanted,
            ScanListener found,
            AdaptivePageSize pageSize,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.access = access;
        this.listing = listing;
        this.wanted = wanted;
        this.found = found;
        this.pageSize = pageSize;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        this.page = listing.newestFirst(pageSize.get());
    }

    /** Whether the list should be read oldest first instead. */
    boolean isHopeless() {
        return hopeless;
    }

    @Override
    public boolean goOn(int backlog) {
        if (reply != null && reply.isDone()) {
            Reply answered = reply.join();
            reply = null;
            accept(answered);
            return true;
        }
        if (reply == null && page != null) {
            reply = access.ask(page.listing(listing.array()).untilBlamed());
            var unused = reply.whenComplete((done, thrown) -> signal.run());
            return true;
        }
        return false;
    }

    private void accept(Reply answered) {
        if (answered.withheld().isPresent()) {
            // What is newer is given all the same. Where there is a filter, the next reading finds what fails.
            if (listing.filter() == Listing.TimeFilter.NONE) {
                found.withheld(answered.withheld().get());
            }
            torn = true;
            page = null;
            return;
        }
        Optional<ListPage> whole = answers.take(ListPage.of(answered, listing, pageSize, clock.instant()));
        if (whole.isEmpty()) {
            // The same page is asked for again.
            return;
        }
        ListPage read = whole.get();
        found.malformed(read);
        if (begun == null) {
            listener.passBegins(Math.max(0, read.total()));
        }
        answers = PageConsensus.ofTimed(false, 1);
        begun = begun == null || read.asOf().isBefore(begun) ? read.asOf() : begun;
        shown += read.shown();
        counted = Math.max(counted, read.total());
        page = read.next();
        hopeless = read.pages() == ListPage.Numbering.ENDLESS;
        boolean allOld = gather(read.entities());
        if (allOld && old.size() >= MIN_OLD) {
            page = null;
            end = ScanEnd.PROVEN;
        } else if (page == null) {
            end = ScanEnd.of(read, counted, shown);
        }
        hopeless |= gathered.size() > MAX_GATHERED;
    }

    /** Whether all of them are older than the mark. */
    private boolean gather(List<ListedEntity> entities) {
        boolean allOld = true;
        for (ListedEntity entity : entities) {
            if (entity.isTimed() && wanted.isOld(entity)) {
                if (entity.isInPlace()) {
                    old.add(entity);
                }
                continue;
            }
            allOld = false;
            if (entity.isTimed() && entity.isInPlace()) {
                old.forEach(found::outOfPlace);
                old.clear();
            }
            if (!wanted.isLeft(entity) && wanted.isNew(entity)) {
                gathered.add(entity.reduced(found::kept));
            }
        }
        return allOld;
    }

    @Override
    public List<ListedEntity> take() {
        if (page != null || reply != null) {
            return List.of();
        }
        List<ListedEntity> oldestFirst = new ArrayList<>(gathered);
        gathered.clear();
        Collections.reverse(oldestFirst);
        // Equal times keep any order; a moved entity may come twice, the newer version last.
        oldestFirst.sort(Comparator.comparingLong(ListedEntity::time));
        // Each page was read once: the mark does not move on their word alone.
        return oldestFirst.stream().map(ListedEntity::outOfPlace).toList();
    }

    @Override
    public boolean isDone() {
        return page == null && reply == null && gathered.isEmpty();
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

    @Override
    public Instant reached() {
        return Instant.EPOCH;
    }
}
