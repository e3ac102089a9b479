package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.offset.ParkedEntity;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Decides which version of a listed or parked entity is sent, and parks what is in doubt: one answer may be wrong, and one copy of Intercom's
 * data may lag. It keeps the memory of what was sent. Used by the task's thread.
 */
final class ReleaseControl {
    private static final int MAX_REMEMBERED = 10_000;

    private final CursorTracker memory;
    private final ReadFilter wanted;
    private final String timeField;
    private final boolean deletions;
    private final ReadPace pace;
    private final IntSupplier decisions;
    private final Clock clock;
    private final StreamListener listener;

    /** What the reader of the present has sent; null where this is that reader. */
    private CursorTracker present;

    /** Where the present pass began. */
    private Instant passMark = Instant.EPOCH;
    /** What the present pass released, and what was sent of what it reads again, with its times: the mark may pass them meanwhile. */
    private Map<String, Long> released = BoundedMaps.map(MAX_REMEMBERED);
    /** What stands out of place for good, by id: as it is shown. */
    private final Map<String, Long> noNews = BoundedMaps.map(MAX_REMEMBERED);

    /**
     * Nothing was released yet.
     *
     * @param timeField the field that holds the update time
     * @param deletions whether the list names what is gone
     * @param pace after which time copies of Intercom's data agree, and how long an entity waits that Intercom does not give
     * @param decisions see {@link Enricher#decisions()}
     */
    ReleaseControl(
            CursorTracker memory,
            ReadFilter wanted,
            String timeField,
            boolean deletions,
            ReadPace pace,
            IntSupplier decisions,
            Clock clock,
            StreamListener listener) {
        this.memory = memory;
        this.wanted = wanted;
        this.timeField = timeField;
        this.deletions = deletions;
        this.pace = pace;
        this.decisions = decisions;
        this.clock = clock;
        this.listener = listener;
    }

    /** What the reader with that memory has not sent yet is left to it: it sends more of an entity. */
    void leavesTo(CursorTracker reader) {
        present = reader;
    }

    private boolean isLeftToPresent(String id, long time) {
        return present != null
                && (present.parked(id).filter(ParkedEntity::mayBeUnsent).isPresent()
                        || (time >= present.sentSince().getEpochSecond() && !present.has(id, time)));
    }

    void passBegins() {
        passMark = memory.mark();
        released = BoundedMaps.map(MAX_REMEMBERED);
        released.putAll(memory.cursor().sent());
    }

    /**
     * What became of a listed entity.
     *
     * @param settled what is listed before that is not listed again
     * @return the entity to be sent; null where there is nothing to send
     */
    Entity listed(Enricher.Enriched completed, ListedEntity listed, Instant settled) {
        if (completed instanceof Enricher.Enriched.Complete whole) {
            return unsent(whole, listed, Instant.ofEpochSecond(listed.time()).isBefore(settled));
        }
        if (wasReleased(listed.id(), listed.time())) {
            // Listed twice, it came the first time.
            return null;
        }
        if (completed instanceof Enricher.Enriched.Vanished) {
            parkOnce(listed.id(), ParkedEntity.until(ParkedEntity.Reason.VANISHED, listed.time(), settledAgain()));
        } else if (completed instanceof Enricher.Enriched.Inaccessible refused) {
            refused(listed.id(), listed.time(), refused.failure());
        }
        return null;
    }

    /** The entity, unless this version of it was sent or is left for another pass. */
    private Entity unsent(Enricher.Enriched.Complete whole, ListedEntity listed, boolean settled) {
        String id = listed.id();
        if (whole.refused().isPresent()) {
            refusedInPart(whole, listed);
            return null;
        }
        if (!listed.isTimed()) {
            listener.untimed(id);
            return memory.has(id, listed.time()) ? null : released(whole, id, listed.time());
        }
        long time = time(whole, listed.time());
        if (time < listed.time()) {
            return older(whole, time, listed, settled);
        }
        boolean movedOn = time > listed.time() && wanted.isLeft(time, whole.asOf());
        return movedOn || wasReleased(id, time) ? null : released(whole, id, time);
    }

