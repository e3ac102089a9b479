package io.kafkaconnect.intercom.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A set that remembers the entries added last, up to a number. */
public final class RecentIds {
    private RecentIds() {}

    public static Set<String> of(int most) {
        return Collections.newSetFromMap(mapOf(most));
    }

    /** A map that remembers the entries put last, up to a number. */
    public static <V> Map<String, V> mapOf(int most) {
        // In the order of access: an entry that is put again is one of the last.
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    public static Set<String> synchronizedOf(int most) {
        return Collections.synchronizedSet(of(most));
    }
}
