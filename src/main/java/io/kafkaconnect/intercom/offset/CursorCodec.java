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
 * Converts a {@link Cursor} to and from up to four entries of the flat map that Connect stores. The mark is a time that a user can read and
 * rewind. If a user stores the mark alone, the stream sends everything again that was updated since. The codec also reads epoch seconds.
 *
 * @param timeKey the key of the mark
 * @param sentKey the key of the sent entities, compressed
 * @param sentSinceKey the key of {@link Cursor#sentSince}
 * @param parkedKey the key of the parked entities
 */
public record CursorCodec(String timeKey, String sentKey, String sentSinceKey, String parkedKey) {
    /** The key of the version of the map. */
    static final String VERSION_KEY = "version";

    static final String SENT_KEY = "sent";

    /** The key of {@link Cursor#sentSince}, which is stored only if it is before the mark. */
    static final String SENT_SINCE_KEY = "sent_since";

    /** The key of the parked entities, as text that a user can read. */
    static final String PARKED_KEY = "parked";

    /** The maximum number of sent entities in an offset, so that it stays well under a megabyte. Others are sent again after a restart. */
    static final int MAX_SENT = 20_000;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** A codec whose keys have no prefix. */
    public CursorCodec(String timeKey) {
        this("", timeKey);
    }

    private CursorCodec(String prefix, String timeKey) {
        this(prefix + timeKey, prefix + SENT_KEY, prefix + SENT_SINCE_KEY, prefix + PARKED_KEY);
    }

    /** The codec of the same entries under keys with this prefix. */
    public CursorCodec under(String prefix) {
        return new CursorCodec(prefix, timeKey);
    }

    /** All keys that this codec stores. */
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
     * The stored cursor.
     *
     * @throws InvalidOffsetException if a value is wrong; the message names the key and what it should hold
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
     * Reads {@code SENT_SINCE/MARK}, such as {@code 2026-05-01T08:20:00Z/2026-05-01T08:30:00Z}. The result is the cursor's mark if a user
     * has changed the mark or removed the sent entities: then the connector does not know what was sent before the mark.
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
     * Writes {@code ID REASON FROM LOOKS DUE} for each entity, with commas between entities, such as {@code 471 REFUSED 1714552200 2
     * 1714556000}. The id of a span is its {@link ParkedSpan#name}.
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

    /** Whether the numbers are in range, and whether the start of the span is the one in its name. */
    private static boolean isPossible(ParkedEntity entity, Optional<ParkedSpan> span) {
        long latest = LATEST.getEpochSecond();
        return span.filter(one -> one.from() != entity.from()).isEmpty()
                && entity.looks() >= 0
                && entity.looks() < Integer.MAX_VALUE
                && entity.from() <= latest
                && entity.due() >= 0
                && entity.due() <= latest;
    }

    /** The time under that key, as a user or the connector wrote it. */
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
        // Milliseconds instead of seconds give a time thousands of years ahead. The stream would then send nothing and
        // log
        // no error.
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
