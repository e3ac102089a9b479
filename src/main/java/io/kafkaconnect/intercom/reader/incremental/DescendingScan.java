package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.reader.page.PageConsensus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the newest entities first, down to a page with only entities older than the mark. If the filter of the list is too coarse, a caught-up stream
 * needs one request this way. The scan gathers all entities and then returns them in the order of their times.
 *
 * <p>A single old entity does not end the scan. The list may already sort it by a later update and still show the earlier version: newer entities then
 * stand behind it.
 */
final class DescendingScan implements Scan {
    /** Beyond this number of gathered entities, an {@link AscendingScan} is better, since it gathers none. */
    private static final int MAX_GATHERED = 3_000;

    /** This number of successive old entities ends the scan, if the last page holds only old entities. */
    static final int MIN_OLD = 3;

    private final PageAccess access;
    private final Listing listing;
    private final ReadFilter filter;
    private final Scan.ScanListener events;
    private final AdaptivePageSize pageSize;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final List<ListedEntity> gathered = new ArrayList<>();
    /** The old entities without a newer one behind them so far. */
    private final List<ListedEntity> old = new ArrayList<>();

    private Request page;
    private PageConsensus answers = PageConsensus.ofTimed(true, 1);
    private CompletableFuture<Reply> reply;
    private Instant begun;
    private long shown;
    private long counted = ListPage.UNKNOWN;
    private boolean tooMany;
    private boolean incomplete;
    private ScanEnd end = ScanEnd.NOTHING;

    /**
     * Starts with the newest entity.
     *
     * @param signal runs on any thread when a page has arrived
     */
    DescendingScan(
            PageAccess access,
            Listing listing,
            ReadFilter filter,
            Scan.ScanListener events,
            AdaptivePageSize pageSize,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.access = access;
        this.listing = listing;
        this.filter = filter;
        this.events = events;
        this.pageSize = pageSize;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
        this.page = listing.newestFirst(pageSize.get());
    }

    /** Whether an {@link AscendingScan} should read the list instead. */
    boolean hasTooMany() {
        return tooMany;
    }

    @Override
    public boolean advance(int backlog) {
        if (reply != null && reply.isDone()) {
            Reply answered = reply.join();
            reply = null;
            accept(answered);
            return true;
        }
        if (reply == null && page != null) {
            reply = access.ask(page.listing(listing.array()).untilBlamed());
            WakeupFutures.onDone(reply, signal);
            return true;
        }
        return false;
    }

    private void accept(Reply answered) {
        if (answered.withheld().isPresent()) {
            // The newer entities are good. With a filter, the next pass reads up to the refused page and goes around
            // it.
            if (listing.filter() == Listing.TimeFilter.NONE) {
                events.pageWithheld(answered.withheld().get());
            }
            incomplete = true;
            page = null;
            return;
        }
        Optional<ListPage> whole = answers.take(ListPage.of(answered, listing, pageSize, clock.instant()));
        if (whole.isEmpty()) {
            // The next step requests the same page again.
            return;
        }
        ListPage read = whole.get();
        events.pageRead(read);
        if (begun == null) {
            listener.passBegins(Math.max(0, read.total()));
        }
        answers = PageConsensus.ofTimed(false, 1);
        begun = begun == null || read.asOf().isBefore(begun) ? read.asOf() : begun;
        shown += read.shown();
        counted = Math.max(counted, read.total());
        page = read.next();
        tooMany = read.pages() == ListPage.Numbering.ENDLESS;
        boolean allOld = gather(read.entities());
        if (allOld && old.size() >= MIN_OLD) {
            page = null;
            end = ScanEnd.PROVEN;
        } else if (page == null) {
            end = ScanEnd.of(read, counted, shown);
        }
        tooMany |= gathered.size() > MAX_GATHERED;
    }

    /** Returns whether all entities are older than the mark. */
    private boolean gather(List<ListedEntity> entities) {
        boolean allOld = true;
        for (ListedEntity entity : entities) {
            if (entity.isTimed() && filter.isBeforeCursor(entity)) {
                if (entity.hasReliableOrder()) {
                    old.add(entity);
                }
                continue;
            }
            allOld = false;
            if (entity.isTimed() && entity.hasReliableOrder()) {
                old.forEach(events::stale);
                old.clear();
            }
            if (!filter.mustWait(entity) && filter.isUnsent(entity)) {
                gathered.add(events.retainForEnrichment(entity));
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
        // A moved entity may occur twice, and its newer version must come last. The order of equal times does not
        // matter.
        oldestFirst.sort(Comparator.comparingLong(ListedEntity::time));
        // The scan has read each page once, which is not enough to move the mark.
        return oldestFirst.stream().map(ListedEntity::withoutOrder).toList();
    }

    @Override
    public boolean isDone() {
        return page == null && reply == null && gathered.isEmpty();
    }

    @Override
    public void cancel() {
        if (reply != null) {
            reply.cancel(false);
        }
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
        return Instant.EPOCH;
    }
}
