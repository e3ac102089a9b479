package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.ListPass;
import java.time.Instant;
import java.util.List;

/** One reading of a list by update time: which entities it shows, oldest first. Used by one thread. */
sealed interface Scan permits AscendingScan, DescendingScan {

    /**
     * Takes in what came and asks for what there is room for.
     *
     * @param backlog entities taken from here that nobody has begun to complete
     * @return whether anything happened; if not, it waits for a reply or has no room
     * @throws ListPass.RestartException when the list must be read again from its beginning
     */
    boolean goOn(int backlog);

    /** The next entities, in order; empty when none are known yet. Those of one page come together. */
    List<ListedEntity> take();

    /** Whether nothing is left to be asked or taken. */
    boolean isDone();

    /** Whether it ended before its list did: what was not read is left for the next pass. */
    boolean isTorn();

    /** When its first page was answered, by Intercom's clock, or a page that seemed to be answered before that; null before the first. */
    Instant begun();

    /** All entities updated before this were met. */
    Instant reached();

    /** How the list ended; only when done, and not torn. */
    ScanEnd end();

    /**
     * The end of a list: whether what was shown is all that Intercom counts.
     *
     * @param missing how many entities it counts and did not show
     * @param last the last entity it showed, with its time
     * @param mayBeWhole whether it may be all there is, since counts may include what is long gone
     */
    record ScanEnd(long missing, String last, boolean mayBeWhole) {
        /** Nothing is missing. */
        static final ScanEnd PROVEN = new ScanEnd(0, "", true);

        /** Nothing was shown: that proves nothing. */
        static final ScanEnd NOTHING = new ScanEnd(0, "", false);

        /**
         * The end of a list.
         *
         * @param page the last one
         * @param counted how many entries it has by its pages, the most that one of them counts
         * @param shown how many its pages showed
         */
        static ScanEnd of(ListPage page, long counted, long shown) {
            if (shown == 0) {
                return NOTHING;
            }
            if (counted != ListPage.UNKNOWN && counted <= shown) {
                return PROVEN;
            }
            List<ListedEntity> entities = page.entities();
            ListedEntity last = entities.isEmpty() ? null : entities.get(entities.size() - 1);
            return new ScanEnd(
                    counted == ListPage.UNKNOWN ? ListPage.UNKNOWN : counted - shown,
                    last == null ? "" : last.id() + ' ' + last.time(),
                    // A full page is where a list goes on.
                    page.pages() == ListPage.Numbering.LAST && !page.isFull());
        }
    }
}
