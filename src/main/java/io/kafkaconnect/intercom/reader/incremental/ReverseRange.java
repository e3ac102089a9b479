package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What lies behind a page at which Intercom fails, where the filter of the list knows days only: it is read from its far side, newest first, down to
 * the page that fails. What neither side shows is parked. Example: contacts of 3 March fail at noon. Read up from 1 March they come until
 * noon, and read down from 4 March they come as far as noon.
 *
 * @param from the last second that the near side showed
 * @param to where it begins to read down, exclusive
 * @param limit where the list that is read ends, exclusive
 * @param failure why the near side goes no further
 */
record ReverseRange(long from, long to, long limit, Failure failure) {
    static final long LEAST = Duration.ofDays(1).toSeconds();

    /** So many entities are gathered. */
    static final int MOST_GATHERED = 5_000;

    /** What comes of it. */
    sealed interface Outcome {
        /** Something else must be tried. */
        record Again(ReverseRange other) implements Outcome {}

        /**
         * It was read.
         *
         * @param entities what it showed, oldest first
         * @param hole what neither side shows; empty where all was shown
         */
        record ReadRange(List<ListedEntity> entities, Optional<ParkedSpan> hole) implements Outcome {}
    }

    /** So many seconds behind the last one that the near side showed. */
    static ReverseRange behind(long from, long limit, long reach, Failure failure) {
        return new ReverseRange(from, Math.min(limit, from + reach), limit, failure);
    }

    private ReverseRange narrowed(long end) {
        return new ReverseRange(from, end, limit, failure);
    }

    private ReverseRange grown() {
        return new ReverseRange(from, Math.min(limit, to + LEAST), limit, failure);
    }

    ParkedSpan span() {
        return new ParkedSpan(from, to - 1);
    }

    /**
     * What came of it.
     *
     * @param parked what is not listed anyway
     * @param now nothing was updated later; clocks differ by less than a day
     */
    Outcome outcome(SpanListing.SpanPart part, Collection<ParkedSpan> parked, long now) {
        List<ListedEntity> own = part.entities()
                .filter(one -> !one.isTimed() || span().holds(one.time()))
                .sorted(Comparator.comparingLong(ListedEntity::time))
                .toList();
        OptionalLong lowest = own.stream()
                .filter(ListedEntity::isTimed)
                .mapToLong(ListedEntity::time)
                .min();
        if (part.isCut() && lowest.orElse(to) + 1 < to) {
            return new Outcome.Again(narrowed(lowest.getAsLong() + 1));
        }
        if (part.withheld().isPresent() && lowest.isEmpty() && to < limit && !isBeyond(now)) {
            // What fails may lie behind all of it: nothing is left out for that.
            return new Outcome.Again(grown());
        }
        boolean isWhole = (part.withheld().isEmpty() && !part.isCut()) || isExplained(part, parked);
        Optional<ParkedSpan> hole =
                isWhole ? Optional.empty() : Optional.of(new ParkedSpan(from, lowest.orElse(to - 1)));
        return new Outcome.ReadRange(own, hole);
    }

    /** Whether the last that came lies before the near side, at the end of what is known to fail. */
    private boolean isExplained(SpanListing.SpanPart part, Collection<ParkedSpan> parked) {
        List<ListedEntity> all = part.entities().filter(ListedEntity::isTimed).toList();
        long last = all.isEmpty() ? from : all.get(all.size() - 1).time();
        return last < from && parked.stream().anyMatch(span -> span.holds(last));
    }

    /** Whether nothing can have been updated where it ends. */
    boolean isBeyond(long now) {
        return to > now + Duration.ofDays(1).toSeconds();
    }
}
