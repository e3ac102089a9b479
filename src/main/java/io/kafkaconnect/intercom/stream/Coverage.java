package io.kafkaconnect.intercom.stream;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What of an incremental stream has been sent to Kafka: of these tables, everything updated from {@code since} up to the cursor, but
 * for a backfill that is still under way.
 *
 * @param cursor up to where
 * @param tables names of the tables whose rows were sent; empty where nobody knows, as in offsets written by hand or before version 2
 * @param since what was updated before that was left out
 * @param backfill what is still to be sent behind the cursor
 */
public record Coverage(Cursor cursor, Set<String> tables, Instant since, Optional<Backfill> backfill) {

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
    }

    public Coverage {
        tables = Set.copyOf(tables);
    }

    /** Nothing sent yet. */
    public static Coverage none(Set<String> tables, Instant since) {
        return new Coverage(Cursor.startingAt(since), tables, since, Optional.empty());
    }

    /** The same, so much further. */
    public Coverage at(Cursor further, Optional<Backfill> remaining) {
        return new Coverage(further, tables, since, remaining);
    }

    /**
     * How to go on when these tables are wanted, from that time on. The stream sends all of them from the cursor on; what of the past
     * was not sent becomes a backfill: the tables that are new, or all of them where an earlier time is wanted.
     *
     * <p>With new tables the entities sent beyond the cursor's mark are forgotten, and so sent again: only their other rows were.
     */
    public Coverage under(Set<String> wanted, Instant from) {
        if (tables.isEmpty()) {
            return new Coverage(cursor, wanted, from, Optional.empty());
        }
        Set<String> added = new LinkedHashSet<>(wanted);
        added.removeAll(tables);
        boolean earlier = from.isBefore(since);
        Set<String> pending = new LinkedHashSet<>();
        backfill.ifPresent(behind -> pending.addAll(behind.tables()));
        pending.retainAll(wanted);

        if (added.isEmpty() && !earlier) {
            Optional<Backfill> rest = backfill.filter(behind -> !pending.isEmpty())
                    .map(behind -> new Backfill(pending, behind.cursor(), behind.until()));
            return new Coverage(cursor, wanted, since, rest);
        }
        Set<String> behind = new LinkedHashSet<>(earlier ? wanted : added);
        behind.addAll(pending);
        boolean onlyEarlier = added.isEmpty() && pending.isEmpty();
        Instant until = onlyEarlier && since.isBefore(cursor.mark()) ? since : cursor.mark();
        Optional<Backfill> begun = from.isBefore(until)
                ? Optional.of(new Backfill(behind, Cursor.startingAt(from), until))
                : Optional.empty();
        return new Coverage(added.isEmpty() ? cursor : Cursor.startingAt(cursor.mark()), wanted, from, begun);
    }
}
