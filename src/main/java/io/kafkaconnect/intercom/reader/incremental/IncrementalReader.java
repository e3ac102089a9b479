package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.AdaptivePageSize;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.StreamReader;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.Listing;
import io.kafkaconnect.intercom.reader.page.PageAccess;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Reads a stream whose entities carry an update time, from a {@link Cursor} on.
 *
 * <p>The reader requests pages ahead and completes entities concurrently. It releases the entities in the order of their update times, so that the
 * cursor never claims an entity before its predecessors were released. A pass starts at the mark. At its end, the mark moves as far as
 * this pass and the pass before both read everything: to the start of the earlier pass minus the settling time. The cursor remembers the entities sent
 * beyond the mark.
 *
 * <p>A pass leaves an entity updated within the last two seconds to the next pass. The entity may change again within the same second, and both versions
 * would have the same time. Nothing is lost, because the mark stays before the entity.
 *
 * <p>The index that orders a list lags, while Intercom may show the present version of an entity. Until the index has settled, an entity may therefore
 * stand among older ones. Its time then moves no mark and ends no scan.
 */
public final class IncrementalReader implements StreamReader {
    /** The time from one pass that looks back to the next one. */
    private static final Duration LOOK_BACK_INTERVAL = Duration.ofMinutes(5);

    /**
     * The number of entities whose completion has begun. It is far above the number of concurrent requests: one slow or retried request delays the
     * release of all later entities, and must not stop their completion.
     */
    private static final int MAX_IN_FLIGHT = 2_000;

    private final Enricher enricher;
    private final ReadPace pace;
    private final Clock clock;
    private final StreamListener listener;
    private final CursorTracker tracker;
    private final long until;
    private final ReleasedVersions versions;
    private final Parking parking;
    private final ListedReleases listed;
    private final ParkedReleases parked;
    private final ParkedRetries retries;
    private final ScanEvents events;
    private final ScanFactory scans;
    private final CompletionPipeline pipeline;
    private final PassConsensus consensus = new PassConsensus();

    private Instant due = Instant.MIN;
    /** When a pass looks back again. */
    private Instant looksBack = Instant.MIN;
    /** Null between two passes. */
    private IncrementalPass pass;

    /**
     * Starts at the cursor, at once.
     *
     * @param deletions whether the list names deleted entities
     * @param until the reader leaves out entities updated at this second or later
     * @param signal runs on any thread when a reply has arrived that may let {@link #next()} continue
     */
    public IncrementalReader(
            IntercomApi intercom,
            Listing listing,
            Enricher enricher,
            Cursor cursor,
            ReadPace pace,
            boolean deletions,
            Instant until,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this.enricher = enricher;
        this.pace = pace;
        this.clock = clock;
        this.listener = listener;
        this.tracker = new CursorTracker(cursor, pace.pause());
        this.until = until.getEpochSecond();
        ReadFilter filter = new ReadFilter(tracker, this.until, true);
        this.parking = new Parking(tracker, pace, enricher::decisions, clock, listener);
        this.versions = new ReleasedVersions(tracker, parking, listing.timeField(), deletions, clock);
        this.listed = new ListedReleases(tracker, versions, parking, filter, listener);
        this.events = new ScanEvents(enricher, listed, parking, listener);
        PageAccess access = PageAccess.of(intercom, listing);
        AdaptivePageSize pageSize = new AdaptivePageSize(pace.pageSize());
        this.scans = new ScanFactory(access, listing, events, pageSize, clock, signal, listener);
        this.pipeline = new CompletionPipeline(enricher, MAX_IN_FLIGHT, signal);
        SpanListing spans = new SpanListing(access, listing, pageSize, clock);
        this.retries = new ParkedRetries(
                name -> ParkedSpan.named(name).map(spans::read).orElseGet(() -> enricher.again(name)), tracker, signal);
        this.parked = new ParkedReleases(tracker, versions, parking, filter, retries, events::pageRead, listener);
    }

    /** Starts at the cursor, at once, and reads everything from there on. */
    IncrementalReader(
            IntercomApi intercom,
            Listing listing,
            Enricher enricher,
            Cursor cursor,
            ReadPace pace,
            boolean deletions,
            Clock clock,
            Runnable signal,
            StreamListener listener) {
        this(intercom, listing, enricher, cursor, pace, deletions, Instant.MAX, clock, signal, listener);
    }

