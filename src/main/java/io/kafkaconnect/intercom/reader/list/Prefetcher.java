package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ListPass;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a pass ahead of the task: the thread that brings a part asks for the next one, unless many entities wait. Thread-safe.
 *
 * <p>A part that fails is the last one asked for. It is told after what came before it was taken.
 */
final class Prefetcher {
    private final ListPass pass;
    private final Runnable signal;

    private final Queue<Entity> waiting = new ArrayDeque<>();
    private final Queue<ListPass.EntryFlaw> flaws = new ArrayDeque<>();
    private boolean asking;
    private boolean complete;
    private CompletableFuture<ListPass.Page> failed;

    /**
     * Asks for nothing yet.
     *
     * @param signal run, on any thread, when a part came that the task has not seen come
     */
    Prefetcher(ListPass pass, Runnable signal) {
        this.pass = pass;
        this.signal = signal;
    }

    /** Asks for the next part, if there is one to ask for now. */
    void goOn() {
        // A loop, since parts that are there at once must not nest one in the other.
        while (mayAsk()) {
            CompletableFuture<ListPass.Page> part = ask();
            if (!part.isDone()) {
                var unused = part.whenComplete((read, thrown) -> {
                    came(part);
                    goOn();
                    signal.run();
                });
                return;
            }
            came(part);
        }
    }

    /**
     * The next entity, null where none waits.
     *
     * @throws CompletionException if there is none since its part failed
     */
    Entity take() {
        goOn();
        synchronized (this) {
            if (waiting.isEmpty() && failed != null) {
                failed.join();
            }
            return waiting.poll();
        }
    }

    /** The next flaw of what came so far, null where none waits. */
    synchronized ListPass.EntryFlaw takeFlaw() {
        return flaws.poll();
    }

    /** Whether every entity and every flaw of the pass was taken. */
    synchronized boolean isOver() {
        return complete && waiting.isEmpty() && flaws.isEmpty();
    }

    /** At most one thread at a time is told that it may, until the part it asks for came. */
    private synchronized boolean mayAsk() {
        if (asking || complete || failed != null || waiting.size() >= pass.mostAhead()) {
            return false;
        }
        asking = true;
        return true;
    }

    /** Not under the lock: whoever is asked may have others to answer first. */
    private CompletableFuture<ListPass.Page> ask() {
        try {
            return pass.next();
        } catch (RuntimeException | Error defect) {
            // On an I/O thread nobody would hear of it.
            return CompletableFuture.failedFuture(defect);
        }
    }

    private synchronized void came(CompletableFuture<ListPass.Page> part) {
        asking = false;
        if (part.isCompletedExceptionally()) {
            failed = part;
            return;
        }
        ListPass.Page read = part.join();
        read.entities().forEach(entity -> waiting.add(new Entity(entity, false, read.asOf())));
        flaws.addAll(read.flaws());
        complete = read.last();
    }
}
