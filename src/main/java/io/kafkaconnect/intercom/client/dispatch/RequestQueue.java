package io.kafkaconnect.intercom.client.dispatch;

import io.kafkaconnect.intercom.client.Request;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The requests that wait to be sent. Requests of an open scroll are next, then lists and details alternate. Within a priority, the oldest
 * request is first. Background requests are sent if no other waits. Not thread-safe; {@link IntercomClient} guards it.
 */
final class RequestQueue<T extends Comparable<T>> {
    private final Map<Request.Priority, NavigableSet<T>> queues = new EnumMap<>(Request.Priority.class);
    private Request.Priority turn = Request.Priority.DETAIL;

    RequestQueue() {
        for (Request.Priority priority : Request.Priority.values()) {
            queues.put(priority, new TreeSet<>());
        }
    }

    void add(Request.Priority priority, T request) {
        queues.get(priority).add(request);
    }

    /**
     * The priority of the next request; empty if none waits. Details count only if {@code detailsMayGo}. A background request is next even
     * if it must wait for its share of the limit.
     */
    Optional<Request.Priority> next(boolean detailsMayGo) {
        boolean detail = detailsMayGo && waits(Request.Priority.DETAIL);
        if (waits(Request.Priority.SCROLL)) {
            return Optional.of(Request.Priority.SCROLL);
        }
        if (waits(Request.Priority.LIST) && !(detail && turn == Request.Priority.DETAIL)) {
            return Optional.of(Request.Priority.LIST);
        }
        if (detail) {
            return Optional.of(Request.Priority.DETAIL);
        }
        boolean isBackground = detailsMayGo && waits(Request.Priority.BACKGROUND);
        return isBackground ? Optional.of(Request.Priority.BACKGROUND) : Optional.empty();
    }

    /** The first request of that priority. One must be waiting. */
    T peek(Request.Priority priority) {
        return queues.get(priority).first();
    }

    /** Takes the first request of that priority. One must be waiting. */
    T take(Request.Priority priority) {
        if (priority == Request.Priority.LIST || priority == Request.Priority.DETAIL) {
            turn = priority == Request.Priority.LIST ? Request.Priority.DETAIL : Request.Priority.LIST;
        }
        return queues.get(priority).pollFirst();
    }

    /** Takes the request out of its place, if it waits. */
    void remove(Request.Priority priority, T request) {
        queues.get(priority).remove(request);
    }

    void clear() {
        queues.values().forEach(NavigableSet::clear);
    }

    private boolean waits(Request.Priority priority) {
        return !queues.get(priority).isEmpty();
    }
}
