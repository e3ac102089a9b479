package io.kafkaconnect.intercom;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A set that remembers the entries added last, up to a number. */
final class RecentSet {
    private RecentSet() {}

    static Set<String> of(int most) {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        });
    }

    static Set<String> synchronizedOf(int most) {
        return Collections.synchronizedSet(of(most));
    }
}
