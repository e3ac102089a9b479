package io.kafkaconnect.intercom.sandbox.http;

import io.kafkaconnect.intercom.sandbox.api.Call;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last requests, and the number of requests per route. */
public final class Requests {

    private final int capacity;
    private final Deque<LoggedRequest> log = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private int total;

    /** A log of so many requests; with 0, requests are only counted. */
    public Requests(int capacity) {
        this.capacity = capacity;
    }

    public synchronized List<LoggedRequest> all() {
        return List.copyOf(log);
    }

    /** The logged requests of one route, such as {@code GET /contacts/{id}}. */
    public synchronized List<LoggedRequest> of(String route) {
        return log.stream().filter(request -> request.route().equals(route)).toList();
    }

    public synchronized int count(String route) {
        return counts.getOrDefault(route, 0);
    }

    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    public synchronized int total() {
        return total;
    }

    public synchronized void clear() {
        log.clear();
        counts.clear();
        total = 0;
    }

    synchronized void add(Call call, String route, int status, Instant at) {
        total++;
        counts.merge(route, 1, Integer::sum);
        if (capacity > 0) {
            if (log.size() == capacity) {
                log.removeFirst();
            }
            log.addLast(new LoggedRequest(call, route, status, at));
        }
    }
}
