package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.offset.ParkedSpan;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Requests parked entities again once they are due, a few at a time. Used by the task's thread. */
final class ParkedRetries {
    private static final int MAX_IN_FLIGHT = 8;

    private final Function<String, CompletableFuture<Enricher.Enriched>> again;
    private final CursorTracker tracker;
    private final Runnable signal;
    private final Map<String, CompletableFuture<Enricher.Enriched>> inFlight = new LinkedHashMap<>();

    /** A finished retry of an entity. The outcome is null if the requests failed. */
    record PendingRetry(String id, Enricher.Enriched outcome) {}

    /**
     * Retries the parked entities of a stream.
     *
     * @param again requests the entity with that id, or the span with that name
     * @param signal runs on any thread when a retry has finished
     */
    ParkedRetries(
            Function<String, CompletableFuture<Enricher.Enriched>> again, CursorTracker tracker, Runnable signal) {
        this.again = again;
        this.tracker = tracker;
        this.signal = signal;
    }

    /** Requests the entities that are due. */
    void begin(Instant now) {
        if (tracker.parked().isEmpty()) {
            return;
        }
        tracker.parked().forEach((id, entity) -> {
            if (inFlight.size() < MAX_IN_FLIGHT && entity.isDue(now) && !isInFlight(id)) {
                CompletableFuture<Enricher.Enriched> retry = again.apply(id);
                inFlight.put(id, retry);
                WakeupFutures.onDone(retry, signal);
            }
        });
    }

    /** Whether a retry is in flight. A span that grows meanwhile waits for the retry of its part, so that it does not use all places. */
    private boolean isInFlight(String id) {
        return inFlight.containsKey(id)
                || ParkedSpan.named(id).filter(this::isInFlightInPart).isPresent();
    }

    private boolean isInFlightInPart(ParkedSpan span) {
        return inFlight.keySet().stream()
                .flatMap(name -> ParkedSpan.named(name).stream())
                .anyMatch(span::holds);
    }

    /** Removes a finished retry; null if there is none. */
    PendingRetry poll() {
        for (Map.Entry<String, CompletableFuture<Enricher.Enriched>> one : inFlight.entrySet()) {
            if (one.getValue().isDone()) {
                inFlight.remove(one.getKey());
                return new PendingRetry(one.getKey(), outcome(one.getValue()));
            }
        }
        return null;
    }

    private static Enricher.Enriched outcome(CompletableFuture<Enricher.Enriched> retry) {
        try {
            return retry.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException) {
                return null;
            }
            throw failed;
        }
    }

    /** Whether a retry is in flight. */
    boolean isAsking() {
        return !inFlight.isEmpty();
    }

    /** When the next retry is due. Retries in flight do not count. If they use all places, nothing is due. */
    Instant due() {
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            return Instant.MAX;
        }
        return tracker.parked().entrySet().stream()
                .filter(one -> !isInFlight(one.getKey()))
                .mapToLong(one -> one.getValue().due())
                .min()
                .stream()
                .mapToObj(Instant::ofEpochSecond)
                .findFirst()
                .orElse(Instant.MAX);
    }
}
