package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.RetriedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The requests without a final reply, and the queue of requests that wait to be sent. Not thread-safe; the lock of {@link IntercomClient}
 * guards it.
 */
final class OpenRequests {
    private final RequestQueue<PendingRequest> waiting = new RequestQueue<>();
    private final Set<PendingRequest> open = new HashSet<>();
    private long count;
    private boolean closed;

    /** Queues the request, unless the client is closed. */
    PendingRequest add(Request request, boolean aboutToken) {
        PendingRequest pending = new PendingRequest(count++, request, aboutToken);
        if (!closed) {
            open.add(pending);
            waiting.add(request.priority(), pending);
        }
        return pending;
    }

    /** Queues an open request for its next attempt. */
    void enqueue(PendingRequest pending) {
        waiting.add(pending.request.priority(), pending);
    }

    /** The priority of the request that is sent next; empty if none waits. */
    Optional<Request.Priority> next(boolean mayDetailsGo) {
        return waiting.next(mayDetailsGo);
    }

    /** The request that {@link #take} takes. */
    PendingRequest peek(Request.Priority kind) {
        return waiting.peek(kind);
    }

    PendingRequest take(Request.Priority kind) {
        return waiting.take(kind);
    }

    boolean contains(PendingRequest pending) {
        return open.contains(pending);
    }

    /** Returns false if the request was no longer open. */
    boolean remove(PendingRequest pending) {
        return open.remove(pending);
    }

    /** Removes a request that its owner has cancelled, also from the queue. Returns false if it was no longer open. */
    boolean withdraw(PendingRequest pending) {
        waiting.remove(pending.request.priority(), pending);
        return open.remove(pending);
    }

    boolean isClosed() {
        return closed;
    }

    /** Accepts no further request, and returns the requests that were open. */
    List<PendingRequest> close() {
        closed = true;
        List<PendingRequest> abandoned = List.copyOf(open);
        open.clear();
        waiting.clear();
        return abandoned;
    }

    List<RetriedRequest> failing() {
        return open.stream()
                .map(pending -> pending.failing)
                .filter(Objects::nonNull)
                .toList();
    }
}
