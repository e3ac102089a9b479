package io.kafkaconnect.intercom.message;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes numbers and times for messages. */
public final class Wording {
    private Wording() {}

    /** Such as {@code 14 times since 2026-05-01T12:00:00Z}. */
    public static String times(int times, Instant since) {
        return (times == 1 ? "once" : times + " times") + " since " + since.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Such as {@code 15 min}. */
    public static String span(Duration span) {
        return span.compareTo(Duration.ofMinutes(2)) < 0 ? span.toSeconds() + " s" : span.toMinutes() + " min";
    }

    /** Such as {@code at 2026-05-01T12:00:00Z}, or {@code from 2026-05-01T12:00:00Z to 2026-05-01T12:30:00Z}. */
    public static String period(Instant from, Instant to) {
        return from.equals(to) ? "at " + from : "from " + from + " to " + to;
    }
}
