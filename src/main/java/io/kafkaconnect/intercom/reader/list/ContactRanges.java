package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A pass over all contacts of a role. Each page of a search names the next one, so a search takes as long as its pages take one after the other. A long
 * list is therefore cut into ranges of creation times, and the searches of several ranges are in flight at the same time. The pass starts with one
 * range, and cuts the range with the most contacts left, until enough are in flight. Example: of 100,000 contacts, eight ranges are in flight.
 *
 * <p>Nothing depends on where a range is cut, see {@link ContactRange}. The pass reads the end of the list last, because new contacts stand
 * there. Where the ranges do not show all contacts, the pass goes on with the {@linkplain WholeSearch one search} with which it began: if some
 * contacts have no creation time, or a search breaks off or fails at a page.
 */
public final class ContactRanges implements ListPass {
    private static final int MAX_CONCURRENT = 8;

    /** A cut costs half a page on average, and a page if it shows nothing new. */
    private static final int PAGES_PER_CUT = 30;

    /** The first page of the whole list is read twice, too. */
    private static final int MIN_PAGES = 40;

    private final PageAccess access;
    private final SearchReplies replies;
    private final String role;
    private final AdaptivePageSize size;
    private final Consumer<List<ListedEntity>> pageRead;
    private final BrokenRanges broken;
    private final WholeSearch whole;
    /** In the order of their times. Empty while the one search goes on. */
    private final List<ContactRange> ranges = new ArrayList<>();

    /** The ids of the contacts on the first page of the one search. */
    private final Set<String> firstPage = new HashSet<>();

    private boolean isBegun;
    private long cutsLeft;
    private Instant now = Instant.EPOCH;

    /** Whether ranges failed lately. Some passes are then not cut, because most of a pass with a failed range is read twice. Thread-safe. */
    private static final class BrokenRanges {
        private static final int UNCUT_PASSES = 8;

        private int uncut;

        private synchronized void add() {
            uncut = UNCUT_PASSES;
        }

        private synchronized boolean mayCut() {
            if (uncut == 0) {
                return true;
            }
            uncut--;
            return false;
        }
    }

    private ContactRanges(
            IntercomApi intercom,
            String role,
            AdaptivePageSize size,
            Consumer<List<ListedEntity>> pageRead,
            BrokenRanges broken) {
        this.access = new PageAccess(intercom, WholeSearch.search(ofRole(role), "id", "ascending", 1), 1);
        this.replies = new SearchReplies(new Listing.Contacts(role), "contact", size);
        this.role = role;
        this.size = size;
        this.pageRead = pageRead;
        this.broken = broken;
        this.whole = WholeSearch.contacts(intercom, "role", role, size, pageRead);
    }

    /**
     * Makes passes over all contacts of a role.
     *
     * @param pageRead takes the contacts of each page, on any thread, before the page is handed over
     */
    public static Supplier<ListPass> passes(
            IntercomApi intercom, String role, AdaptivePageSize size, Consumer<List<ListedEntity>> pageRead) {
        BrokenRanges broken = new BrokenRanges();
        return () -> new ContactRanges(intercom, role, size, pageRead, broken);
    }

    private static ObjectNode ofRole(String role) {
        return SearchBody.filter("role", "=", role);
    }

    private Request createdAfter(long time) {
        ObjectNode filter = SearchBody.all(ofRole(role), SearchBody.filter("created_at", ">", time));
        return WholeSearch.search(filter, "created_at", "ascending", size.get());
    }

    @Override
    public CompletableFuture<Page> next() {
        if (ranges.isEmpty()) {
            return whole.next().thenApply(this::begin);
        }
        cut();
        return CompletableFuture.anyOf(inTurn().map(ContactRange::reply).toArray(CompletableFuture[]::new))
                .thenApply(first -> take((ContactRange.RangeReply) first))
                .whenComplete((page, thrown) -> {
                    if (thrown != null) {
                        giveUp();
                    }
                });
    }

    /** After the first page, the ranges take over from the one search if the list is long. */
    private Page begin(Page page) {
        long pages = whole.counted() / size.get();
        if (!isBegun && !page.last() && pages >= MIN_PAGES && broken.mayCut()) {
            cutsLeft = pages / PAGES_PER_CUT;
            page.entities().forEach(one -> firstPage.add(one.path("id").asText()));
            ranges.add(new ContactRange(access, replies, createdAfter(0), 0));
        }
        isBegun = true;
        now = page.asOf();
        return page;
    }

    /** The ranges whose next page may be requested. New contacts stand on the last page of the list, which waits for all others. */
    private Stream<ContactRange> inTurn() {
        return ranges.stream().filter(range -> ranges.size() == 1 || !range.isAtEnd(size.get()));
    }

    private void cut() {
        while (cutsLeft > 0 && inTurn().count() < MAX_CONCURRENT) {
            Optional<ContactRange> longest = ranges.stream()
                    .filter(range -> range.cut(now, size.get()).isPresent())
                    .max(Comparator.comparingLong(ContactRange::left));
            if (longest.isEmpty()) {
                return;
            }
            long at = longest.get().cut(now, size.get()).get();
            ranges.add(ranges.indexOf(longest.get()) + 1, longest.get().behind(createdAfter(at), at));
            cutsLeft--;
        }
    }

    private Page take(ContactRange.RangeReply answered) {
        ContactRange range = answered.range();
        boolean isFirstPage = !range.isBegun();
        try {
            Optional<ListPage> page = range.take(answered.reply());
            if (page.isPresent() && isFirstPage && !isPartOfList(range, page.get())) {
                return without(range);
            }
            ranges.removeIf(ContactRange::isOver);
            return page.map(this::given).orElseGet(() -> empty(false));
        } catch (RestartException failed) {
            if (isFirstPage && range.isCut()) {
                range.divides(Optional.empty());
                return without(range);
            }
            broken.add();
            giveUp();
            return empty(false);
        }
    }

    /** The contacts of a page, without those that the one search has shown. */
    private Page given(ListPage page) {
        List<ListedEntity> given = page.entities().stream()
                .filter(one -> !firstPage.contains(one.id()))
                .toList();
        pageRead.accept(given);
        return replies.page(page, given, ranges.isEmpty());
    }

    /** Whether the first page of a range begins a part of the list of its own. The first range must have all contacts. */
    private boolean isPartOfList(ContactRange range, ListPage first) {
        return range.isCut()
                ? range.divides(first.entities().stream().findFirst())
                : range.counted() >= whole.counted();
    }

    private Page without(ContactRange range) {
        ranges.remove(range);
        return empty(range.isCut() && ranges.isEmpty());
    }

    /** The one search goes on. */
    private void giveUp() {
        ranges.forEach(ContactRange::giveUp);
        ranges.clear();
    }

    private static Page empty(boolean isLast) {
        return new Page(List.of(), List.of(), Instant.EPOCH, isLast);
    }
}
