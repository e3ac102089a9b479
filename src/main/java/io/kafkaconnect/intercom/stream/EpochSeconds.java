package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** A time of Intercom's in epoch seconds, however it is written: as those, as milliseconds or as ISO-8601 text. */
final class EpochSeconds {
    /** The last second of the year 9999. Beyond it a number must be milliseconds. */
    private static final long LAST = 253_402_300_799L;

    private EpochSeconds() {}

    /** The time, or {@code otherwise} where there is none. */
    static long of(JsonNode time, long otherwise) {
        if (time.isTextual() && time.textValue().indexOf('T') > 0) {
            try {
                return OffsetDateTime.parse(time.textValue().strip()).toEpochSecond();
            } catch (DateTimeException notATime) {
                return otherwise;
            }
        }
        long number = time.asLong(otherwise);
        return number > LAST ? number / 1000 : number;
    }
}
