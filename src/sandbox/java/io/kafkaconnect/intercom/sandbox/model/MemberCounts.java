package io.kafkaconnect.intercom.sandbox.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many contacts belong to each company or segment. */
final class MemberCounts {

    private final Map<String, Integer> counts = new HashMap<>();

    int of(String id) {
        return counts.getOrDefault(id, 0);
    }

    void move(List<String> before, List<String> after) {
        before.forEach(id -> counts.merge(id, -1, Integer::sum));
        after.forEach(id -> counts.merge(id, 1, Integer::sum));
    }
}
