package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import io.kafkaconnect.intercom.reader.page.PageConsensus;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The contacts created in a range of time: a search for those created after a time, oldest first. It ends where the range behind it begins.
 *
 * <p>The range behind begins with the first contact that its own search shows. So it does not matter whether the filter compares seconds or days,
 * and of which time zone: no contact between two ranges is left out. Example: the filter {@code > 3 March, noon} shows a contact of 4 March, 00:01
 * first. The range before ends with the last contact created before 4 March, 00:01.
 */
final class ContactRange {
    private static final long NO_END = Long.MAX_VALUE;

    /** Up to API 2.16, the filter compares days. */
    private static final long SHORTEST_CUT = Duration.ofDays(1).toSeconds();

    /** A range with fewer pages is not worth cutting. */
    private static final int MIN_PAGES = 4;

    private final PageAccess access;
    private final SearchReplies replies;
    private final long after;
    /** The range that this one is cut from; null for the first range. */
    private final ContactRange before;

    private Request page;
    private final Set<JsonNode> cursors = new HashSet<>();
    /** The page in flight; null if there is none. */
    private CompletableFuture<Reply> asked;

    private CompletableFuture<RangeReply> reply;
    private PageConsensus answers = new PageConsensus(true, 1);
    private boolean isBegun;
    private boolean meetsEnd;
    private long shown;
    /** The creation time up to which contacts were read. */
    private long position;

    /** The creation time of the first contact of the range behind. */
    private long end = NO_END;
    /** No cut behind this time can show a contact of this range. */
    private long limit = NO_END;

    /** Whether the first page behind a cut is in flight. */
    private boolean isBeingCut;

    /** Intercom's count of the contacts in this range and all ranges behind it. */
    private long counted;
    /** Intercom's count of the contacts in the ranges behind. */
    private long countedBehind;

    /** A reply to the page in flight of a range. */
    record RangeReply(ContactRange range, Reply reply) {}

    /**
     * The contacts created after a time.
     *
     * @param page the request for the first page
     * @param after the time, in epoch seconds
     */
    ContactRange(PageAccess access, SearchReplies replies, Request page, long after) {
        this(access, replies, page, after, null);
    }

    private ContactRange(PageAccess access, SearchReplies replies, Request page, long after, ContactRange before) {
        this.access = access;
        this.replies = replies;
        this.page = page;
        this.after = after;
        this.before = before;
        this.position = after;
    }

    /** The reply to the page in flight. Requests the next page if none is in flight. */
    CompletableFuture<RangeReply> reply() {
        if (reply == null) {
            asked = access.ask(page);
            reply = asked.thenApply(answered -> new RangeReply(this, answered));
        }
        return reply;
    }

    /** Cancels the page in flight. */
    void giveUp() {
        if (asked != null) {
            asked.cancel(false);
        }
    }

    /**
     * Takes the reply to the page in flight.
     *
     * @return the contacts of this range on the page; empty if the page must be requested once more
     * @throws ListPass.RestartException when the search does not show all contacts of the range
     */
    Optional<ListPage> take(Reply answered) {
        reply = null;
        asked = null;
        if (answered.withheld().isPresent()) {
            throw new ListPass.RestartException(
                    "Intercom fails at a page: " + answered.withheld().get().describe());
        }
        Optional<ListPage> whole = answers.take(read(answered));
        whole.ifPresent(this::accept);
        return whole;
    }

    private ListPage read(Reply answered) {
        ListPage read = replies.read(answered, !isBegun, 0);
        counted = isBegun ? counted : read.total();
        List<ListedEntity> all = read.entities();
        int from = 0;
        while (!isBegun && from < all.size() && created(all.get(from)) <= after && created(all.get(from)) > 0) {
            // A filter by seconds may include its own second, which belongs to the range before.
            from++;
        }
        int to = all.size();
        while (to > from && created(all.get(to - 1)) >= end) {
            to--;
        }
        meetsEnd = to < all.size();
        List<ListedEntity> own = all.subList(from, to);
        SearchReplies.requireOldestFirst(own.stream().mapToLong(ContactRange::created));
        return new ListPage(
                own,
                List.of(own),
                read.malformed(),
                meetsEnd ? null : read.next(),
                meetsEnd ? List.of() : read.cursor(),
                meetsEnd ? ListPage.Numbering.LAST : read.pages(),
                Math.max(0, (end == NO_END ? read.total() : counted - countedBehind) - shown - from),
                read.asked(),
                read.asOf());
    }

    private void accept(ListPage whole) {
        answers = new PageConsensus(true, 1);
        isBegun = true;
        shown += whole.shown();
        whole.entities().forEach(one -> position = Math.max(position, created(one)));
        page = whole.next();
        if (page != null && !cursors.add(WholeSearch.cursor(page))) {
            throw new ListPass.RestartException("a page of " + page + " is its own next, or one before it is");
        }
        if (page == null && end != NO_END && !meetsEnd && left() > 0) {
            throw new ListPass.RestartException("a search ended before it showed all contacts");
        }
    }

    /** Epoch seconds; {@link IntercomTime#NO_TIME} if the contact has no creation time. */
    private static long created(ListedEntity contact) {
        return IntercomTime.pastSeconds(contact.json().path("created_at"), contact.asOf());
    }

    /** Whether all contacts of the range were read. */
    boolean isOver() {
        return page == null;
    }

    /** Whether a page of the range was read. */
    boolean isBegun() {
        return isBegun;
    }

    /** Whether no range is behind, and this one has at most one page left. */
    boolean isAtEnd(int pageSize) {
        return isBegun && end == NO_END && left() <= pageSize;
    }

    /** The number of contacts in the range that were not read, by Intercom's counts. */
    long left() {
        return counted - countedBehind - shown;
    }

    /** Intercom's count of the contacts in this range and all ranges behind it. */
    long counted() {
        return counted;
    }

    /** The time at which to cut the range in two; empty if it is too short, or is being cut. */
    Optional<Long> cut(Instant now, int pageSize) {
        long until = Math.min(limit, now.getEpochSecond());
        boolean isWorthIt = isBegun && !isBeingCut && !isOver() && left() >= (long) MIN_PAGES * pageSize;
        return isWorthIt && until - position > SHORTEST_CUT
                ? Optional.of(position + (until - position) / 2)
                : Optional.empty();
    }

    /**
     * Searches for the contacts behind a cut.
     *
     * @param first the request for the first page
     * @param at the time of the cut
     */
    ContactRange behind(Request first, long at) {
        isBeingCut = true;
        ContactRange behind = new ContactRange(access, replies, first, at, this);
        behind.end = end;
        behind.limit = limit;
        behind.countedBehind = countedBehind;
        return behind;
    }

    /** Whether the range was cut from another one. */
    boolean isCut() {
        return before != null;
    }

    /**
     * The first page of a range behind a cut has come: the range before ends before its contacts.
     *
     * @param first the first of these contacts; empty if there is none, or the search has failed
     * @return whether this range divides the one before. If not, it has no contact of that range, or all of them were read
     */
    boolean divides(Optional<ListedEntity> first) {
        before.isBeingCut = false;
        long begin = first.map(ContactRange::created).orElse(end);
        if (begin >= end || counted <= countedBehind) {
            before.limit = Math.min(before.limit, after);
            return false;
        }
        if (before.isOver() || begin <= before.position || counted > before.counted) {
            return false;
        }
        before.end = begin;
        before.limit = begin;
        before.countedBehind = counted;
        return true;
    }
}
