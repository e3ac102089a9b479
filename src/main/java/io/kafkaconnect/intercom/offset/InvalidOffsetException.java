package io.kafkaconnect.intercom.offset;

import java.util.List;
import java.util.Map;

/** A stored or given offset is not valid. The message names the key. */
public final class InvalidOffsetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidOffsetException(String key, String what) {
        super("Offset key '" + key + "' " + what);
    }

    static void requireKnown(Map<String, ?> offset, List<String> names) {
        for (String key : offset.keySet()) {
            if (!names.contains(key)) {
                throw new InvalidOffsetException(
                        key, "is not a known key; the known keys are " + String.join(", ", names));
            }
        }
    }

    /** A missing version means the present one, so that a user does not need to write it. */
    static void requireVersion(Map<String, ?> offset, long newest) {
        Object version = offset.get(CursorCodec.VERSION_KEY);
        if (version == null) {
            return;
        }
        if (!(version instanceof Number number)
                || number.longValue() < 1
                || number.longValue() != number.doubleValue()) {
            throw new InvalidOffsetException(CursorCodec.VERSION_KEY, "must be a whole number from 1 to " + newest);
        }
        if (number.longValue() > newest) {
            throw new InvalidOffsetException(
                    CursorCodec.VERSION_KEY,
                    "is " + number + ", written by a newer connector; this version reads offsets up to version "
                            + newest + ". Use the newer connector, or delete the offsets to start over");
        }
    }
}
