package io.kafkaconnect.intercom.sandbox.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The meaning of a condition on a date. */
public sealed interface Dates {

    Range range(String operator, long second);

    /** Up to version 2.16, a search of contacts compares whole days of the workspace's time zone. */
    record Days(ZoneId zone) implements Dates {

        @Override
        public Range range(String operator, long second) {
            LocalDate day = day(second);
            long start = day.atStartOfDay(zone).toEpochSecond();
            long next = day.plusDays(1).atStartOfDay(zone).toEpochSecond();
            return switch (operator) {
                case "=" -> new Range(start, next - 1);
                case ">" -> new Range(next, Long.MAX_VALUE);
                case "<" -> new Range(Long.MIN_VALUE, start - 1);
                default -> throw unsupported(operator);
            };
        }

        private LocalDate day(long second) {
            try {
                return LocalDate.ofInstant(Instant.ofEpochSecond(second), zone);
            } catch (DateTimeException e) {
                throw Refusal.parameter("Not a date: " + second);
            }
        }
    }

    /** Seconds. It is unknown whether {@code >} and {@code <} include the second itself. */
    record Seconds(boolean inclusive) implements Dates {

        @Override
        public Range range(String operator, long second) {
            return switch (operator) {
                case "=" -> new Range(second, second);
                case ">" -> new Range(inclusive ? second : second + 1, Long.MAX_VALUE);
                case "<" -> new Range(Long.MIN_VALUE, inclusive ? second : second - 1);
                case ">=" -> new Range(second, Long.MAX_VALUE);
                case "<=" -> new Range(Long.MIN_VALUE, second);
                default -> throw unsupported(operator);
            };
        }
    }

    private static Refusal unsupported(String operator) {
        return Refusal.parameter("Operator " + operator + " is not supported on Date fields");
    }
}
