package io.kafkaconnect.intercom.offset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a shard of the memory of sent rows to and from the flat map that Connect stores: {@code {"version": 4, "rows": 42, "sent":
 * "..."}} with the output format. {@code rows} is the number of rows, for a user who reads the offset. {@code sent} contains the packed
 * rows, compressed, as text of base 85. {@code "cursor": "stored"} says that the offset of the stream was stored as well: if it is missing,
 * a user has deleted it.
 */
public final class SentRowsCodec {
    /** The first version of this form. {@link VersionThreeRowsCodec} and {@link VersionTwoRowsCodec} read the versions before it. */
    public static final long VERSION = 4;

    private static final String ROWS_KEY = "rows";
    private static final String SENT_KEY = CursorCodec.SENT_KEY;

    private static final String STREAM_CURSOR_KEY = "cursor";
    private static final String STORED = "stored";

    private SentRowsCodec() {}

    /** Adds to the offset that the offset of the stream is stored. */
    public static void addCursorStored(Map<String, Object> offset) {
        offset.put(STREAM_CURSOR_KEY, STORED);
    }

    /** Whether the offset of the stream was stored when this one was. */
    public static boolean isCursorStored(Map<String, ?> offset) {
        return STORED.equals(offset.get(STREAM_CURSOR_KEY));
    }

    /** The version of an offset. If it names none, the present one. */
    public static long version(Map<String, ?> offset) {
        return offset.get(CursorCodec.VERSION_KEY) instanceof Number version ? version.longValue() : VERSION;
    }

    /** The map to store. */
    public static Map<String, Object> encode(long rows, byte[] packed, OutputFormat format) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(CursorCodec.VERSION_KEY, VERSION);
        offset.put(ROWS_KEY, rows);
        offset.put(SENT_KEY, CompressedText.ofBytes(packed));
        format.addTo(offset);
        return offset;
    }

    /**
     * The packed rows of a stored shard.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it
     */
    public static byte[] decode(Map<String, ?> offset) {
        String sent = sentIn(offset);
        try {
            return CompressedText.bytes(sent);
        } catch (IllegalArgumentException damaged) {
            throw damaged();
        }
    }

    /** The text of the sent rows; the keys of a shard are the same in all versions. */
    static String sentIn(Map<String, ?> offset) {
        InvalidOffsetException.requireKnown(
                offset,
                List.of(
                        CursorCodec.VERSION_KEY,
                        ROWS_KEY,
                        SENT_KEY,
                        STREAM_CURSOR_KEY,
                        MemoryReach.KEY,
                        OutputFormat.COLUMNS_KEY,
                        OutputFormat.TOPIC_PREFIX_KEY,
                        OutputFormat.KEY_FORMAT_KEY));
        InvalidOffsetException.requireVersion(offset, VERSION);
        OutputFormat.storedIn(offset);
        MemoryReach.ofShard(offset);
        if (offset.containsKey(STREAM_CURSOR_KEY) && !isCursorStored(offset)) {
            throw new InvalidOffsetException(STREAM_CURSOR_KEY, "must be \"stored\"; or remove the key");
        }
        if (!(offset.get(SENT_KEY) instanceof String sent)) {
            throw new InvalidOffsetException(
                    SENT_KEY, "must be the text that the connector wrote; delete the offset to send everything again");
        }
        return sent;
    }

    /** The exception for packed bytes that the connector did not write. */
    public static InvalidOffsetException damaged() {
        return new InvalidOffsetException(SENT_KEY, "is damaged; delete the offset to send everything again");
    }
}