    /** Whether it was sent as of that time: what the mark has passed meanwhile may still be listed, since pages may show it twice. */
    private boolean wasReleased(String id, long time) {
        return memory.has(id, time) || released.getOrDefault(id, Long.MIN_VALUE) >= time;
    }

    /** Something of it that does not exist may say that all of it is gone by now. */
    private void refusedInPart(Enricher.Enriched.Complete whole, ListedEntity listed) {
        Failure failure = whole.refused().get();
        if (wasReleased(listed.id(), listed.time())) {
            return;
        }
        if (isAbsence(failure)) {
            parkOnce(listed.id(), ParkedEntity.until(ParkedEntity.Reason.REFUSED, listed.time(), settledAgain()));
        } else {
            refused(listed.id(), listed.time(), failure);
        }
    }

    /** Of what was updated since then, all that was sent is known. */
    private boolean isKnownAsUnsent(String id, long time) {
        return time >= memory.sentSince().getEpochSecond() && !memory.has(id, time);
    }

    private static boolean isAbsence(Failure failure) {
        return failure.isIntercoms() && (failure.status() == 404 || failure.status() == 410);
    }

    /**
     * An entity older than the list shows it. As long as the list may lag as well, it is listed again; then it is asked for again by its id.
     * What no earlier pass can have sent is sent meanwhile.
     */
    private Entity older(Enricher.Enriched.Complete whole, long time, ListedEntity listed, boolean settled) {
        String id = listed.id();
        boolean waits =
                memory.parked(id).filter(one -> one.from() >= listed.time()).isPresent();
        if (waits || memory.has(id, listed.time())) {
            return null;
        }
        long unsentFrom = (settled ? passMark : memory.mark()).getEpochSecond();
        boolean unsent = (time >= unsentFrom || isKnownAsUnsent(id, time)) && !wasReleased(id, time);
        Entity entity = unsent ? released(whole, id, time) : null;
        if (settled) {
            memory.park(id, ParkedEntity.until(ParkedEntity.Reason.OLDER, listed.time(), settledAgain()));
        }
        return entity;
    }

    /**
     * What came of a look at a parked entity.
     *
     * @return the entity to be sent; null where there is nothing to send
     */
    Entity lookedAt(ParkedRetries.PendingRetry look) {
        Optional<ParkedEntity> parked = memory.parked(look.id());
        if (parked.isEmpty()) {
            // It was listed again, and released.
            return null;
        }
        if (look.outcome() instanceof Enricher.Enriched.Complete whole) {
            return shown(whole, look.id(), parked.get());
        }
        if (look.outcome() instanceof Enricher.Enriched.ListedAgain shown) {
            listedAgain(look.id(), shown.pages(), Optional.empty());
        } else if (look.outcome() instanceof Enricher.Enriched.ListedInPart shown) {
            listedAgain(look.id(), shown.pages(), Optional.of(shown.rest()));
        } else if (look.outcome() instanceof Enricher.Enriched.Vanished) {
            vanished(look.id(), parked.get());
        } else {
            memory.park(look.id(), later(parked.get()));
        }
        return null;
    }

    /**
     * What of a span was not sent is asked for one by one; a filter that includes its bounds shows others.
     *
     * @param rest what is not shown, and waits on
     */
    private void listedAgain(String name, List<ListPage> pages, Optional<ParkedSpan> rest) {
        ParkedEntity waits = memory.parked(name).orElseThrow();
        ParkedSpan span = ParkedSpan.named(name).orElseThrow();
        List<ListedEntity> unsent = pages.stream()
                .flatMap(page -> page.entities().stream())
                .filter(one -> span.holds(one.time()) || !one.isTimed())
                .filter(one -> !memory.has(one.id(), one.isTimed() ? one.time() : span.from()))
                .toList();
        unsent.forEach(one -> missed(one.id(), one.isTimed() ? one.time() : span.from()));
        if (unsent.stream().allMatch(one -> memory.parked(one.id()).isPresent())) {
            memory.unpark(name);
            rest.ifPresent(part -> memory.park(part, later(waits)));
        } else {
            // The others come when there is room.
            memory.park(name, later(waits));
        }
    }

