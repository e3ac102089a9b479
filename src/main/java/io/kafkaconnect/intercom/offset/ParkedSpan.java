package io.kafkaconnect.intercom.offset;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of update time, in epoch seconds. Where Intercom does not list what was updated in it, it waits among the parked entities, under a name that
 * no entity has. Where the list compares seconds it is a single one.
 *
 * @param from the first second
 * @param to the last second
 */
public record ParkedSpan(long from, long to) {
    private static final String TO = "/";

    /** That second alone. */
    public static ParkedSpan ofSecond(long second) {
        return new ParkedSpan(second, second);
    }

    /** Such as {@code 2026-05-01T08:30:00Z}, or {@code 2026-05-01T08:30:00Z/2026-05-01T09:12:41Z}. */
    public String name() {
        String begin = Instant.ofEpochSecond(from).toString();
        return from == to ? begin : begin + TO + Instant.ofEpochSecond(to);
    }

    /** Whether it is a single one. */
    public boolean isSecond() {
        return from == to;
    }

    /** Whether nothing is between them. */
    public boolean meets(ParkedSpan other) {
        return from <= other.to + 1 && other.from <= to + 1;
    }

    /** Both, and what is between them. */
    public ParkedSpan with(ParkedSpan other) {
        return new ParkedSpan(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The part of it before that second; empty where there is none. */
    public Optional<ParkedSpan> before(long second) {
        return from < second ? Optional.of(new ParkedSpan(from, Math.min(to, second - 1))) : Optional.empty();
    }

    public boolean holds(long time) {
        return from <= time && time <= to;
    }

    /** The span with that name; empty where it is the id of an entity. */
    public static Optional<ParkedSpan> named(String name) {
        // No id holds a colon; to read every id as a time would take long.
        if (name.indexOf(':') < 0) {
            return Optional.empty();
        }
        String[] ends = name.split(TO, -1);
        try {
            ParkedSpan span = new ParkedSpan(second(ends[0]), second(ends[ends.length - 1]));
            return Optional.of(span)
                    .filter(one -> one.from <= one.to && one.name().equals(name));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static long second(String time) {
        return Instant.parse(time).getEpochSecond();
    }
}
