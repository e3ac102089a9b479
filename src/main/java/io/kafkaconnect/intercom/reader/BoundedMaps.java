package io.kafkaconnect.intercom.reader;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes maps with a maximum size. They drop the entry that was not used for the longest time. */
public final class BoundedMaps {
    private BoundedMaps() {}

    /** An empty map of at most {@code maxSize} entries. */
    public static <K, V> Map<K, V> map(int maxSize) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > maxSize;
            }
        };
    }
}
