package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.simulation.Mutation.Group;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What all runs with wrong answers together showed. */
public final class MutationStatistics {
    private final Map<Group, Integer> mutated = new EnumMap<>(Group.class);
    private final Map<String, Integer> foreign = new TreeMap<>();
    private final Map<String, Integer> deaths = new TreeMap<>();
    private int runs;
    private long answers;
    private int wrongTombstones;
    private int lost;
    private int restartsUnderFail;
    private int restartsUnderSkip;

    void run() {
        runs++;
    }

    void answer() {
        answers++;
    }

    void mutated(Mutation mutation) {
        answers++;
        mutated.merge(mutation.group(), 1, Integer::sum);
    }

    void restart(boolean fail, String reason) {
        restartsUnderFail += fail ? 1 : 0;
        restartsUnderSkip += fail ? 0 : 1;
        deaths.merge(reason, 1, Integer::sum);
    }

    void foreign(String head) {
        foreign.merge(head, 1, Integer::sum);
    }

    void wrongTombstones(int count) {
        wrongTombstones += count;
    }

    void lost(int count) {
        lost += count;
    }

    /** How many answers were wrong. */
    public int mutated() {
        return sum(mutated.values());
    }

    /** The tombstones of rows that exist. */
    public int wrongTombstones() {
        return wrongTombstones;
    }

    /** The rows that did not come, or not as they are. */
    public int lost() {
        return lost;
    }

    /** How often a task was restarted. */
    public int restarts() {
        return restartsUnderFail + restartsUnderSkip;
    }

    /** Why tasks died, and how often. */
    public Map<String, Integer> deaths() {
        return deaths;
    }

    /** What was thrown that no task may throw, and how often. */
    public Map<String, Integer> foreign() {
        return foreign;
    }

    private static int sum(Collection<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return String.format(
                "%,d runs: %,d answers, %,d of them wrong %s; %,d wrong tombstones, %,d rows lost, %,d foreign exceptions;"
                        + " %,d restarts where malformed entities and missing permissions fail the task, %,d where they are skipped",
                runs,
                answers,
                mutated(),
                mutated,
                wrongTombstones,
                lost,
                sum(foreign.values()),
                restartsUnderFail,
                restartsUnderSkip);
    }
}
