package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.client.IntercomException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Entities on their way from the list to Kafka: completed side by side, released in the order of the list. Of those that wait for their
 * turn only what is needed to complete them is kept; those whose completion has begun are bounded in number and in weight.
 */
final class CompletionPipeline {
    /** What may be under way together, see {@link Enricher#weight}: about 60 MB, at a few kilobytes each. */
    private static final int MAX_WEIGHT = 10_000;

    private final Enricher details;
    private final Runnable signal;
    private final int most;

    private final Queue<ListedEntity> backlog = new ArrayDeque<>();
    private final Deque<InFlight> underWay = new ArrayDeque<>();
    private int weight;

    /** An entity on its way to completion. */
    record InFlight(ListedEntity listed, int weight, CompletableFuture<Enricher.Enriched> completed) {
        /** What became of it; only when done. */
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
     * A window.
     *
     * @param most entities whose completion has begun
     */
    CompletionPipeline(Enricher details, int most, Runnable signal) {
        this.details = details;
        this.most = most;
        this.signal = signal;
    }

    /** The entities of one page, behind those that are here. */
    void add(List<ListedEntity> page) {
        backlog.addAll(page);
        details.page(page.stream().map(ListedEntity::json).toList());
    }

    /** How many have not been begun. */
    int backlog() {
        return backlog.size();
    }

    boolean isEmpty() {
        return backlog.isEmpty() && underWay.isEmpty();
    }

    /** Begins to complete as many as there is room for. */
    void begin() {
        while (!backlog.isEmpty() && hasRoom()) {
            begin(backlog.remove());
        }
    }

    /** A heavy one passes alone. */
    private boolean hasRoom() {
        return underWay.isEmpty() || (underWay.size() < most && weight < MAX_WEIGHT);
    }

    private void begin(ListedEntity listed) {
        int heavy = details.weight(listed.json());
        weight += heavy;
        CompletableFuture<Enricher.Enriched> completed = details.complete(listed.json(), listed.asOf());
        underWay.add(new InFlight(listed, heavy, completed));
        var unused = completed.whenComplete((done, thrown) -> signal.run());
    }

    /** The first, if it is complete; null else. */
    InFlight poll() {
        if (underWay.isEmpty() || !underWay.element().completed().isDone()) {
            return null;
        }
        weight -= underWay.element().weight();
        return underWay.remove();
    }

    /** Forgets all. */
    void clear() {
        backlog.clear();
        underWay.clear();
        weight = 0;
    }
}
