package io.kafkaconnect.intercom.offset;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The part of an incremental stream that has been sent to Kafka: for these tables, every entity that was updated from {@code since} up to the
 * cursor. A backfill that is under way and the tables in {@code leftOut} are not complete.
 *
 * @param cursor how far the stream has been sent
 * @param tables the names of the tables whose rows were sent; empty if unknown, as in offsets that a user or version 1 wrote
 * @param since entities that were updated before this time were not sent
 * @param backfill the part of the past that is not sent yet
 * @param leftOut the tables whose rows are incomplete, because the token lacks a permission that they need
 * @param form the columns, topics and keys of the rows
 */
public record IncrementalOffset(
        Cursor cursor,
        Set<String> tables,
        Instant since,
        Optional<Backfill> backfill,
        Set<String> leftOut,
        OutputFormat form) {

    /**
     * The part of the past that a changed configuration needs.
     *
     * @param tables the tables whose rows the backfill sends
     * @param cursor how far the backfill has been sent
     * @param until the end of the backfill: the stream itself sends every entity that was updated at or after this time
     */
    public record Backfill(Set<String> tables, Cursor cursor, Instant until) {
        public Backfill {
            tables = Set.copyOf(tables);
        }

        /** The same backfill with a later cursor. */
        public Backfill withCursor(Cursor further) {
            return new Backfill(tables, further, until);
        }

        /** The same backfill without these tables; empty if no table is left. */
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

    /** An offset without left-out tables. The output format of its rows is unknown. */
    public IncrementalOffset(Cursor cursor, Set<String> tables, Instant since, Optional<Backfill> backfill) {
        this(cursor, tables, since, backfill, Set.of(), OutputFormat.UNKNOWN);
    }

    /** The offset of a stream that has sent nothing yet. */
    public static IncrementalOffset none(Set<String> tables, Instant since) {
        return new IncrementalOffset(Cursor.startingAt(since), tables, since, Optional.empty());
    }

    /** The same offset with a later cursor and this backfill. */
    public IncrementalOffset withCursor(Cursor further, Optional<Backfill> remaining) {
        return new IncrementalOffset(further, tables, since, remaining, leftOut, form);
    }

    /** The same offset with these tables left out. The backfill drops them, because their whole past will be read later. */
    public IncrementalOffset without(Set<String> incomplete) {
        return new IncrementalOffset(
                cursor, tables, since, backfill.flatMap(behind -> behind.without(incomplete)), incomplete, form);
    }

    /**
     * Ends a backfill that has read its whole list and waits only for parked entities. The stream itself retries those entities from now
     * on. It may have sent them without the rows of the backfill's tables, so it sends them again.
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
            // The stream reads a parked span again. It must know which entities in it the backfill has sent.
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
     * The offset from which the stream continues with a scope. The stream sends all selected tables from the cursor on. Tables that are
     * new, that have new columns or that were left out get a backfill. All tables get one if the scope begins earlier, or if rows now go to
     * other topics or have other keys.
     *
     * <p>Example: the stream has sent {@code leads} up to May, and the user adds {@code leads_tags}. The backfill then reads the leads up
     * to May for {@code leads_tags}.
     *
     * <p>A backfill for new tables also covers everything that the stream has sent beyond the cursor's mark. Left-out tables wait until the
     * present backfill is complete, because the backfill would restart with them.
     */
    public IncrementalOffset reconcile(ReadScope goal) {
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
            // The stream does not send again what it has sent beyond the mark.
            until = laterOf(
                    added.isEmpty() && missing.isEmpty() ? until : cursor.behindAllSent(),
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

    /** The cursor without sent entities and without parked spans. The backfill reads those spans. */
    private Cursor unsent() {
        Map<String, ParkedEntity> entities = new HashMap<>(cursor.parked());
        entities.keySet().removeIf(name -> ParkedSpan.named(name).isPresent());
        return new Cursor(cursor.mark(), Map.of(), entities);
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