    /** How far the reader has released the stream. The record of the last released entity carries this cursor as its offset. */
    public Cursor cursor() {
        return tracker.cursor();
    }

    /** The mark of {@link #cursor}. */
    public Instant mark() {
        return tracker.mark();
    }

    /** Whether this version of the entity or a newer one was sent, or is parked: the reader does not release it by itself any more. */
    public boolean hasRead(String id, long updatedAt) {
        return updatedAt < mark().getEpochSecond() || tracker.wasSent(id, updatedAt);
    }

    /** The entities parked because Intercom refuses them or a part of them. */
    public RefusedEntities refused() {
        return tracker.refused();
    }

    /** Whether Intercom gave all pages of the last pass and of the present one. */
    public boolean isGivenAll() {
        return !events.isPageWithheld() && !consensus.endedAboveMark();
    }

    /** An entity was updated at that second, and a list may never have shown it. The reader requests it by its id. */
    public void missed(String id, long updated) {
        parking.missed(id, updated);
    }

    /** Makes this reader a backfill beside the reader of the present: only one of the two releases each entity. */
    public void beside(IncrementalReader present) {
        versions.leaveTo(present.tracker);
        present.tracker.copySentTo(tracker, until);
    }

    /** Whether two passes, one after the other, read everything up to the end of the list. */
    boolean isConfirmed() {
        return consensus.isConfirmed();
    }

    @Override
    public ReadStep next() {
        try {
            return advance();
        } catch (ListPass.RestartException broken) {
            abandon();
            listener.passRestarted(broken.getMessage());
        } catch (IntercomException stuck) {
            abandon();
            throw stuck;
        }
        return new ReadStep.Idle(due, false);
    }

    /** Ends the pass. The next pass reads the entities again that this one has read ahead. */
    private void abandon() {
        pipeline.clear();
        pass.scan().cancel();
        pass = null;
        consensus.abandon();
        due = clock.instant().plus(pace.interval());
    }

    private ReadStep advance() {
        while (true) {
            Entity retried = parked.release(clock.instant());
            if (retried != null) {
                return new ReadStep.Item(retried);
            }
            if (pass == null) {
                Instant now = clock.instant();
                if (now.isBefore(due)) {
                    return idle(due, false);
                }
                begin(now);
            }
            pass.read(pipeline);
            pipeline.begin();
            CompletionPipeline.InFlight first = tracker.isFull() ? null : pipeline.poll();
            if (first != null) {
                Entity released = release(first);
                if (released != null) {
                    return new ReadStep.Item(released);
                }
            } else if (pipeline.isEmpty() && pass.scan().isDone()) {
                end();
                return new ReadStep.PassFinished();
            } else {
                if (!pipeline.isEmpty()) {
                    parking.reportIfFull();
                }
                return idle(Instant.MAX, true);
            }
        }
    }

    private ReadStep.Idle idle(Instant until, boolean asking) {
        Instant next = retries.due();
        return new ReadStep.Idle(next.isBefore(until) ? next : until, asking || retries.isAsking());
    }

    private void begin(Instant now) {
        enricher.passBegins();
        due = now.plus(pace.interval());
        versions.passBegins();
        events.passBegins();
        ReadFilter filter = new ReadFilter(tracker, until, !now.isBefore(looksBack));
        pass = new IncrementalPass(now, filter, consensus, scans, pace);
    }

    private void end() {
        parking.passEnds();
        events.passEnds();
        looksBack = pass.looksBack() ? pass.start().plus(LOOK_BACK_INTERVAL) : looksBack;
        consensus.end(pass.scan(), pass.settled(), tracker.mark()).ifPresent(pass::moveMark);
        pass = null;
    }

    /** Returns null if there is nothing to send. The mark moves either way. */
    private Entity release(CompletionPipeline.InFlight inFlight) {
        Enricher.Enriched enriched = inFlight.outcome();
        if (enriched instanceof Enricher.Enriched.Incomplete incomplete) {
            throw new ListPass.RestartException(incomplete.reason());
        }
        Instant settled = pass.settled();
        Entity entity = listed.release(enriched, inFlight.listed(), settled);
        pass.released(inFlight.listed(), settled);
        return entity;
    }
}
