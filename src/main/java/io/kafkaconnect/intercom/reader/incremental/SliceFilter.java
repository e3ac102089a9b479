package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.util.ArrayList;
import java.util.List;

/**
 * Selects the entities of a page that belong to its slice and that the reader takes.
 *
 * @param bySecond whether the filter of the list compares seconds, so that a page shows no entity older than its slice
 * @param events receives stale entities
 */
record SliceFilter(ReadFilter filter, boolean bySecond, Scan.ScanListener events) {

    /**
     * The entities of a page that belong to the slice.
     *
     * @param fresh the entities to send
     * @param inSlice the number of entities that certainly belong to the slice
     * @param ending whether and how the slice ends with the page
     */
    record SlicePage(List<ListedEntity> fresh, int inSlice, SliceEnding ending) {}

    /** What follows a page. */
    enum SliceEnding {
        /** Another page of the slice. */
        GOES_ON,
        /** Entities of another slice or another reader. */
        OVER,
        /** Entities that change as fast as the scan reads. The next pass reads them. */
        MOVES_ON
    }

    /** Selects the entities of a page that has arrived. */
    SlicePage claim(TimeSlice slice, List<ListedEntity> onPage) {
        List<ListedEntity> fresh = new ArrayList<>();
        boolean hasNext = slice.pages().hasNext();
        int inSlice = 0;
        int seen = 0;
        int unsettled = 0;
        int beyondEnd = 0;
        // A single entity beyond the slice may be at a wrong position: the next pages show that.
        boolean isPassed =
                onPage.stream().filter(one -> one.sortTime() >= slice.to()).count() > 1;
        for (ListedEntity listed : onPage) {
            ListedEntity entity = listed;
            if (listed.sortTime() >= slice.to()) {
                if (isPassed || !hasNext) {
                    return new SlicePage(fresh, inSlice, SliceEnding.OVER);
                }
                entity = listed.withoutOrder();
            }
            seen++;
            inSlice += entity.hasReliableOrder() && entity.sortTime() >= slice.from() ? 1 : 0;
            if (isOlder(slice, entity)) {
                events.stale(entity);
            } else if (ReadFilter.isUnsettled(entity.time(), entity.asOf())) {
                unsettled++;
            } else if (filter.isBeyondEnd(entity)) {
                // Without a reliable order, the entity does not prove that the rest is beyond the end.
                beyondEnd += entity.hasReliableOrder() ? 1 : 0;
            } else {
                slice.reach(entity.sortTime(), entity.isTimed() && !filter.isBeforeCursor(entity));
                if ((entity.time() >= slice.from() || !entity.isTimed()) && filter.isUnsent(entity)) {
                    fresh.add(entity);
                }
            }
        }
        boolean nothingForUs = seen > 0 && unsettled + beyondEnd == seen;
        SliceEnding ending = unsettled > 0 ? SliceEnding.MOVES_ON : SliceEnding.OVER;
        return new SlicePage(fresh, inSlice, nothingForUs && hasNext ? ending : SliceEnding.GOES_ON);
    }

    private boolean isOlder(TimeSlice slice, ListedEntity entity) {
        // The request asks for one second more, since the filter may be strict or inclusive.
        return entity.isTimed()
                && (bySecond ? entity.time() < slice.from() - 1 : slice.hasUnsent() && filter.isBeforeCursor(entity));
    }
}
