package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Converts an {@link IncrementalOffset} to and from the flat map that Connect stores. A user can read and rewind it:
 *
 * <pre>{@code
 * {"version": 4, "updated_at": "2026-05-01T08:30:00Z", "sent": "...", "tables": "leads,leads_tags", "since": "2025-01-31T00:00:00Z",
 *  "columns": "documented", "topic_prefix": "intercom.", "key_format": "struct"}
 * }</pre>
 *
 * These entries are optional:
 *
 * <pre>
 * sent_since       if the sent entities are known from a time before the mark
 * parked           if entities are parked
 * left_out         the tables that are incomplete because a permission is missing
 * memory           the {@link MemoryState} of a stream whose sent rows are remembered
 * unstored         the versions of contacts that no shard stores yet, see {@link UnstoredVersionsCodec}
 * memory_since     the {@link MemoryReach} of a stream of contacts whose sent rows are remembered
 * backfill_tables, backfill_until, and the entries of a cursor with the prefix backfill_: while a backfill is under way
 * </pre>
 *
 * Only the time is required. The configuration then supplies the rest. Version 1 had only the time and {@code sent}. Version 2 had no
 * {@code left_out}, {@code columns}, {@code topic_prefix} and {@code key_format}. Version 3 had no {@code memory}.
 *
 * @param timeKey the key of the time, after Intercom's field: {@code updated_at} or {@code deleted_at}
 */
public record IncrementalOffsetCodec(String timeKey) {
    /** The present version of the map. */
    static final long VERSION = 4;

    private static final String TABLES_KEY = "tables";
    private static final String SINCE_KEY = "since";
    private static final String LEFT_OUT_KEY = "left_out";
    private static final String BACKFILL = "backfill_";
    private static final String BACKFILL_TABLES_KEY = BACKFILL + TABLES_KEY;
    private static final String BACKFILL_UNTIL_KEY = BACKFILL + "until";

    /** The map to store. */
    public Map<String, Object> encode(IncrementalOffset coverage) {
        Map<String, Object> offset = new LinkedHashMap<>();
        offset.put(CursorCodec.VERSION_KEY, VERSION);
        offset.putAll(cursor().encode(coverage.cursor()));
        if (!coverage.tables().isEmpty()) {
            offset.put(TABLES_KEY, text(coverage.tables()));
        }
        if (coverage.since().isAfter(Instant.EPOCH)) {
            offset.put(SINCE_KEY, coverage.since().toString());
        }
        coverage.form().addTo(offset);
        if (!coverage.leftOut().isEmpty()) {
            offset.put(LEFT_OUT_KEY, text(coverage.leftOut()));
        }
        coverage.backfill().ifPresent(backfill -> {
            offset.put(BACKFILL_TABLES_KEY, text(backfill.tables()));
            offset.putAll(backfillCursor().encode(backfill.cursor()));
            offset.put(BACKFILL_UNTIL_KEY, backfill.until().toString());
        });
        return offset;
    }

    /**
     * The stored offset.
     *
     * @throws InvalidOffsetException if a value is wrong; the message names the key and what it should hold
     */
    public IncrementalOffset decode(Map<String, ?> offset) {
        InvalidOffsetException.requireKnown(offset, keys());
        InvalidOffsetException.requireVersion(offset, VERSION);
        Instant since =
                offset.get(SINCE_KEY) == null ? Instant.EPOCH : CursorCodec.instant(SINCE_KEY, offset.get(SINCE_KEY));
        return new IncrementalOffset(
                cursor().decode(offset),
                names(offset, TABLES_KEY),
                since,
                backfill(offset),
                names(offset, LEFT_OUT_KEY),
                OutputFormat.storedIn(offset));
    }

    private List<String> keys() {
        return Stream.of(
                        List.of(CursorCodec.VERSION_KEY),
                        cursor().keys(),
                        List.of(
                                TABLES_KEY,
                                SINCE_KEY,
                                OutputFormat.COLUMNS_KEY,
                                OutputFormat.TOPIC_PREFIX_KEY,
                                OutputFormat.KEY_FORMAT_KEY),
                        List.of(
                                LEFT_OUT_KEY,
                                MemoryState.KEY,
                                UnstoredVersionsCodec.KEY,
                                MemoryReach.KEY,
                                BACKFILL_TABLES_KEY),
                        backfillCursor().keys(),
                        List.of(BACKFILL_UNTIL_KEY))
                .flatMap(List::stream)
                .toList();
    }

    private Optional<IncrementalOffset.Backfill> backfill(Map<String, ?> offset) {
        Set<String> tables = names(offset, BACKFILL_TABLES_KEY);
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Instant until = CursorCodec.instant(BACKFILL_UNTIL_KEY, offset.get(BACKFILL_UNTIL_KEY));
        return Optional.of(
                new IncrementalOffset.Backfill(tables, backfillCursor().decode(offset), until));
    }

    private CursorCodec cursor() {
        return new CursorCodec(timeKey);
    }

    private CursorCodec backfillCursor() {
        return cursor().under(BACKFILL);
    }

    private static String text(Set<String> names) {
        return String.join(",", new TreeSet<>(names));
    }

    private static Set<String> names(Map<String, ?> offset, String key) {
        Object value = offset.get(key);
        if (value == null) {
            return Set.of();
        }
        if (!(value instanceof String text) || text.isBlank()) {
            throw new InvalidOffsetException(key, "must be names of tables, with commas between them");
        }
        return new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s*,\\s*")));
    }
}
