package io.kafkaconnect.intercom.offset;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Converts versions that were sent while no shard stored them to and from an entry of the cursor's offset. Each is the id of an entity with
 * its update time, in epoch seconds.
 */
public final class UnstoredVersionsCodec {
    static final String KEY = "unstored";

    private UnstoredVersionsCodec() {}

    /** Adds the versions to an offset. Nothing is added if there are none. */
    public static void addTo(Map<String, Object> offset, Map<String, Long> versions) {
        if (!versions.isEmpty()) {
            String lines = NameLineCodec.write(new TreeMap<>(versions), Long::toString);
            offset.put(KEY, CompressedText.text(lines));
        }
    }

    /**
     * The stored versions.
     *
     * @throws InvalidOffsetException if the entry is damaged
     */
    public static Map<String, Long> of(Map<String, ?> offset) {
        Map<String, Long> versions = new HashMap<>();
        Object stored = offset.get(KEY);
        if (stored == null) {
            return versions;
        }
        try {
            NameLineCodec.read(
                    CompressedText.unpacked(stored.toString()),
                    UnstoredVersionsCodec::seconds,
                    (id, time) -> versions.put(id, time));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new InvalidOffsetException(KEY, "must be the text that the connector wrote; or remove the key");
        }
        return versions;
    }

    private static OptionalLong seconds(String text) {
        return text.matches("[0-9]{1,10}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
