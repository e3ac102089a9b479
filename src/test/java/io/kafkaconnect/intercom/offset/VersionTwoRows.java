package io.kafkaconnect.intercom.offset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sent rows as version 2 stored them. */
public final class VersionTwoRows {
    private VersionTwoRows() {}

    /** The map that was stored for these digests by row name. */
    public static Map<String, Object> encode(Map<String, Long> digests) {
        SortedMap<String, Long> sorted = new TreeMap<>(digests);
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put("version", 2L);
        offset.put("rows", (long) sorted.size());
        offset.put("sent", CompressedText.text(NameLineCodec.write(sorted, Long::toHexString)));
        return offset;
    }

    static Map<String, Object> encode(Map<String, Long> digests, OutputFormat form) {
        Map<String, Object> offset = encode(digests);
        form.addTo(offset);
        return offset;
    }
}
