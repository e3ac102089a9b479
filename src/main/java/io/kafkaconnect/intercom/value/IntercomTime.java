package io.kafkaconnect.intercom.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Reads times of Intercom: epoch seconds, epoch milliseconds or ISO-8601, as number or text, in the years 1 to 9999. Databases behind a sink
 * refuse other years. No method throws for any node.
 */
public final class IntercomTime {
    /** The seconds of an entity without a usable time. */
    public static final long NO_TIME = 0;

    /** The last second of the year 9999. Beyond it (as milliseconds: from January 1978 on) a number must be milliseconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final long FIRST_SECOND = -62_135_596_800L; // of the year 1

    private static final long MILLIS = 1000;

    /** How far Intercom's clock may be ahead of ours. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    /** More than the length of any time in {@link #ISO}. */
    private static final int MAX_LENGTH = 64;

    /** ISO-8601 in the forms that Intercom uses, and some variants: blank for T, offset +0000, no time, no offset (UTC). */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalEnd()
            .appendPattern("[ ]")
            .appendPattern("[XXX][XX][X]['UTC']")
            .toFormatter(Locale.ROOT);

    private IntercomTime() {}

    /** Epoch milliseconds; empty if the node is not a time. */
    public static OptionalLong millis(JsonNode node) {
        Long whole = node.isIntegralNumber() || node.isTextual() ? exact(node) : null;
        if (whole != null) {
            boolean seconds = whole >= -LAST_SECOND && whole <= LAST_SECOND;
            return known(seconds ? whole * MILLIS : whole);
        }
        Double real = IntercomNumber.real(node);
        if (real != null) {
            return known(Math.round(Math.abs(real) <= LAST_SECOND ? real * MILLIS : real));
        }
        return node.isTextual() ? iso(node.textValue().strip()) : OptionalLong.empty();
    }

    /** Epoch seconds, rounded down; {@code otherwise} if the node is not a time. */
    public static long seconds(JsonNode node, long otherwise) {
        OptionalLong millis = millis(node);
        return millis.isPresent() ? Math.floorDiv(millis.getAsLong(), MILLIS) : otherwise;
    }

    /**
     * Epoch seconds of a past event; {@link #NO_TIME} if the node is not a time, or a time before 1970 or more than a day after now. A stream
     * that moved its cursor to such a time would miss all changes until then.
     */
    public static long pastSeconds(JsonNode node, Instant now) {
        long seconds = seconds(node, NO_TIME);
        return seconds > 0 && seconds <= now.plus(TOLERANCE).getEpochSecond() ? seconds : NO_TIME;
    }

    private static Long exact(JsonNode node) {
        return node.isTextual() && node.textValue().indexOf('.') >= 0 ? null : IntercomNumber.whole(node);
    }

    private static OptionalLong known(long millis) {
        return millis >= FIRST_SECOND * MILLIS && millis < (LAST_SECOND + 1) * MILLIS
                ? OptionalLong.of(millis)
                : OptionalLong.empty();
    }

    private static OptionalLong iso(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        try {
            TemporalAccessor parsed = ISO.parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return known(local.toInstant(ZoneOffset.ofTotalSeconds(offset)).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }
}
