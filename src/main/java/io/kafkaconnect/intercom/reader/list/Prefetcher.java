package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.ListPass;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Reads a pass ahead of the task: the thread that receives a page requests the next one, unless many entities wait. Thread-safe.
 *
 * <p>Prefetching stops at the first failed page. The error is reported after all earlier entities have been taken.
 */
final class Prefetcher {
    private final ListPass pass;
    private final Runnable signal;

    private final Queue<Entity> waiting = new ArrayDeque<>();
    private final Queue<ListPass.EntryFlaw> flaws = new ArrayDeque<>();
    private boolean isRequesting;
    private boolean complete;
    private CompletableFuture<ListPass.Page> failed;

    /**
     * A prefetcher that has not requested any page yet.
     *
     * @param signal runs, on any thread, when a page has come after the task's call ended
     */
    Prefetcher(ListPass pass, Runnable signal) {
        this.pass = pass;
        this.signal = signal;
    }

    /** Requests the next page, if a page may be requested now. */
    void advance() {
        // A loop, because pages that come at once must not nest one call in the other.
        while (mayRequest()) {
            CompletableFuture<ListPass.Page> page = request();
            if (!page.isDone()) {
                var unused = page.whenComplete((read, thrown) -> {
                    received(page);
                    advance();
                    signal.run();
                });
                return;
            }
            received(page);
        }
    }

    /**
     * Takes the next entity; null if none waits.
     *
     * @throws CompletionException if none waits because a page failed
     */
    Entity take() {
        advance();
        synchronized (this) {
            if (waiting.isEmpty() && failed != null) {
                failed.join();
            }
            return waiting.poll();
        }
    }

    /** Takes the next flaw; null if none waits. */
    synchronized ListPass.EntryFlaw takeFlaw() {
        return flaws.poll();
    }

    /** Whether all entities and flaws of the pass have been taken. */
    synchronized boolean isOver() {
        return complete && waiting.isEmpty() && flaws.isEmpty();
    }

    /** Returns true to one thread only, until the page that this thread requests has come. */
    private synchronized boolean mayRequest() {
        if (isRequesting || complete || failed != null || waiting.size() >= pass.maxAhead()) {
            return false;
        }
        isRequesting = true;
        return true;
    }

    /** Must not hold the lock: the client may complete other futures first. */
    private CompletableFuture<ListPass.Page> request() {
        try {
            return pass.next();
        } catch (RuntimeException | Error defect) {
            // On an I/O thread, the exception would be lost.
            return CompletableFuture.failedFuture(defect);
        }
    }

    private synchronized void received(CompletableFuture<ListPass.Page> page) {
        isRequesting = false;
        if (page.isCompletedExceptionally()) {
            failed = page;
            return;
        }
        ListPass.Page read = page.join();
        read.entities().forEach(entity -> waiting.add(new Entity(entity, false, read.asOf())));
        flaws.addAll(read.flaws());
        complete = read.last();
    }
}
