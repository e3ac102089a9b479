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
    private final Function<Instant, ListPass> passes;
    private final ReadPace pace;
    private final Clock clock;
    private final Runnable signal;
    private final StreamListener listener;

    private final Map<String, Long> updateTimes = new HashMap<>();
    private Prefetcher pass;
    private Instant begun;
    /** From when on entities may have changed since they were read; null before the first pass over the whole list. */
    private Instant since;

    private Instant due = Instant.MAX;
    private boolean hasReported;

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
        begun = clock.instant().minus(pace.settle());
    }

    /** A pass over the whole list shows an entity. */
    void listed(Entity entity) {
        note(entity.json());
    }

    /** A pass over the whole list has ended. */
    void listEnds() {
        ended();
    }

    private void ended() {
        pass = null;
        since = begun;
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
            begun = clock.instant().minus(pace.settle());
            pass = new Prefetcher(passes.apply(since), signal);
            pass.advance();
        }
        try {
            for (Entity entity = pass.take(); entity != null; entity = pass.take()) {
                if (isNewer(entity.json())) {
                    note(entity.json());
                    return entity;
                }
            }
        } catch (CompletionException failed) {
            pass = null;
            // After the next pass over the whole list, Intercom may have the search.
            due = Instant.MAX;
            report(failed);
            return null;
        }
        if (pass.isOver()) {
            ended();
        }
        return null;
    }

    /** A defect is thrown again. */
    private void report(CompletionException failed) {
        Throwable cause = failed.getCause();
        if (!(cause instanceof IntercomException) && !(cause instanceof ListPass.RestartException)) {
            throw failed;
        }
        if (!hasReported) {
            hasReported = true;
            listener.changesUnavailable(cause.getMessage());
        }
    }

    private static long time(ObjectNode entity) {
        JsonNode time = entity.path("updated_at");
        return time.isIntegralNumber() ? time.asLong() : Long.MIN_VALUE;
    }

    private boolean isNewer(ObjectNode entity) {
        long known = updateTimes.getOrDefault(entity.path("id").asText(), since.getEpochSecond() - 1);
        return time(entity) > known;
    }

    /** Older entities cannot come again: a pass over changes does not reach back to them. */
    private void note(ObjectNode entity) {
        if (time(entity) >= begun.getEpochSecond()) {
            updateTimes.merge(entity.path("id").asText(), time(entity), Math::max);
        }
    }
}
