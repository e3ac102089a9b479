package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.ReadPace;
import io.kafkaconnect.intercom.reader.StreamListener;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Reads what changed between two passes over a whole list, so that a change need not wait for the next one. It keeps no offset and promises nothing: a pass
 * over the whole list finds everything that it does not. Used by the task's thread.
 *
 * <p>A search index lags, so it may show an older version of an entity than the list did. An entity counts only if its update time is later than
 * the one seen before.
 */
final class ChangesReader {
    private static final int MAX_DOUBLINGS = 10;

    private final Function<Instant, ListPass> passes;
    private final ReadPace pace;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    /** The update times of the entities that changed lately, as they were read last. */
    private final Map<String, Long> updateTimes = new HashMap<>();

    private Prefetcher pass;
    /** When the present pass over the whole list began, by Intercom's clock; null before its first entity. */
    private Instant listing;
    /** When the last one began that has ended. */
    private Instant listed;
    /** From when on entities may have changed since they were read; null before the first pass over the whole list has ended. */
    private Instant since;
    /** When the present pass began, by Intercom's clock; null before its first entity. */
    private Instant begun;

    private Instant due = Instant.MAX;
    private int failures;

    /**
     * A reader that waits for the first pass over the whole list.
     *
     * @param passes a pass over what changed since a time
     * @param pace its settling time is how far the index may lag
     */
    ChangesReader(
            Function<Instant, ListPass> passes, ReadPace pace, Clock clock, Runnable signal, StreamListener listener) {
        this.passes = passes;
        this.pace = pace;
        this.clock = clock;
        this.signal = signal;
        this.listener = listener;
    }

    /** A pass over the whole list begins. It ends the present pass over changes. */
    void listBegins() {
        pass = null;
        listing = null;
    }

    /** A pass over the whole list shows an entity, in the state that counts now. */
    void listed(Entity entity) {
        listing = listing == null ? entity.asOf() : listing;
        if (time(entity.json()) >= settled(listing)) {
            updateTimes.put(id(entity.json()), time(entity.json()));
        }
    }

    /** A pass over the whole list has ended. A list without entities shows no time of Intercom. */
    void listEnds() {
        listed = listing == null ? clock.instant() : listing;
        begun = listed;
        ends();
    }

    private void ends() {
        pass = null;
        since = begun == null ? since : Instant.ofEpochSecond(settled(begun));
        due = clock.instant().plus(pace.interval());
        updateTimes.values().removeIf(time -> time < since.getEpochSecond());
    }

    /** When the next pass over changes is due; never before the first pass over the whole list has ended. */
    Instant due() {
        return pass == null ? due : Instant.MAX;
    }

    /** Whether a request is under way. */
    boolean isReading() {
        return pass != null;
    }

    /** The next entity that changed; null if none is there now. */
    Entity next() {
        if (pass == null) {
            if (clock.instant().isBefore(due)) {
                return null;
            }
            begun = null;
            pass = new Prefetcher(passes.apply(since), signal);
            pass.advance();
        }
        try {
            for (Entity entity = pass.take(); entity != null; entity = pass.take()) {
                begun = begun == null ? entity.asOf() : begun;
                if (isNewer(entity.json())) {
                    updateTimes.put(id(entity.json()), time(entity.json()));
                    return entity;
                }
            }
        } catch (CompletionException failed) {
            fails(failed);
            return null;
        }
        if (pass.isOver()) {
            failures = 0;
            ends();
        }
        return null;
    }

    /** What the pass did not show comes with the next one, or with the whole list. A defect is thrown again. */
    private void fails(CompletionException failed) {
        Throwable cause = failed.getCause();
        if (!(cause instanceof IntercomException) && !(cause instanceof ListPass.RestartException)) {
            throw failed;
        }
        if (failures == 0) {
            listener.changesUnavailable(cause.getMessage());
        }
        failures = Math.min(failures + 1, MAX_DOUBLINGS);
        pass = null;
        due = clock.instant().plus(pace.interval().multipliedBy(1L << failures));
    }

    private long settled(Instant time) {
        return time.minus(pace.settle()).getEpochSecond();
    }

    private static String id(ObjectNode entity) {
        return entity.path("id").asText();
    }

    private static long time(ObjectNode entity) {
        JsonNode time = entity.path("updated_at");
        return time.isIntegralNumber() ? time.asLong() : Long.MIN_VALUE;
    }

    /** An entity that the list did not show has changed since, or was gone when the list was read. */
    private boolean isNewer(ObjectNode entity) {
        return time(entity) > updateTimes.getOrDefault(id(entity), listed.getEpochSecond() - 1);
    }
}
