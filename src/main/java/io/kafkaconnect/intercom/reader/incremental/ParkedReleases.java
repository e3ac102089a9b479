package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListPage;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Decides after each retry of a parked entity whether to send it, to forget it, or to retry it once more. Used by the task's thread. */
final class ParkedReleases {
    private final CursorTracker tracker;
    private final ReleasedVersions versions;
    private final Parking parking;
    private final ReadFilter filter;
    private final ParkedRetries retries;
    private final Consumer<ListPage> pageRead;
    private final StreamListener listener;

    /**
     * Handles those retries.
     *
     * @param pageRead receives each page of a span that a retry lists
     */
    ParkedReleases(
            CursorTracker tracker,
            ReleasedVersions versions,
            Parking parking,
            ReadFilter filter,
            ParkedRetries retries,
            Consumer<ListPage> pageRead,
            StreamListener listener) {
        this.tracker = tracker;
        this.versions = versions;
        this.parking = parking;
        this.filter = filter;
        this.retries = retries;
        this.pageRead = pageRead;
        this.listener = listener;
    }

    /** Starts the retries that are due, and handles those that have finished. Returns null if there is no entity to send. */
    Entity release(Instant now) {
        parking.retryRefused();
        retries.begin(now);
        for (ParkedRetries.PendingRetry retry = retries.poll(); retry != null; retry = retries.poll()) {
            if (retry.outcome() instanceof Enricher.Enriched.ListedAgain listed) {
                listed.pages().forEach(pageRead);
            }
            Entity entity = release(retry);
            if (entity != null) {
                return entity;
            }
        }
        return null;
    }

    /**
     * Handles the outcome of a retry.
     *
     * @return the entity to send; null if there is none
     */
    Entity release(ParkedRetries.PendingRetry retry) {
        if (retry.outcome() instanceof Enricher.Enriched.ListedAgain listed) {
            listedAgain(retry.id(), listed.pages(), Optional.empty());
            return null;
        }
        if (retry.outcome() instanceof Enricher.Enriched.ListedInPart listed) {
            listedAgain(retry.id(), listed.pages(), Optional.of(listed.rest()));
            return null;
        }
        String id = retry.id();
        Optional<ParkedEntity> parked = tracker.parked(id);
        if (parked.isEmpty()) {
            // The list showed it meanwhile, and the reader released it.
            return null;
        }
        if (retry.outcome() instanceof Enricher.Enriched.Complete complete) {
            return release(complete, id, parked.get());
        }
        if (retry.outcome() instanceof Enricher.Enriched.Vanished) {
            vanished(id, parked.get());
        } else {
            parking.retryLater(id, parked.get());
        }
        return null;
    }

    /**
     * Handles the list of a span. The passes meanwhile may have parked a larger span instead: only the part of it that was not listed stays parked.
     * Without that, a span that grows faster than Intercom lists it would stay parked whole.
     *
     * @param rest the part that Intercom still refuses
     */
    private void listedAgain(String name, List<ListPage> pages, Optional<ParkedSpan> rest) {
        ParkedSpan listed = ParkedSpan.named(name).orElseThrow();
        tracker.parkedSpan(listed).ifPresent(whole -> {
            List<ParkedSpan> unlisted = Stream.of(whole.before(listed.from()), rest, whole.after(listed.to()))
                    .flatMap(Optional::stream)
                    .toList();
            listedAgain(whole.name(), listed, pages, unlisted);
        });
    }