    /** Gone by two looks. */
    private void vanished(String id, ParkedEntity parked) {
        boolean waitsForNews =
                parked.reason() == ParkedEntity.Reason.STALE || parked.reason() == ParkedEntity.Reason.OLDER;
        if (parked.reason() == ParkedEntity.Reason.VANISHED || (waitsForNews && parked.isLookedAtEnough())) {
            memory.unpark(id);
            listener.vanished();
        } else if (waitsForNews) {
            // A version of it was sent: shown again, that is no news.
            memory.park(id, lookingOn(parked));
        } else {
            memory.park(id, parked.settling(ParkedEntity.Reason.VANISHED, settledAgain()));
        }
    }

    private Entity shown(Enricher.Enriched.Complete whole, String id, ParkedEntity parked) {
        long time = time(whole, Math.max(0, parked.from()));
        if (!deletions && wanted.isLeft(time, whole.asOf())) {
            movedOn(id, parked, time >= wanted.until());
            return null;
        }
        boolean sentInPart = parked.reason() == ParkedEntity.Reason.PARTIAL;
        if (!sentInPart && memory.has(id, time)) {
            wasSent(id, time, parked);
            return null;
        }
        if (whole.refused().isPresent() && (sentInPart ? time <= parked.from() : !parked.isSentInPart())) {
            memory.park(id, later(parked));
            return null;
        }
        if (time < parked.from() && !parked.isUnsent()) {
            // As it is shown it was sent, with all that is refused now.
            wasSent(id, time, parked);
            return null;
        }
        if (whole.refused().isPresent()) {
            Entity entity = released(whole, id, time);
            if (entity != null) {
                memory.park(
                        id, later(new ParkedEntity(ParkedEntity.Reason.PARTIAL, time, parked.looks(), parked.due())));
            }
            return entity;
        }
        if (time >= parked.from() || (parked.isUnsent() && parked.isLookedAtEnough())) {
            memory.unpark(id);
            return released(whole, id, time);
        }
        memory.park(id, lookingOn(parked));
        return null;
    }

    /** It was sent as it is shown; where something newer was seen of it, the copy may lag. */
    private void wasSent(String id, long time, ParkedEntity parked) {
        if (time >= parked.from()) {
            memory.unpark(id);
        } else if (parked.isLookedAtEnough()) {
            memory.unpark(id);
            noNews.put(id, time);
        } else {
            memory.park(id, lookingOn(parked));
        }
    }

    /** It is listed in its new place: this reader comes by there, or another one sends it. */
    private void movedOn(String id, ParkedEntity parked, boolean isAnothers) {
        if (isAnothers && parked.isLookedAtEnough()) {
            memory.unpark(id);
        } else {
            Instant due = settledAgain();
            memory.park(id, isAnothers ? parked.settling(parked.reason(), due) : parked.at(due));
        }
    }

    private Entity released(Enricher.Enriched.Complete whole, String id, long time) {
        if (isLeftToPresent(id, time)) {
            memory.unpark(id);
            if (time < present.mark().getEpochSecond() && present.parked(id).isEmpty()) {
                // It was shown late: the other reader's list may not show it again.
                Instant since = present.sentSince();
                present.park(
                        id, ParkedEntity.until(ParkedEntity.Reason.MISSED, since.getEpochSecond(), clock.instant()));
            }
            return null;
        }
        if (present != null && present.sentAs(id) > time) {
            // The copy lags: the other reader has sent a newer one, which may lack the tables that this one is for.
            parkOnce(id, ParkedEntity.until(ParkedEntity.Reason.STALE, present.sentAs(id), settledAgain()));
            return null;
        }
        if (memory.parked(id).filter(waits -> waits.from() > time).isEmpty()) {
            memory.unpark(id);
        }
        memory.sent(id, time);
        released.put(id, time);
        return new Entity(whole.json(), deletions, whole.asOf());
    }

