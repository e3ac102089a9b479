package io.kafkaconnect.intercom.sandbox.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ApiReply(int status, Map<String, String> headers, byte[] body) {

    /** The header that each answer has; where a reply has it already, that one goes out, and none where it is empty. */
    public static final String DATE = "Date";

    /** A time as headers have it. */
    public static String date(Instant instant) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    public static ApiReply json(int status, byte[] body) {
        return new ApiReply(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
    }

    static ApiReply ok(byte[] body) {
        return json(200, body);
    }

    public ApiReply with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new ApiReply(status, all, body);
    }

    public ApiReply with(byte[] newBody) {
        return new ApiReply(status, headers, newBody);
    }
}
