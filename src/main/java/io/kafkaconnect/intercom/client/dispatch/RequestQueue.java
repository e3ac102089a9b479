package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Requests that wait to be sent, and which of them is next: an open scroll's, then lists and details in turns, the least of a kind
 * first. Not thread-safe; {@link IntercomClient} guards it.
 */
final class RequestQueue<T extends Comparable<T>> {
    private final Map<Request.Priority, Queue<T>> queues = new EnumMap<>(Request.Priority.class);
    private Request.Priority turn = Request.Priority.DETAIL;

    RequestQueue() {
        for (Request.Priority priority : Request.Priority.values()) {
            queues.put(priority, new PriorityQueue<>());
        }
    }

    void add(Request.Priority priority, T request) {
        queues.get(priority).add(request);
    }

    /** The kind of which one goes next, or empty when none waits; details only where they may go. */
    Optional<Request.Priority> next(boolean detailsMayGo) {
        boolean detail = detailsMayGo && waits(Request.Priority.DETAIL);
        if (waits(Request.Priority.SCROLL)) {
            return Optional.of(Request.Priority.SCROLL);
        }
        if (waits(Request.Priority.LIST) && !(detail && turn == Request.Priority.DETAIL)) {
            return Optional.of(Request.Priority.LIST);
        }
        return detail ? Optional.of(Request.Priority.DETAIL) : Optional.empty();
    }

    /** Takes the first of that kind, of which one must wait. */
    T take(Request.Priority priority) {
        if (priority != Request.Priority.SCROLL) {
            turn = priority == Request.Priority.LIST ? Request.Priority.DETAIL : Request.Priority.LIST;
        }
        return queues.get(priority).remove();
    }

    void clear() {
        queues.values().forEach(Queue::clear);
    }

    private boolean waits(Request.Priority priority) {
        return !queues.get(priority).isEmpty();
    }
}
