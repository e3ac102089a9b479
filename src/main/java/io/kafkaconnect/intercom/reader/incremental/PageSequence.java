package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.reader.page.PageConsensus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The pages of a slice. Each page names the next one, so at most one page is in flight. Used by the task's thread. */
final class PageSequence {
    /** The share of a page that a slice is meant to fill. A slice that exceeds one page needs two. */
    private static final double FILL_RATIO = 0.8;

    private Request next;
    private Request asked;
    private CompletableFuture<PageReplies> replies;
    private PageConsensus answers;
    /** The second at which the last page ended and the page in flight starts. */
    private long position;
    /** The estimated number of seconds that a page covers; 0 if unknown. */
    private double span;

    private boolean beginsWithDay;
    /** The last second after which another slice was requested. */
    private long requestedAfter;

    private long shown;
    private long counted = ListPage.UNKNOWN;

    /** The reply to a page, or both replies of a page requested twice, and the time until they arrived. */
    record PageReplies(List<Reply> replies, Duration latency) {
        /** See {@link Reply#withheld()}. */
        Optional<Failure> withheld() {
            return replies.stream().flatMap(reply -> reply.withheld().stream()).findFirst();
        }
    }

    private PageSequence(Request first, long position, double span) {
        this.next = first;
        this.position = position;
        this.span = span;
    }

    /** No page, for a slice that is read from its far side. */
    static PageSequence none(long from) {
        return new PageSequence(null, from, 0);
    }

    /** Starts with that page, at that second. */
    static PageSequence of(Request first, long from) {
        return new PageSequence(first, from, 0);
    }

    /** The pages of a slice that starts at that second. Its pages are likely to cover as many seconds as these. */
    PageSequence alike(Request first, long from) {
        return new PageSequence(first, from, span);
    }

    /** The page to request now. */
    Request next() {
        return next;
    }

    /** Whether another page follows. */
    boolean hasNext() {
        return next != null;
    }

    boolean isToBeRequested() {
        return next != null && replies == null;
    }

    boolean isUnderWay() {
        return replies != null;
    }

    boolean isAnswered() {
        return replies != null && replies.isDone();
    }

    /** Whether no page is in flight or left to request. */
    boolean isLast() {
        return next == null && replies == null;
    }

    /** The replies to the page in flight; null if there is none. */
    CompletableFuture<PageReplies> replies() {
        return replies;
    }

    /**
     * Requests the page.
     *
     * @param twice whether to send the request twice
     */
    void ask(ScanFactory scans, Request request, boolean twice) {
        Clock clock = scans.clock();
        Instant now = clock.instant();
        CompletableFuture<Reply> reply = scans.access().ask(request);
        replies = twice
                ? twice(reply, scans.access().ask(request), now, clock)
                : WakeupFutures.cancelling(reply, reply.thenApply(one -> answered(now, clock, one)));
        asked = request;
        next = null;
        WakeupFutures.onDone(replies, scans.signal());
    }

    private static CompletableFuture<PageReplies> twice(
            CompletableFuture<Reply> reply, CompletableFuture<Reply> again, Instant asked, Clock clock) {
        CompletableFuture<PageReplies> both =
                reply.thenCombine(again, (one, other) -> answered(asked, clock, one, other));
        return WakeupFutures.cancelling(again, WakeupFutures.cancelling(reply, both));
    }

    private static PageReplies answered(Instant asked, Clock clock, Reply... replies) {
        Duration latency = Duration.between(asked, clock.instant());
        return new PageReplies(List.of(replies), latency.isNegative() ? Duration.ZERO : latency);
    }

    /**
     * Returns the page in flight, or empty if it must be requested once more.
     *
     * @param isFirst whether this is the first page of its list
     * @param minAnswers the least number of answers
     */
    Optional<ListPage> take(List<ListPage> same, boolean isFirst, int minAnswers) {
        Optional<ListPage> whole = Optional.empty();
        if (answers == null) {
            answers = PageConsensus.ofTimed(isFirst, minAnswers);
        }
        for (ListPage one : same) {
            whole = answers.take(one);
        }
        if (whole.isEmpty()) {
            replies = null;
            next = asked;
        } else {
            answers = null;
        }
        return whole;
    }

    /**
     * Learns from the complete page which page follows, and how many seconds a page covers.
     *
     * @param sortTimes the sort times of the entities that the slice may hold
     */
    void onPage(ListPage whole, List<Long> sortTimes, int pageSize) {
        replies = null;
        next = whole.next();
        shown += whole.shown();
        counted = Math.max(counted, whole.total());
        span = 0;
        if (sortTimes.size() > 1) {
            long last = sortTimes.get(sortTimes.size() - 1);
            span = (double) Math.max(1, last - sortTimes.get(0)) * pageSize / sortTimes.size();
            position = last;
        }
    }

    /** The second from which the list is read next. */
    long position() {
        return position;
    }

    /** The second at which the page in flight is likely to end. The next slice should start there. */
    long likelyEnd() {
        return position + Math.max(1, Math.round(span * FILL_RATIO));
    }

    /**
     * The second after which to request another slice: behind the page in flight and the slices requested before, by a day or by what two pages cover, as half a
     * page is read twice for each slice. Empty if that is not before the given second.
     */
    OptionalLong dayBehind(long before) {
        long after = Math.max(position, requestedAfter) + Math.max(TimeSlices.DAY, 2 * (likelyEnd() - position));
        if (!isWorthCutting(before) || after + TimeSlices.DAY >= before) {
            return OptionalLong.empty();
        }
        requestedAfter = after;
        return OptionalLong.of(after);
    }

    /**
     * Whether a list that begins with a day has become shorter by as many entities as its pages showed. Then the workspace has another time zone, in
     * which the day begins later, perhaps behind the last page.
     */
    boolean hasShrunk(ListPage page) {
        return beginsWithDay && shown > 0 && page.total() != ListPage.UNKNOWN && counted - page.total() >= shown;
    }

    /** The list begins with a day that a filter by days has chosen. */
    void beginsWithDay() {
        beginsWithDay = true;
    }

    /** No entity follows, so no further slice is requested. */
    void nothingFollows() {
        requestedAfter = TimeSlice.NO_END;
    }

    /** Whether the rest of the list between the page in flight and that second fills a page of its own. */
    boolean isWorthCutting(long before) {
        double filled = likelyEnd() - position;
        return replies != null && span > 0 && position + filled * 1.5 < before;
    }

    /**
     * Learns from the slice before how many seconds a page covers, and at which second this slice starts. Without that, a gap in the list would be cut into
     * slices of one second each.
     */
    void expect(PageSequence before, List<ListedEntity> onPage) {
        if (before.span > 0) {
            span = before.span;
        }
        position = onPage.stream()
                .mapToLong(ListedEntity::sortTime)
                .filter(at -> at >= position)
                .findFirst()
                .orElse(position);
    }

    /** How the list ended with its last page. */
    Scan.ScanEnd listEnd(ListPage last) {
        return Scan.ScanEnd.of(last, counted, shown);
    }

    /** Cancels the page in flight. */
    void cancel() {
        if (replies != null) {
            replies.cancel(false);
        }
    }

    /** No page follows. */
    void end() {
        replies = null;
        next = null;
    }
}
