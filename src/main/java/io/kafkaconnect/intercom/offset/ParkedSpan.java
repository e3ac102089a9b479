package io.kafkaconnect.intercom.offset;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A span of update time that Intercom does not list. It is parked like an entity, under a name that no entity has. It is a single second if
 * the list compares seconds.
 *
 * @param from the first second, in epoch seconds
 * @param to the last second, in epoch seconds
 */
public record ParkedSpan(long from, long to) {
    private static final String TO = "/";

    /** The span of a single second. */
    public static ParkedSpan ofSecond(long second) {
        return new ParkedSpan(second, second);
    }

    /** The name in {@link Cursor#parked}, such as {@code 2026-05-01T08:30:00Z}, or {@code 2026-05-01T08:30:00Z/2026-05-01T09:12:41Z}. */
    public String name() {
        String begin = Instant.ofEpochSecond(from).toString();
        return from == to ? begin : begin + TO + Instant.ofEpochSecond(to);
    }

    /** Whether the span is a single second. */
    public boolean isSecond() {
        return from == to;
    }

    /** Whether the spans overlap or adjoin. */
    public boolean meets(ParkedSpan other) {
        return from <= other.to + 1 && other.from <= to + 1;
    }

    /** The span that contains both spans and the gap between them. */
    public ParkedSpan with(ParkedSpan other) {
        return new ParkedSpan(Math.min(from, other.from), Math.max(to, other.to));
    }

    /** The part of the span before that second; empty if there is none. */
    public Optional<ParkedSpan> before(long second) {
        return from < second ? Optional.of(new ParkedSpan(from, Math.min(to, second - 1))) : Optional.empty();
    }

    /** The part of the span after that second; empty if there is none. */
    public Optional<ParkedSpan> after(long second) {
        return to > second ? Optional.of(new ParkedSpan(Math.max(from, second + 1), to)) : Optional.empty();
    }

    /** Whether the span contains that second. */
    public boolean holds(long time) {
        return from <= time && time <= to;
    }

    /** Whether the span contains the whole other span. */
    public boolean holds(ParkedSpan part) {
        return from <= part.from && part.to <= to;
    }

    /** The span with that name; empty if the name is the id of an entity. */
    public static Optional<ParkedSpan> named(String name) {
        // An id contains no colon. Parsing every id as a time would be slow.
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
