package io.kafkaconnect.intercom.conformance;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is known not to agree with the description, each with the reason; one that is no longer met is a fault, too. */
final class KnownGaps {
    private final Map<String, String> reasons;
    private final Set<String> met = new HashSet<>();

    KnownGaps(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    boolean allow(String gap) {
        met.add(gap);
        return reasons.containsKey(gap);
    }

    /** Gaps that were listed and not met: the description or the code has moved on, and the list has to follow. */
    Set<String> unmet() {
        Set<String> unmet = new HashSet<>(reasons.keySet());
        unmet.removeAll(met);
        return unmet;
    }

    int size() {
        return reasons.size();
    }
}
