package io.kafkaconnect.intercom.reader;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that remember what was put or asked for last, up to a number. */
public final class BoundedMaps {
    private BoundedMaps() {}

    public static <K, V> Map<K, V> map(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
