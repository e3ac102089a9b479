package io.kafkaconnect.intercom.offset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Converts a shard of the memory of sent rows to and from the flat map that Connect stores: {@code {"version": 3, "rows": 42, "sent":
 * "users_tags,users_companies:..."}} with the output format. {@code rows} is the number of rows, for a user who reads the offset.
 * {@code sent} contains the names of the tables, in the order of their numbers, and then the packed rows in base64. {@code "cursor":
 * "stored"} says that the offset of the stream was stored as well: if it is missing, a user has deleted it.
 */
public final class SentRowsCodec {
    /** The first version of this form. {@link FingerprintCodec} reads the versions before it. */
    static final long VERSION = 3;

    private static final String ROWS_KEY = "rows";
    private static final String SENT_KEY = CursorCodec.SENT_KEY;

    private static final String STREAM_CURSOR_KEY = "cursor";
    private static final String STORED = "stored";

    /** Base64 does not contain this character, so earlier versions never wrote it. */
    private static final char TABLES_END = ':';

    private SentRowsCodec() {}

    /**
     * The content of a stored shard.
     *
     * @param tables the names of the tables, by number
     * @param packed the packed rows
     */
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    public record StoredRows(List<String> tables, byte[] packed) {}

    /** Adds to the offset that the offset of the stream is stored. */
    public static void addCursorStored(Map<String, Object> offset) {
        offset.put(STREAM_CURSOR_KEY, STORED);
    }

    /** Whether the offset of the stream was stored when this one was. */
    public static boolean isCursorStored(Map<String, ?> offset) {
        return STORED.equals(offset.get(STREAM_CURSOR_KEY));
    }

    /** Whether the offset has this form. */
    public static boolean isPacked(Map<String, ?> offset) {
        boolean isNew = offset.get(CursorCodec.VERSION_KEY) instanceof Number version && version.longValue() >= VERSION;
        return isNew || (offset.get(SENT_KEY) instanceof String sent && sent.indexOf(TABLES_END) >= 0);
    }

    /** The map to store. */
    public static Map<String, Object> encode(List<String> tables, long rows, ByteBuffer packed, OutputFormat format) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(CursorCodec.VERSION_KEY, VERSION);
        offset.put(ROWS_KEY, rows);
        String text = StandardCharsets.ISO_8859_1
                .decode(Base64.getEncoder().encode(packed))
                .toString();
        offset.put(SENT_KEY, String.join(",", tables) + TABLES_END + text);
        format.addTo(offset);
        return offset;
    }

    /**
     * Reads a stored shard.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it
     */
    public static StoredRows decode(Map<String, ?> offset) {
        String packed = sentIn(offset, VERSION);
        int end = packed.indexOf(TABLES_END);
        if (end < 0) {
            throw damaged();
        }
        try {
            List<String> tables = List.of(packed.substring(0, end).split(",", -1));
            return new StoredRows(tables, Base64.getDecoder().decode(packed.substring(end + 1)));
        } catch (IllegalArgumentException notBase64) {
            throw damaged();
        }
    }

    /**
     * The text of the sent rows; the keys of a shard are the same in all versions.
     *
     * @param newest the newest version that the reader of the text knows
     */
    static String sentIn(Map<String, ?> offset, long newest) {
        InvalidOffsetException.requireKnown(
                offset,
                List.of(
                        CursorCodec.VERSION_KEY,
                        ROWS_KEY,
                        SENT_KEY,
                        STREAM_CURSOR_KEY,
                        OutputFormat.COLUMNS_KEY,
                        OutputFormat.TOPIC_PREFIX_KEY,
                        OutputFormat.KEY_FORMAT_KEY));
        InvalidOffsetException.requireVersion(offset, newest);
        OutputFormat.storedIn(offset);
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
