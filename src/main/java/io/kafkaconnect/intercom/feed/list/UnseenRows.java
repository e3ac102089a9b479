package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ReadStep;
import io.kafkaconnect.intercom.reader.list.SnapshotReader;
import java.time.Clock;
import java.time.Duration;
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
 * The rows that the readings of a round did not meet. Each is asked for by its id, and what is not there is asked for once more some time later: no
 * row is gone on one answer. An answer that does not come keeps back no other; its rows are neither there nor gone.
 */
final class UnseenRows {
    /** From the first look to the second. */
    static final Duration APART = Duration.ofSeconds(5);

    private static final int MAX_AT_ONCE = 16;

    private final SnapshotReader reader;
    private final Clock clock;
    private final PendingLookups underWay;
    private final Queue<PendingCheck> first = new ArrayDeque<>();
    private final Queue<PendingCheck> second = new ArrayDeque<>();
    private final Map<String, Existence> said = new HashMap<>();
    private int round;

    /**
     * One question.
     *
     * @param rows what the look before said of each; {@link Existence#UNKNOWN} where this is the first
     * @param due not before then
     */
    private record PendingCheck(String subject, Map<String, Existence> rows, Instant due) {}

    /**
     * None yet.
     *
     * @param reader of the list
     */
    UnseenRows(SnapshotReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.underWay = new PendingLookups(clock);
    }

    /** A round begins: what was said in earlier ones does not count. */
    void begin() {
        round++;
        first.clear();
        second.clear();
        said.clear();
    }

    /** Rows that the last reading did not meet; those of which something was said in this round are not asked for again. */
    void add(Collection<String> rows) {
        Map<String, Map<String, Existence>> bySubject = new LinkedHashMap<>();
        for (String row : rows) {
            if (!said.containsKey(row)) {
                reader.subject(row)
                        .ifPresent(subject -> bySubject
                                .computeIfAbsent(subject, one -> new HashMap<>())
                                .put(row, Existence.UNKNOWN));
            }
        }
        bySubject.forEach((subject, some) -> {
            if (!underWay.isLate(subject)) {
                first.add(new PendingCheck(subject, some, Instant.MIN));
            }
        });
    }

    /**
     * Asks and listens.
     *
     * @return null when all was said that will be
     */
    ReadStep.Idle goOn() {
        listen();
        while (underWay.young() < MAX_AT_ONCE && !next().isEmpty()) {
            ask(next().remove());
            listen();
        }
        int asking = underWay.young();
        if (first.isEmpty() && second.isEmpty() && asking == 0) {
            return null;
        }
        Instant late = clock.instant().plus(PendingLookups.LATE);
        Instant due = second.isEmpty() || asking == MAX_AT_ONCE
                ? late
                : second.element().due();
        return new ReadStep.Idle(due.isBefore(late) ? due : late, asking > 0);
    }

    private void listen() {
        for (Runnable came = underWay.poll(); came != null; came = underWay.poll()) {
            came.run();
        }
    }

    /** Second looks go first when their time has come. */
    private Queue<PendingCheck> next() {
        boolean isTime = !second.isEmpty() && !second.element().due().isAfter(clock.instant());
        return isTime ? second : first;
    }

    private void ask(PendingCheck look) {
        int asked = round;
        underWay.add(
                look.subject(),
                reader.look(look.subject(), look.rows().keySet()).thenApply(presence -> () -> {
                    if (asked == round) {
                        answered(look, presence);
                    }
                }));
    }

    private void answered(PendingCheck look, Function<String, Existence> presence) {
        Map<String, Existence> again = new HashMap<>();
        look.rows().forEach((row, before) -> {
            Existence now = presence.apply(row);
            if (now == Existence.THERE || now == Existence.UNKNOWN) {
                said.put(row, now);
            } else if (before == Existence.UNKNOWN) {
                again.put(row, now);
            } else {
                said.put(row, now == before ? now : Existence.UNKNOWN);
            }
        });
        if (!again.isEmpty()) {
            second.add(new PendingCheck(look.subject(), again, clock.instant().plus(APART)));
        }
    }

    /** Those of some rows of which that was said; what nothing was said of is unknown. */
    Set<String> of(Existence presence, Collection<String> rows) {
        Set<String> such = new HashSet<>(rows);
        such.removeIf(row -> said.getOrDefault(row, Existence.UNKNOWN) != presence);
        return such;
    }
}
