package io.kafkaconnect.intercom.feed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Sets and maps that keep only the entries used last. */
public final class RecentIds {
    private RecentIds() {}

    /** A set that keeps at most this many ids. */
    public static Set<String> of(int max) {
        return Collections.newSetFromMap(mapOf(max));
    }

    /** A map that keeps at most this many entries. */
    public static <V> Map<String, V> mapOf(int max) {
        // Access order: an entry that is put again moves to the end.
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > max;
            }
        };
    }

    /** A thread-safe set that keeps at most this many ids. */
    public static Set<String> synchronizedOf(int max) {
        return Collections.synchronizedSet(of(max));
    }
}
