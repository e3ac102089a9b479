package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Completes listed entities concurrently, and releases them in the order of the list. An entity in the backlog holds only the fields that its completion
 * needs. The entities in flight are bounded in number and in memory. Used by the task's thread.
 */
final class CompletionPipeline {
    /** The largest total of {@link Enricher#memory} in flight, in bytes. */
    private static final long MAX_MEMORY = 60_000_000;

    private final Enricher enricher;
    private final Runnable signal;
    private final int maxInFlight;

    private final Queue<ListedEntity> backlog = new ArrayDeque<>();
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private long memory;

    /** An entity whose completion has begun. */
    record InFlight(ListedEntity listed, long memory, CompletableFuture<Enricher.Enriched> completed) {
        /** The outcome. Valid if the future is done. */
        Enricher.Enriched outcome() {
            try {
                return completed.join();
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof IntercomException stuck) {
                    throw stuck;
                }
                throw failed;
            }
        }
    }

    /**
     * Starts empty.
     *
     * @param maxInFlight the largest number of entities in flight
     * @param signal runs on any thread when an entity is complete
     */
    CompletionPipeline(Enricher enricher, int maxInFlight, Runnable signal) {
        this.enricher = enricher;
        this.maxInFlight = maxInFlight;
        this.signal = signal;
    }

    /** Adds the entities of a page to the backlog. */
    void add(List<ListedEntity> page) {
        backlog.addAll(page);
        enricher.page(page);
    }

    /** The number of entities whose completion has not begun. */
    int backlog() {
        return backlog.size();
    }

    boolean isEmpty() {
        return backlog.isEmpty() && inFlight.isEmpty();
    }

    /** Begins the completion of as many entities as there is room for. */
    void begin() {
        while (!backlog.isEmpty() && hasRoom()) {
            begin(backlog.remove());
        }
    }

    /** An entity above the limit of memory is completed alone. */
    private boolean hasRoom() {
        return inFlight.isEmpty() || (inFlight.size() < maxInFlight && memory < MAX_MEMORY);
    }

    private void begin(ListedEntity listed) {
        long needed = enricher.memory(listed);
        memory += needed;
        CompletableFuture<Enricher.Enriched> completed = enricher.complete(listed);
        inFlight.add(new InFlight(listed, needed, completed));
        WakeupFutures.onDone(completed, signal);
    }

    /** Removes the first entity if it is complete; null if it is not. */
    InFlight poll() {
        if (inFlight.isEmpty() || !inFlight.element().completed().isDone()) {
            return null;
        }
        memory -= inFlight.element().memory();
        return inFlight.remove();
    }

    /** Removes all entities, and takes their requests back. */
    void clear() {
        backlog.clear();
        inFlight.forEach(one -> one.completed().cancel(false));
        inFlight.clear();
        memory = 0;
    }
}
