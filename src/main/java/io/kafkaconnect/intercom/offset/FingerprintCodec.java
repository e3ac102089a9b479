package io.kafkaconnect.intercom.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a shard of a whole-list stream has sent, as the flat map that Connect stores: {@code {"version": 2, "rows": 42, "sent": "..."}}
 * and the form of the rows, as in {@link IncrementalOffsetCodec}. The rows are names (table and key) with a digest of their content; {@code rows} counts them, for the person who reads it.
 */
public final class FingerprintCodec {
    private static final long VERSION = 2;
    private static final String ROWS_KEY = "rows";
    private static final String SENT_KEY = CursorCodec.SENT_KEY;
    private static final int HEX = 16;

    private FingerprintCodec() {}

    /** The map to store, of rows of that form. */
    public static Map<String, Object> encode(SortedMap<String, Long> digests, OutputFormat form) {
        Map<String, Object> offset = encode(digests);
        form.addTo(offset);
        return offset;
    }

    /** The map to store. */
    public static Map<String, Object> encode(SortedMap<String, Long> digests) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(CursorCodec.VERSION_KEY, VERSION);
        offset.put(ROWS_KEY, (long) digests.size());
        offset.put(SENT_KEY, CompressedText.text(NameLineCodec.write(digests, Long::toHexString)));
        return offset;
    }

    /**
     * The digests that were stored, by row name.
     *
     * @throws InvalidOffsetException naming the key that is wrong
     */
    public static SortedMap<String, Long> decode(Map<String, ?> offset) {
        InvalidOffsetException.requireKnown(
                offset,
                List.of(
                        CursorCodec.VERSION_KEY,
                        ROWS_KEY,
                        SENT_KEY,
                        OutputFormat.COLUMNS_KEY,
                        OutputFormat.TOPIC_PREFIX_KEY,
                        OutputFormat.KEY_FORMAT_KEY));
        InvalidOffsetException.requireVersion(offset, VERSION);
        OutputFormat.storedIn(offset);
        if (!(offset.get(SENT_KEY) instanceof String packed)) {
            throw new InvalidOffsetException(
                    SENT_KEY, "must be the text that the connector wrote; delete the offset to send everything again");
        }
        SortedMap<String, Long> digests = new TreeMap<>();
        try {
            NameLineCodec.read(
                    CompressedText.unpacked(packed),
                    FingerprintCodec::digest,
                    (name, digest) -> digests.put(name, digest));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new InvalidOffsetException(SENT_KEY, "is damaged; delete the offset to send everything again");
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
