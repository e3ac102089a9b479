package io.kafkaconnect.intercom.sandbox.api;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The response. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record ApiReply(int status, Map<String, String> headers, byte[] body) {

    /** A header of each response. A reply may have its own value; an empty one removes the header. */
    public static final String DATE = "Date";

    /** A time in the format of headers. */
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
