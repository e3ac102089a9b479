package io.kafkaconnect.intercom.offset;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A {@link Cursor} as up to four entries of the flat map that Connect stores: its mark as a time that a person can read and rewind, what
 * was sent beyond it, packed, the time from which on that is known, and what is parked. With the mark alone, all that was updated since is
 * sent again. Epoch seconds are understood as well.
 *
 * @param timeKey of the mark
 * @param sentKey of what was sent beyond it
 * @param sentSinceKey of the time from which on all that was sent is known
 * @param parkedKey of what is parked
 */
public record CursorCodec(String timeKey, String sentKey, String sentSinceKey, String parkedKey) {
    /** The key of the form's number. */
    static final String VERSION_KEY = "version";

    static final String SENT_KEY = "sent";

    /** The key of the time from which on all that was sent is known, where that is before the mark. */
    static final String SENT_SINCE_KEY = "sent_since";

    /** The key of what is parked, in a form that a person can read. */
    static final String PARKED_KEY = "parked";

    /** More than this many are not stored, and are sent again after a restart: an offset must stay well under a megabyte. */
    static final int MAX_SENT = 20_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    public CursorCodec(String timeKey) {
        this("", timeKey);
    }

    private CursorCodec(String prefix, String timeKey) {
        this(prefix + timeKey, prefix + SENT_KEY, prefix + SENT_SINCE_KEY, prefix + PARKED_KEY);
    }

    /** The same entries under keys that begin so. */
    public CursorCodec under(String prefix) {
        return new CursorCodec(prefix, timeKey);
    }

    /** All keys that it stores under. */
    List<String> keys() {
        return List.of(timeKey, sentKey, sentSinceKey, parkedKey);
    }

    /** The entries to store. */
    public Map<String, Object> encode(Cursor whole) {
        Cursor cursor = whole.sent().size() > MAX_SENT ? whole.withoutLate() : whole;
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(timeKey, cursor.mark().toString());
        boolean isKnownEarlier = cursor.sentSince().isBefore(cursor.mark());
        if (!cursor.sent().isEmpty() || isKnownEarlier) {
            offset.put(sentKey, packed(cursor));
        }
        if (isKnownEarlier) {
            offset.put(sentSinceKey, cursor.sentSince() + "/" + cursor.mark());
        }
        if (!cursor.parked().isEmpty()) {
            offset.put(parkedKey, parked(cursor.parked()));
        }
        return offset;
    }

    /**
     * The cursor that was stored.
     *
     * @throws InvalidOffsetException naming the key that is wrong and what it should hold
     */
    public Cursor decode(Map<String, ?> offset) {
        Instant mark = instant(timeKey, offset.get(timeKey));
        Object sent = offset.get(sentKey);
        if (sent != null && !(sent instanceof String)) {
            throw new InvalidOffsetException(
                    sentKey, "must be the text that the connector wrote; remove the key to send everything again");
        }
        return new Cursor(
                mark,
                sent == null ? Map.of() : unpacked((String) sent, mark.getEpochSecond()),
                unparked(offset.get(parkedKey)),
                sentSince(offset.get(sentSinceKey), sent == null, mark));
    }

    /**
     * Such as {@code 2026-05-01T08:20:00Z/2026-05-01T08:30:00Z}. Of another mark than the one it was written with, nothing is known, and nothing
     * where a person has left out what was sent.
     */
    private Instant sentSince(Object stored, boolean isWithoutSent, Instant mark) {
        if (stored == null || isWithoutSent) {
            return mark;
        }
        String[] times = stored.toString().split("/", -1);
        if (times.length != 2) {
            throw new InvalidOffsetException(
                    sentSinceKey, "must be the value that the connector wrote; or remove the key");
        }
        Instant since = instant(sentSinceKey, times[0]);
        return instant(sentSinceKey, times[1]).equals(mark) ? since : mark;
    }

