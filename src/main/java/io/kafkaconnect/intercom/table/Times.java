package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Date;
import java.util.Locale;

/** Instants out of what Intercom calls a time; null for all else. */
@SuppressWarnings("JavaUtilDate") // Connect's Timestamp is a java.util.Date
final class Times {

    /** The last second of the year 9999. Beyond it (as milliseconds: from January 1978 on) a number must be milliseconds. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final long FIRST_SECOND = -62_135_596_800L; // of the year 1

    /** ISO-8601 in the forms Intercom has used, and a few neighbours: blank for T, offset +0000, without time, without offset (UTC). */
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

    private Times() {}

    static Date from(JsonNode node) {
        Long whole = node.isIntegralNumber() || node.isTextual() ? exact(node) : null;
        if (whole != null) {
            boolean seconds = whole >= -LAST_SECOND && whole <= LAST_SECOND;
            return ofMillis(seconds ? whole * 1000 : whole);
        }
        Double real = Numbers.real(node);
        if (real != null) {
            return ofMillis(Math.round(Math.abs(real) <= LAST_SECOND ? real * 1000 : real));
        }
        return node.isTextual() ? iso(node.textValue().strip()) : null;
    }

    private static Long exact(JsonNode node) {
        return node.isTextual() && node.textValue().indexOf('.') >= 0 ? null : Numbers.whole(node);
    }

    /** Outside the years 1 to 9999 there is only nonsense, which databases behind a sink would refuse. */
    private static Date ofMillis(long millis) {
        return millis >= FIRST_SECOND * 1000 && millis < (LAST_SECOND + 1) * 1000 ? new Date(millis) : null;
    }

    private static Date iso(String text) {
        try {
            TemporalAccessor parsed = ISO.parse(text);
            LocalDate date = parsed.query(TemporalQueries.localDate());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return ofMillis(local.toInstant(ZoneOffset.ofTotalSeconds(offset)).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