    /**
     * Parks each unsent entity of a listed span by its id. An inclusive filter also lists entities outside the span.
     *
     * @param name the parked span
     * @param unlisted the parts of the parked span that stay parked
     */
    private void listedAgain(String name, ParkedSpan listed, List<ListPage> pages, List<ParkedSpan> unlisted) {
        ParkedEntity parked = tracker.parked(name).orElseThrow();
        List<ListedEntity> unsent = pages.stream()
                .flatMap(page -> page.entities().stream())
                .filter(one -> listed.holds(one.time()) || !one.isTimed())
                .filter(one -> !tracker.wasSent(one.id(), one.isTimed() ? one.time() : listed.from()))
                .toList();
        unsent.forEach(one -> parking.missed(one.id(), one.isTimed() ? one.time() : listed.from()));
        if (unsent.stream().allMatch(one -> tracker.parked(one.id()).isPresent())) {
            tracker.unpark(name);
            unlisted.forEach(part -> parking.retryLater(part, parked));
        } else {
            // Too many entities are parked: a later retry parks the others.
            parking.retryLater(name, parked);
        }
    }

    /** The entity does not exist. A second answer must confirm it. */
    private void vanished(String id, ParkedEntity parked) {
        boolean awaitsNewer =
                parked.reason() == ParkedEntity.Reason.STALE || parked.reason() == ParkedEntity.Reason.OLDER;
        if (parked.reason() == ParkedEntity.Reason.VANISHED || (awaitsNewer && parked.isLookedAtEnough())) {
            tracker.unpark(id);
            listener.vanished();
        } else if (awaitsNewer) {
            // The reader keeps the reason: it has sent a version, and the same version is still no news.
            parking.retryStale(id, parked);
        } else {
            tracker.park(id, parked.settling(ParkedEntity.Reason.VANISHED, parking.settled()));
        }
    }

    private Entity release(Enricher.Enriched.Complete complete, String id, ParkedEntity parked) {
        long time = versions.time(complete, Math.max(0, parked.from()));
        if (!versions.areDeletions() && filter.mustWait(time, complete.asOf())) {
            movedOn(id, parked, time >= filter.until());
            return null;
        }
        boolean wasSentInPart = parked.reason() == ParkedEntity.Reason.PARTIAL;
        if (!wasSentInPart && tracker.wasSent(id, time)) {
            wasSent(id, time, parked);
            return null;
        }
        if (complete.refused().isPresent() && (wasSentInPart ? time <= parked.from() : !parked.isSentInPart())) {
            parking.retryLater(id, parked);
            return null;
        }
        if (time < parked.from() && !parked.isUnsent()) {
            // An earlier pass sent this version, with the part that Intercom refuses now.
            wasSent(id, time, parked);
            return null;
        }
        if (complete.refused().isPresent()) {
            return releaseInPart(complete, id, time, parked);
        }
        if (time >= parked.from() || (parked.isUnsent() && parked.isLookedAtEnough())) {
            tracker.unpark(id);
            return versions.release(complete, id, time);
        }
        parking.retryStale(id, parked);
        return null;
    }

    /** Releases the entity without the part that Intercom refuses, and keeps retrying that part. */
    private Entity releaseInPart(Enricher.Enriched.Complete complete, String id, long time, ParkedEntity parked) {
        Entity entity = versions.release(complete, id, time);
        if (entity != null) {
            parking.retryLater(id, new ParkedEntity(ParkedEntity.Reason.PARTIAL, time, parked.looks(), parked.due()));
        }
        return entity;
    }

    /** The reader has sent this version. If the list indicated a newer one, the copy may lag. */
    private void wasSent(String id, long time, ParkedEntity parked) {
        if (time >= parked.from()) {
            tracker.unpark(id);
        } else if (parked.isLookedAtEnough()) {
            tracker.unpark(id);
            versions.markKnownStale(id, time);
        } else {
            parking.retryStale(id, parked);
        }
    }

    /**
     * The entity changed again and stands at another position in the list. A later pass or another reader finds it there.
     *
     * @param isBeyondEnd whether the position belongs to another reader
     */
    private void movedOn(String id, ParkedEntity parked, boolean isBeyondEnd) {
        if (isBeyondEnd && parked.isLookedAtEnough()) {
            tracker.unpark(id);
        } else {
            Instant due = parking.settled();
            tracker.park(id, isBeyondEnd ? parked.settling(parked.reason(), due) : parked.at(due));
        }
    }
}
