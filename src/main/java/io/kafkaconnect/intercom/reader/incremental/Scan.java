package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.List;

/** Reads a list by update time once, and returns its entities in the order of their times. Used by the task's thread. */
sealed interface Scan permits AscendingScan, DescendingScan {

    /**
     * Handles a reply, or requests a page if there is room.
     *
     * @param backlog the number of taken entities whose completion has not begun
     * @return whether it did something; if not, the scan waits for a reply or for room
     * @throws ListPass.RestartException when the list must be read again from its beginning
     */
    boolean advance(int backlog);

    /** The entities of the next page, in order; empty if none has arrived yet. */
    List<ListedEntity> take();

    /** Whether no page is left to request and no entity is left to take. */
    boolean isDone();

    /** Whether the scan ended before the list did. The next pass reads the rest. */
    boolean isIncomplete();

    /** The scan is abandoned: its requests that wait are not sent. */
    void cancel();

    /** The earliest time of a response, by Intercom's clock; null before the first response. */
    Instant begun();

    /** The scan has read all entities updated before this time. */
    Instant reached();

    /** How the list ended. Valid if the scan is done and complete. */
    ScanEnd end();

    /**
     * The end of a list: whether Intercom has shown as many entities as it counts.
     *
     * @param missing the number of entities that Intercom counts and did not show
     * @param last the last entity in the list, with its time
     * @param mayBeWhole whether the list may be complete though entities are missing: Intercom's counts may include entities deleted long ago
     */
    record ScanEnd(long missing, String last, boolean mayBeWhole) {
        /** No entity is missing. */
        static final ScanEnd PROVEN = new ScanEnd(0, "", true);

        /** The list showed no entity, which proves nothing. */
        static final ScanEnd NOTHING = new ScanEnd(0, "", false);

        /**
         * The end of a list.
         *
         * @param page the last page
         * @param counted the number of entries in the list, the highest count of its pages
         * @param shown the number of entries on its pages
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
                    // A list rarely ends with a full page.
                    page.pages() == ListPage.Numbering.LAST && !page.isFull());
        }
    }

    /** Receives the events of a scan. */
    interface ScanListener {

        /** An entity stands among newer ones: Intercom has a newer version than the one it shows. */
        void stale(ListedEntity entity);

        /** Intercom refuses the list of a span and gives others. */
        void spanWithheld(ParkedSpan span, Failure failure);

        /** Intercom refuses a page and gives others, and the scan has no way around that page. */
        void pageWithheld(Failure failure);

        /** A page was read. Some of its entries may be malformed. */
        void pageRead(ListPage page);

        /** The entity with the part of its content that is kept until the entity is taken. */
        ListedEntity retainForEnrichment(ListedEntity listed);
    }
}
