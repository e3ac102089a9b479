package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** Asks again for parked entities once they are due, a few at a time. Used by the task's thread. */
final class ParkedRetries {
    private static final int MAX_UNDER_WAY = 8;

    private final Function<String, CompletableFuture<Enricher.Enriched>> again;
    private final CursorTracker memory;
    private final Runnable signal;
    private final Map<String, CompletableFuture<Enricher.Enriched>> underWay = new LinkedHashMap<>();

    /** What came of a look at an entity; null where nothing did. */
    record PendingRetry(String id, Enricher.Enriched outcome) {}

    /**
     * Looks for a stream.
     *
     * @param again asks again for what has that name in the memory
     * @param signal run, on any thread, when an answer has come
     */
    ParkedRetries(Function<String, CompletableFuture<Enricher.Enriched>> again, CursorTracker memory, Runnable signal) {
        this.again = again;
        this.memory = memory;
        this.signal = signal;
    }

    /** Asks for those that are due. */
    void begin(Instant now) {
        if (memory.parked().isEmpty()) {
            return;
        }
        memory.parked().forEach((id, entity) -> {
            if (underWay.size() < MAX_UNDER_WAY && entity.isDue(now) && !underWay.containsKey(id)) {
                CompletableFuture<Enricher.Enriched> look = again.apply(id);
                underWay.put(id, look);
                var unused = look.whenComplete((done, thrown) -> signal.run());
            }
        });
    }

    /** A look that is over; null where none is. */
    PendingRetry poll() {
        for (Map.Entry<String, CompletableFuture<Enricher.Enriched>> one : underWay.entrySet()) {
            if (one.getValue().isDone()) {
                underWay.remove(one.getKey());
                return new PendingRetry(one.getKey(), outcome(one.getValue()));
            }
        }
        return null;
    }

    private static Enricher.Enriched outcome(CompletableFuture<Enricher.Enriched> look) {
        try {
            return look.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException) {
                return null;
            }
            throw failed;
        }
    }

    boolean isAsking() {
        return !underWay.isEmpty();
    }

    /** When the next one is due; those under way are not waited for, and as long as they fill all places, nothing is due. */
    Instant due() {
        if (underWay.size() >= MAX_UNDER_WAY) {
            return Instant.MAX;
        }
        return memory.parked().entrySet().stream()
                .filter(one -> !underWay.containsKey(one.getKey()))
                .mapToLong(one -> one.getValue().due())
                .min()
                .stream()
                .mapToObj(Instant::ofEpochSecond)
                .findFirst()
                .orElse(Instant.MAX);
    }
}
