package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.reader.Presence;
import io.kafkaconnect.intercom.reader.Step;
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
final class Unmet {
    /** From the first look to the second. */
    static final Duration APART = Duration.ofSeconds(5);

    private static final int MOST_AT_ONCE = 16;

    private final SnapshotReader reader;
    private final Clock clock;
    private final UnderWay underWay;
    private final Queue<Look> first = new ArrayDeque<>();
    private final Queue<Look> second = new ArrayDeque<>();
    private final Map<String, Presence> said = new HashMap<>();
    private int round;

    /**
     * One question.
     *
     * @param rows what the look before said of each; {@link Presence#UNKNOWN} where this is the first
     * @param due not before then
     */
    private record Look(String subject, Map<String, Presence> rows, Instant due) {}

    /**
     * None yet.
     *
     * @param reader of the list
     */
    Unmet(SnapshotReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
        this.underWay = new UnderWay(clock);
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
        Map<String, Map<String, Presence>> bySubject = new LinkedHashMap<>();
        for (String row : rows) {
            if (!said.containsKey(row)) {
                reader.subject(row)
                        .ifPresent(subject -> bySubject
                                .computeIfAbsent(subject, one -> new HashMap<>())
                                .put(row, Presence.UNKNOWN));
            }
        }
        bySubject.forEach((subject, some) -> {
            if (!underWay.isLate(subject)) {
                first.add(new Look(subject, some, Instant.MIN));
            }
        });
    }

    /**
     * Asks and listens.
     *
     * @return null when all was said that will be
     */
    Step.Waiting goOn() {
        listen();
        while (underWay.young() < MOST_AT_ONCE && !next().isEmpty()) {
            ask(next().remove());
            listen();
        }
        int asking = underWay.young();
        if (first.isEmpty() && second.isEmpty() && asking == 0) {
            return null;
        }
        Instant late = clock.instant().plus(UnderWay.LATE);
        Instant due = second.isEmpty() || asking == MOST_AT_ONCE
                ? late
                : second.element().due();
        return new Step.Waiting(due.isBefore(late) ? due : late, asking > 0);
    }

    private void listen() {
        for (Runnable came = underWay.poll(); came != null; came = underWay.poll()) {
            came.run();
        }
    }

    /** Second looks go first when their time has come. */
    private Queue<Look> next() {
        boolean isTime = !second.isEmpty() && !second.element().due().isAfter(clock.instant());
        return isTime ? second : first;
    }

    private void ask(Look look) {
        int asked = round;
        underWay.add(
                look.subject(),
                reader.look(look.subject(), look.rows().keySet()).thenApply(presence -> () -> {
                    if (asked == round) {
                        answered(look, presence);
                    }
                }));
    }

    private void answered(Look look, Function<String, Presence> presence) {
        Map<String, Presence> again = new HashMap<>();
        look.rows().forEach((row, before) -> {
            Presence now = presence.apply(row);
            if (now == Presence.THERE || now == Presence.UNKNOWN) {
                said.put(row, now);
            } else if (before == Presence.UNKNOWN) {
                again.put(row, now);
            } else {
                said.put(row, now == before ? now : Presence.UNKNOWN);
            }
        });
        if (!again.isEmpty()) {
            second.add(new Look(look.subject(), again, clock.instant().plus(APART)));
        }
    }

    /** Those of some rows of which that was said; what nothing was said of is unknown. */
    Set<String> of(Presence presence, Collection<String> rows) {
        Set<String> such = new HashSet<>(rows);
        such.removeIf(row -> said.getOrDefault(row, Presence.UNKNOWN) != presence);
        return such;
    }
}
