package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of an incremental stream has been sent to Kafka: of these tables, everything updated from {@code since} up to the cursor, but
 * for a backfill that is still under way, and for what was left out.
 *
 * @param cursor up to where
 * @param tables names of the tables whose rows were sent; empty where nobody knows, as in offsets written by hand or before version 2
 * @param since what was updated before that was left out
 * @param backfill what is still to be sent behind the cursor
 * @param leftOut those of the tables of which rows are missing, since something they need was not permitted
 * @param form what the rows looked like, and where they went
 */
public record IncrementalOffset(
        Cursor cursor,
        Set<String> tables,
        Instant since,
        Optional<Backfill> backfill,
        Set<String> leftOut,
        OutputFormat form) {

    /**
     * The part of the past that a changed configuration asks for.
     *
     * @param tables whose rows are to be sent
     * @param cursor up to where they have been
     * @param until everything updated at or after that is sent by the stream itself
     */
    public record Backfill(Set<String> tables, Cursor cursor, Instant until) {
        public Backfill {
            tables = Set.copyOf(tables);
        }

        /** The same, so much further. */
        public Backfill at(Cursor further) {
            return new Backfill(tables, further, until);
        }

        /** Without these tables; empty when nothing is left of it. */
        public Optional<Backfill> without(Set<String> others) {
            Set<String> rest = new LinkedHashSet<>(tables);
            rest.removeAll(others);
            return rest.isEmpty() ? Optional.empty() : Optional.of(new Backfill(rest, cursor, until));
        }
    }

    public IncrementalOffset {
        tables = Set.copyOf(tables);
        leftOut = Set.copyOf(leftOut);
    }

    /** Nothing was left out; what the rows looked like is not known. */
    public IncrementalOffset(Cursor cursor, Set<String> tables, Instant since, Optional<Backfill> backfill) {
        this(cursor, tables, since, backfill, Set.of(), OutputFormat.UNKNOWN);
    }

    /** Nothing sent yet. */
    public static IncrementalOffset none(Set<String> tables, Instant since) {
        return new IncrementalOffset(Cursor.startingAt(since), tables, since, Optional.empty());
    }

    /** The same, so much further. */
    public IncrementalOffset at(Cursor further, Optional<Backfill> remaining) {
        return new IncrementalOffset(further, tables, since, remaining, leftOut, form);
    }

    /** The same, but for these tables: of them all is missing, and so what is still to be sent is no matter. */
    public IncrementalOffset without(Set<String> incomplete) {
        return new IncrementalOffset(
                cursor, tables, since, backfill.flatMap(behind -> behind.without(incomplete)), incomplete, form);
    }

    /**
     * The same with a backfill that met everything and waits only for what is parked: the stream itself asks for that from now on. What it
     * sent of those entities may lack the backfill's tables, so it sends them once more.
     */
    public IncrementalOffset handedOver() {
        Map<String, ParkedEntity> parked = new HashMap<>(cursor.parked());
        Map<String, Long> sent = new HashMap<>(cursor.sent());
        backfill.ifPresent(behind -> {
            Map<String, ParkedEntity> waiting = behind.cursor().parked();
            waiting.forEach((id, waits) -> {
                parked.merge(id, waits, ParkedEntity::together);
                sent.remove(id);
            });
            // When a span is listed that waits, it must be known what of it was sent.
            List<ParkedSpan> spans = waiting.keySet().stream()
                    .flatMap(name -> ParkedSpan.named(name).stream())
                    .toList();
            behind.cursor().sent().forEach((id, time) -> {
                if (spans.stream().anyMatch(span -> span.holds(time))) {
                    sent.merge(id, time, Math::max);
                }
            });
        });
        return new IncrementalOffset(
                new Cursor(cursor.mark(), sent, parked, cursor.sentSince()),
                tables,
                since,
                Optional.empty(),
                leftOut,
                form);
    }

    /**
     * How to go on with that goal. The stream sends all tables from the cursor on; what of the past was not sent becomes a backfill: the
     * tables that are new, that have new columns or that were left out, or all of them where an earlier time is wanted or rows go to
     * other topics.
     *
     * <p>The backfill reaches behind everything that was sent beyond the cursor's mark. What was left out waits for a backfill that is under way, which would begin anew with it.
     */
    public IncrementalOffset under(ReadScope goal) {
        IncrementalOffset known = tables.isEmpty()
                ? new IncrementalOffset(cursor, goal.tables(), goal.since(), backfill, leftOut, form)
                : this;
        return known.with(goal);
    }

    private IncrementalOffset with(ReadScope goal) {
        if (form.isElsewhere(goal.form())) {
            return new IncrementalOffset(
                    unsent(),
                    goal.tables(),
                    goal.since(),
                    backfill(goal.tables(), goal.since(), cursor.mark()),
                    Set.of(),
                    goal.form());
        }
        Set<String> added = new LinkedHashSet<>(form.isGrowing(goal.form()) ? goal.growing() : Set.of());
        goal.tables().stream().filter(table -> !tables.contains(table)).forEach(added::add);
        Set<String> pending = common(backfill.map(Backfill::tables).orElse(Set.of()), goal.tables());
        Set<String> missing = common(leftOut, goal.tables());
        boolean earlier = goal.since().isBefore(since);

        if (added.isEmpty() && !earlier && (missing.isEmpty() || !pending.isEmpty())) {
            Optional<Backfill> rest = backfill.filter(behind -> !pending.isEmpty())
                    .map(behind -> new Backfill(pending, behind.cursor(), behind.until()));
            return new IncrementalOffset(cursor, goal.tables(), since, rest, missing, goal.form());
        }
        Set<String> behind = new LinkedHashSet<>(earlier ? goal.tables() : added);
        behind.addAll(pending);
        behind.addAll(missing);
        Instant until = cursor.mark();
        if (added.isEmpty() && pending.isEmpty() && missing.isEmpty()) {
            until = earlierOf(since, until);
        } else {
            until = laterOf(
                    added.isEmpty() && missing.isEmpty() ? until : behindAllSent(),
                    backfill.map(Backfill::until).orElse(until));
        }
        return new IncrementalOffset(
                cursor, goal.tables(), goal.since(), backfill(behind, goal.since(), until), Set.of(), goal.form());
    }

    private static Optional<Backfill> backfill(Set<String> tables, Instant from, Instant until) {
        return from.isBefore(until) && !tables.isEmpty()
                ? Optional.of(new Backfill(tables, Cursor.startingAt(from), until))
                : Optional.empty();
    }

    /** The cursor as if nothing had been sent; a span that waits is the backfill's, which reads all of it. */
    private Cursor unsent() {
        Map<String, ParkedEntity> entities = new HashMap<>(cursor.parked());
        entities.keySet().removeIf(name -> ParkedSpan.named(name).isPresent());
        return new Cursor(cursor.mark(), Map.of(), entities);
    }

    /** The stream sends nothing again that it has sent beyond its mark, whatever was missing of it. */
    private Instant behindAllSent() {
        return cursor.sent().values().stream()
                .map(time -> Instant.ofEpochSecond(time + 1))
                .reduce(cursor.mark(), IncrementalOffset::laterOf);
    }

    private static Instant laterOf(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlierOf(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Set<String> common(Set<String> some, Set<String> others) {
        Set<String> common = new LinkedHashSet<>(some);
        common.retainAll(others);
        return common;
    }
}
