package io.kafkaconnect.intercom.offset;

import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a shard of sent rows in the earlier form, of version 1 or 2: {@code {"version": 2, "rows": 42, "sent": "..."}} with the output format, as in
 * {@link IncrementalOffsetCodec}. {@code sent} contains compressed lines, each with the name of a row (table and key) and a digest of its
 * content. {@link SentRowsCodec} writes the present version.
 */
public final class VersionTwoRowsCodec {
    private static final int HEX = 16;

    private VersionTwoRowsCodec() {}

    /**
     * The stored digests by row name.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it
     */
    public static SortedMap<String, Long> decode(Map<String, ?> offset) {
        String packed = SentRowsCodec.sentIn(offset);
        SortedMap<String, Long> digests = new TreeMap<>();
        try {
            NameLineCodec.read(
                    CompressedText.unpacked(packed),
                    VersionTwoRowsCodec::digest,
                    (name, digest) -> digests.put(name, digest));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw SentRowsCodec.damaged();
        }
        return digests;
    }

    private static OptionalLong digest(String hex) {
        try {
            return hex.length() > HEX ? OptionalLong.empty() : OptionalLong.of(Long.parseUnsignedLong(hex, HEX));
        } catch (NumberFormatException notADigest) {
            return OptionalLong.empty();
        }
    }
}
