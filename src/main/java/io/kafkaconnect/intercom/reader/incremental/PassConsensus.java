package io.kafkaconnect.intercom.reader.incremental;

import java.time.Instant;
import java.util.Optional;

/**
 * The ends of successive passes. The mark moves only as far as the last two passes both read everything: one wrong answer may hide an entity from one
 * pass, and the other pass finds it. A pass without any entity moves nothing. Example: a pass is complete up to 12:00, the next one up to 12:05. The
 * mark moves to 12:00. Used by the task's thread.
 */
final class PassConsensus {
    /**
     * The number of passes with the same end after which a list is complete, though Intercom counts more entities than it shows. Intercom's counts may
     * include entities that were deleted long ago.
     */
    private static final int MIN_ALIKE = 10;

    /** The time up to which the last pass read everything; null if that pass did not end. */
    private Instant complete;

    private Scan.ScanEnd lastEnd = Scan.ScanEnd.NOTHING;
    private int alike;
    /** Whether the last pass read the newest entities first and ended at a withheld page. The next pass reads the entities below that page. */
    private boolean endedAboveMark;
    /** Whether the last pass showed no entity. */
    private boolean empty;

    private boolean confirmed;

    /** Whether the last two passes, one after the other, read everything up to the end of the list. */
    boolean isConfirmed() {
        return confirmed;
    }

    /** Whether the last pass ended above the mark, at a page that Intercom withholds. */
    boolean endedAboveMark() {
        return endedAboveMark;
    }

    /** Whether no pass has ended since the start or the last failure. */
    boolean isNone() {
        return complete == null && !empty;
    }

    /** A pass failed. */
    void abandon() {
        complete = null;
        empty = false;
    }

    /**
     * A pass has ended.
     *
     * @param settled the list is final before this time
     * @return the new mark; empty if the mark stays
     */
    Optional<Instant> end(Scan scan, Instant settled, Instant mark) {
        endedAboveMark = scan instanceof DescendingScan && scan.isIncomplete();
        if (endedAboveMark) {
            // The next pass starts at the mark, and this one says nothing about the entities there.
            return Optional.empty();
        }
        Scan.ScanEnd end = scan.end();
        if (end.equals(Scan.ScanEnd.NOTHING) && !scan.isIncomplete()) {
            confirmed = empty;
            empty = true;
            return Optional.empty();
        }
        empty = false;
        alike = end.equals(lastEnd) ? alike + 1 : 1;
        lastEnd = end;
        boolean isWhole =
                !scan.isIncomplete() && (end.equals(Scan.ScanEnd.PROVEN) || (end.mayBeWhole() && alike >= MIN_ALIKE));
        Instant reached = scan instanceof AscendingScan ? scan.reached() : mark;
        Instant before = complete;
        complete = isWhole || settled.isBefore(reached) ? settled : reached;
        confirmed = isWhole && before != null;
        return Optional.ofNullable(before).map(earlier -> earlier.isBefore(complete) ? earlier : complete);
    }
}