    /**
     * Such as {@code 471 REFUSED 1714552200 2 1714556000}: the id, or the name of a {@link ParkedSpan}, and what is known of it; one behind the
     * other, with commas between.
     */
    private static String parked(Map<String, ParkedEntity> entities) {
        StringJoiner text = new StringJoiner(", ");
        new TreeMap<>(entities)
                .forEach((id, entity) -> text.add(String.join(
                        " ",
                        id,
                        entity.reason().name(),
                        Long.toString(entity.from()),
                        Integer.toString(entity.looks()),
                        Long.toString(entity.due()))));
        return text.toString();
    }

    private Map<String, ParkedEntity> unparked(Object stored) {
        Map<String, ParkedEntity> entities = new HashMap<>();
        if (stored == null) {
            return entities;
        }
        try {
            for (String one : ((String) stored).split(",", -1)) {
                String[] words = one.strip().split(" ", -1);
                ParkedEntity entity = new ParkedEntity(
                        ParkedEntity.Reason.valueOf(words[1]),
                        Long.parseLong(words[2]),
                        Integer.parseInt(words[3]),
                        Long.parseLong(words[4]));
                if (words[0].isEmpty() || !isPossible(entity, ParkedSpan.named(words[0]))) {
                    throw new IllegalArgumentException("no entity waits so");
                }
                entities.put(words[0], entity);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ClassCastException damaged) {
            throw new InvalidOffsetException(
                    parkedKey,
                    "must be the text that the connector wrote; if you remove the key, the connector no longer retries"
                            + " these entities");
        }
        return entities;
    }

    /** Whether it can be reckoned with. */
    private static boolean isPossible(ParkedEntity entity, Optional<ParkedSpan> span) {
        long latest = LATEST.getEpochSecond();
        return span.filter(one -> one.from() != entity.from()).isEmpty()
                && entity.looks() >= 0
                && entity.looks() < Integer.MAX_VALUE
                && entity.from() <= latest
                && entity.due() >= 0
                && entity.due() <= latest;
    }

    /** A time under that key, as a person or the connector wrote it. */
    static Instant instant(String timeKey, Object value) {
        Instant instant;
        try {
            if (value instanceof Number seconds) {
                instant = Instant.ofEpochSecond(seconds.longValue());
            } else if (value instanceof String text) {
                instant = OffsetDateTime.parse(text.trim()).toInstant();
            } else {
                throw new InvalidOffsetException(
                        timeKey, "is required: a time such as 2026-05-01T08:30:00Z, or epoch seconds");
            }
        } catch (DateTimeException notATime) {
            throw new InvalidOffsetException(timeKey, "must be a time such as 2026-05-01T08:30:00Z");
        }
        // Milliseconds given for seconds are thousands of years ahead: such a stream would stay silent without a word.
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw new InvalidOffsetException(
                    timeKey, "must be between the years 1970 and 9999, and in seconds if it is a number");
        }
        return instant;
    }

    private static String packed(Cursor cursor) {
        // Sorted, so that the same cursor is always the same text.
        SortedMap<String, Long> stored = new TreeMap<>(cursor.sent());
        while (stored.size() > MAX_SENT) {
            stored.remove(stored.lastKey());
        }
        long mark = cursor.mark().getEpochSecond();
        return CompressedText.text(NameLineCodec.write(stored, time -> Long.toString(time - mark)));
    }

    private Map<String, Long> unpacked(String packed, long mark) {
        Map<String, Long> sent = new HashMap<>();
        try {
            NameLineCodec.read(
                    CompressedText.unpacked(packed), CursorCodec::seconds, (id, time) -> sent.put(id, mark + time));
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new InvalidOffsetException(
                    sentKey,
                    "is damaged; remove the key to send again everything since " + Instant.ofEpochSecond(mark));
        }
        return sent;
    }

    private static OptionalLong seconds(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException notANumber) {
            return OptionalLong.empty();
        }
    }
}
