package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One pass over the list, from the mark to the end. If a caught-up stream cannot filter precisely, the pass is a {@link DescendingScan}: an idle poll costs
 * one request. If that scan finds too many entities, the pass continues as an {@link AscendingScan}. Used by the task's thread.
 */
final class IncrementalPass {
    /** If the mark is older than this, almost certainly something was updated since. */
    private static final Duration FAR_BEHIND = Duration.ofHours(1);

    /**
     * How long after its update the cursor knows that an entity was sent. Within this time, a pass that looks back finds an entity that the index shows
     * late. After a restart, an entity that the search shows later counts as sent.
     */
    private static final Duration MAX_LATENESS = Duration.ofMinutes(10);

    private final Instant start;
    private final ReadFilter filter;
    private final PassConsensus earlier;
    private final ScanFactory scans;
    private final ReadPace pace;
    private final CursorTracker tracker;
    private Scan scan;

    /**
     * Starts at the mark.
     *
     * @param start the present time of the worker's clock
     * @param earlier the ends of the passes before
     */
    IncrementalPass(Instant start, ReadFilter filter, PassConsensus earlier, ScanFactory scans, ReadPace pace) {
        this.start = start;
        this.filter = filter;
        this.earlier = earlier;
        this.scans = scans;
        this.pace = pace;
        this.tracker = filter.tracker();
        // A backfill happens once and needs two answers to each page, which only an ascending scan requests.
        boolean isCaughtUp = !filter.hasEnd() && pace.isRecent(tracker.mark(), start);
        this.scan = scans.prefersDescending() && isCaughtUp && !earlier.endedAboveMark()
                ? scans.descending(filter)
                : ascending();
    }

    private AscendingScan ascending() {
        // Some further passes read the entities updated since then, before the mark passes them.
        Instant provenBefore = settledBefore(start).minus(pace.interval().multipliedBy(3));
        boolean isBehind = earlier.isNone() && tracker.mark().isBefore(start.minus(FAR_BEHIND));
        return scans.ascending(filter, this::settledBefore, provenBefore, isBehind);
    }

    /** Moves what the scan has read into the pipeline, and requests the next pages. */
    void read(CompletionPipeline pipeline) {
        while (scan.advance(pipeline.backlog())) {
            if (scan instanceof DescendingScan descending && descending.hasTooMany()) {
                scan = ascending();
            }
            drainTo(pipeline);
        }
        drainTo(pipeline);
    }

    private void drainTo(CompletionPipeline pipeline) {
        for (List<ListedEntity> page = scan.take(); !page.isEmpty(); page = scan.take()) {
            pipeline.add(page);
        }
    }

    Instant start() {
        return start;
    }

    Scan scan() {
        return scan;
    }

    /** Whether the pass also reads entities that the mark has passed. */
    boolean looksBack() {
        return filter.late();
    }

    /** The list is complete and final before this time, as of this pass. */
    Instant settled() {
        return settledBefore(scan.begun() == null ? start : scan.begun());
    }

    /**
     * The list is complete and final before this time, as of a scan that began then. The mark never passes the time of the worker's own clock: a date of
     * Intercom's may be wrong.
     */
    private Instant settledBefore(Instant begun) {
        Duration back =
                pace.settle().compareTo(ReadFilter.SECOND_IS_OVER) < 0 ? ReadFilter.SECOND_IS_OVER : pace.settle();
        Instant vouched = begun.isBefore(start) ? begun : start;
        return Instant.ofEpochSecond(vouched.minus(back).getEpochSecond());
    }

    /** The entity was released or parked: the mark moves to its time if the list is final there. */
    void released(ListedEntity entity, Instant settled) {
        if (entity.hasReliableOrder()
                && Instant.ofEpochSecond(entity.sortTime()).isBefore(settled)) {
            moveMark(Instant.ofEpochSecond(entity.sortTime()));
        }
    }

    /** Moves the mark. Near the present, the cursor still remembers the sent versions, to compare them with entities that the index shows late. */
    void moveMark(Instant time) {
        boolean isRecent = time.isAfter(settled().minus(MAX_LATENESS.multipliedBy(2)));
        tracker.moveMark(time, isRecent ? MAX_LATENESS : Duration.ZERO);
    }
}
