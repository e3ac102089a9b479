package io.kafkaconnect.intercom.offset;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Reads a shard of sent rows in the form of version 3: {@code {"version": 3, "rows": 42, "sent": "users_tags,users_companies:..."}} with the
 * output format. {@code sent} contains the names of the tables, in the order of their numbers, and then the packed rows in base64.
 * {@link SentRowsCodec} writes the present version.
 */
public final class VersionThreeRowsCodec {
    /** The version of this form. */
    public static final long VERSION = 3;

    /** Base64 does not contain this character, so earlier versions never wrote it. */
    private static final char TABLES_END = ':';

    private VersionThreeRowsCodec() {}

    /**
     * The content of a stored shard.
     *
     * @param tables the names of the tables, by number
     * @param packed the packed rows
     */
    @SuppressWarnings("ArrayRecordComponent") // It is never compared.
    public record StoredRows(List<String> tables, byte[] packed) {}

    /**
     * Reads a stored shard.
     *
     * @throws InvalidOffsetException if a key is wrong; the message names it
     */
    public static StoredRows decode(Map<String, ?> offset) {
        String packed = SentRowsCodec.sentIn(offset);
        int end = packed.indexOf(TABLES_END);
        if (end < 0) {
            throw SentRowsCodec.damaged();
        }
        try {
            List<String> tables = List.of(packed.substring(0, end).split(",", -1));
            return new StoredRows(tables, Base64.getDecoder().decode(packed.substring(end + 1)));
        } catch (IllegalArgumentException notBase64) {
            throw SentRowsCodec.damaged();
        }
    }
}