    /** Intercom does not give what was updated in that span, while it gives others. Spans that meet become one. */
    void withheld(ParkedSpan span, Failure failure) {
        if (memory.park(span, ParkedEntity.until(ParkedEntity.Reason.REFUSED, span.from(), clock.instant()))) {
            listener.spanParked(Instant.ofEpochSecond(span.from()), Instant.ofEpochSecond(span.to()), failure);
        }
    }

    private void refused(String id, long time, Failure failure) {
        if (memory.parked(id).isEmpty()) {
            // Where something is refused for all by now, it may have been that.
            // What only failed so far has others waiting no more, and is asked for on.
            boolean isDueAtOnce = decisions.getAsInt() > 0 || !failure.isRefusal();
            Instant due = isDueAtOnce ? clock.instant() : clock.instant().plus(pace.pause());
            memory.park(id, ParkedEntity.until(ParkedEntity.Reason.REFUSED, time, due));
            listener.parked(id, failure);
        }
    }

    /** Copies mostly catch up within the settling time; what does not is looked at with growing pauses. */
    private ParkedEntity lookingOn(ParkedEntity parked) {
        return parked.looks() == 0 ? parked.settling(parked.reason(), settledAgain()) : later(parked);
    }

    private ParkedEntity later(ParkedEntity parked) {
        return parked.later(parked.reason(), clock.instant(), pace.pause());
    }

    /** An entity stands among newer ones: it was updated since it was as it is shown. */
    void outOfPlace(ListedEntity entity) {
        // A deletion is what it was.
        if (!deletions && !Objects.equals(noNews.get(entity.id()), entity.time())) {
            // What was sent is no news, and what is not known any more counts as sent.
            long shown = isKnownAsUnsent(entity.id(), entity.time()) ? entity.time() - 1 : entity.time();
            long known = Math.max(shown, memory.sentAs(entity.id()));
            long from = Math.max(known + 1, memory.sentSince().getEpochSecond());
            parkOnce(entity.id(), ParkedEntity.until(ParkedEntity.Reason.STALE, from, clock.instant()));
        }
    }

    /** What was refused may be answered otherwise by now. */
    void lookAgainAtRefused() {
        memory.parked()
                .replaceAll((id, entity) ->
                        entity.reason() == ParkedEntity.Reason.REFUSED ? entity.at(clock.instant()) : entity);
    }

    /** An entity was updated at that second and may never have been listed. Where too many wait, it must be told once more. */
    void missed(String id, long updated) {
        if (!memory.has(id, updated) && !memory.isFull()) {
            parkOnce(id, ParkedEntity.until(ParkedEntity.Reason.MISSED, updated, clock.instant()));
        }
    }

    private void parkOnce(String id, ParkedEntity entity) {
        if (memory.parked(id).isEmpty()) {
            memory.park(id, entity);
        }
    }

    /** When a copy of Intercom's data that lags now will have caught up. */
    private Instant settledAgain() {
        Duration least = ReadFilter.SECOND_IS_OVER;
        return clock.instant().plus(pace.settle().compareTo(least) < 0 ? least : pace.settle());
    }

    private long time(Enricher.Enriched.Complete whole, long otherwise) {
        long time = updated(whole.json(), timeField, clock.instant());
        return Cursor.isTime(time) ? time : otherwise;
    }

    /** When an entity was updated, in epoch seconds; negative, its fingerprint, where that cannot be read or is far in the future. */
    static long updated(ObjectNode entity, String timeField, Instant now) {
        long time = IntercomTime.pastSeconds(entity.path(timeField), now);
        return time == IntercomTime.NO_TIME ? ListedEntity.fingerprint(entity) : time;
    }
}
