package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;

/**
 * The rows that the passes of a round did not show. Each one is looked up by its id, and a missing one is looked up again some time later: one
 * response deletes no row. A response that does not come holds up no other, and leaves its rows unknown.
 */
public final class UnseenRows {
    private static final int MAX_AT_ONCE = 16;

    private final SnapshotReader reader;
    private final Clock clock;
    private final PendingLookups lookups;
    private final Queue<PendingCheck> first = new ArrayDeque<>();
    private final Queue<PendingCheck> second = new ArrayDeque<>();
    private final Map<String, Existence> outcomes = new HashMap<>();
    private int round;

    /**
     * A lookup.
     *
     * @param rows the outcome of the first lookup for each row; {@link Existence#UNKNOWN} if this is the first one
     * @param due the earliest time of the lookup
     */
    private record PendingCheck(String subject, Map<String, Existence> rows, Instant due) {}

    /**
     * No rows yet.
     *
     * @param reader the reader of the list, which makes the lookups
     */
    public UnseenRows(SnapshotReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.lookups = new PendingLookups(clock);
    }

    /** Starts a round: the outcomes of earlier rounds do not count. */
    public void begin() {
        round++;
        first.clear();
        second.clear();
        outcomes.clear();
    }

    /**
     * Adds the rows that the last pass did not show. A row that has an outcome in this round is not looked up again.
     *
     * @param rows the owner by the row's name
     */
    public void add(Map<String, String> rows) {
        Map<String, Map<String, Existence>> bySubject = new LinkedHashMap<>();
        for (Map.Entry<String, String> unseen : rows.entrySet()) {
            String row = unseen.getKey();
            if (!outcomes.containsKey(row)) {
                reader.subject(unseen.getValue(), row)
                        .ifPresent(subject -> bySubject
                                .computeIfAbsent(subject, one -> new HashMap<>())
                                .put(row, Existence.UNKNOWN));
            }
        }
        bySubject.forEach((subject, some) -> {
            if (!lookups.isLate(subject)) {
                first.add(new PendingCheck(subject, some, Instant.MIN));
            }
        });
    }

    /**
     * Starts lookups and takes their responses.
     *
     * @return what it waits for; null if each row has an outcome or a late lookup
     */
    public ReadStep.Idle advance() {
        takeResponses();
        while (lookups.onTime() < MAX_AT_ONCE && !next().isEmpty()) {
            lookUp(next().remove());
            takeResponses();
        }
        int pending = lookups.onTime();
        if (first.isEmpty() && second.isEmpty() && pending == 0) {
            return null;
        }
        Instant late = clock.instant().plus(PendingLookups.LATE_AFTER);
        Instant due = second.isEmpty() || pending == MAX_AT_ONCE
                ? late
                : second.element().due();
        return new ReadStep.Idle(due.isBefore(late) ? due : late, pending > 0);
    }

    private void takeResponses() {
        for (Runnable came = lookups.poll(); came != null; came = lookups.poll()) {
            came.run();
        }
    }

    /** Second lookups go first when they are due. */
    private Queue<PendingCheck> next() {
        boolean isTime = !second.isEmpty() && !second.element().due().isAfter(clock.instant());
        return isTime ? second : first;
    }

    private void lookUp(PendingCheck check) {
        int startedIn = round;
        lookups.add(
                check.subject(),
                reader.look(check.subject(), check.rows().keySet()).thenApply(presence -> () -> {
                    if (startedIn == round) {
                        record(check, presence);
                    }
                }));
    }

    private void record(PendingCheck check, Function<String, Existence> presence) {
        Map<String, Existence> again = new HashMap<>();
        check.rows().forEach((row, before) -> {
            Existence now = presence.apply(row);
            if (now == Existence.THERE || now == Existence.UNKNOWN) {
                outcomes.put(row, now);
            } else if (before == Existence.UNKNOWN) {
                again.put(row, now);
            } else {
                outcomes.put(row, now == before ? now : Existence.UNKNOWN);
            }
        });
        if (!again.isEmpty()) {
            second.add(new PendingCheck(check.subject(), again, clock.instant().plus(PendingLookups.RECHECK_DELAY)));
        }
    }

    /** The rows among these with this outcome. A row without an outcome is unknown. */
    public Set<String> of(Existence presence, Collection<String> rows) {
        Set<String> such = new HashSet<>(rows);
        such.removeIf(row -> outcomes.getOrDefault(row, Existence.UNKNOWN) != presence);
        return such;
    }
}
