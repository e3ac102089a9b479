package io.kafkaconnect.intercom;

import io.kafkaconnect.intercom.stream.Evidence;
import io.kafkaconnect.intercom.stream.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows that none of several readings in a row has met, and what each reading could say of them. No row is gone on the word of one
 * reading, unless Intercom's own count speaks for it; and where many would go at once, not even then.
 */
final class Unmet {
    /** So many readings may be tried in a row. */
    private static final int MOST_READINGS = 3;

    /** More than this part of all rows at once is a mass. */
    private static final int MASS = 10;

    private final int remembered;
    private Map<String, Agreement> rows = new HashMap<>();
    private boolean mass;
    private int readings;

    /** What a reading said of a row, and so did the ones right before it. */
    private record Agreement(Evidence evidence, int readings) {
        Agreement and(Evidence next) {
            return new Agreement(next, evidence.equals(next) ? readings + 1 : 1);
        }
    }

    /**
     * Before the first reading.
     *
     * @param remembered the number of rows that it may meet
     */
    Unmet(int remembered) {
        this.remembered = remembered;
    }

    /** Those of these rows that no earlier reading met either. */
    Set<String> stillUnmet(List<String> unmet) {
        Set<String> still = new HashSet<>(unmet);
        if (readings > 0) {
            still.retainAll(rows.keySet());
        }
        return still;
    }

    /** The rows that are gone, after one more reading that did not meet these. */
    List<String> gone(Set<String> unmet, Proof proof) {
        if (readings++ == 0) {
            mass = (long) unmet.size() * MASS > remembered;
        }
        List<String> gone = new ArrayList<>();
        Map<String, Agreement> doubted = new HashMap<>();
        for (String row : unmet) {
            Evidence evidence = proof.of(row);
            Agreement before = rows.get(row);
            Agreement now = before == null ? new Agreement(evidence, 1) : before.and(evidence);
            if (now.readings() >= Math.max(evidence.alike(), mass ? 2 : 1)) {
                gone.add(row);
            } else {
                doubted.put(row, now);
            }
        }
        rows = doubted;
        return gone;
    }

    /** The rows that may be gone or not. */
    Set<String> doubted() {
        return rows.keySet();
    }

    /** Whether so many rows were unmet that all of the list is to be read again. */
    boolean isMass() {
        return mass;
    }

    /** Whether another reading is to be tried. */
    boolean mayReadAgain() {
        return readings < MOST_READINGS;
    }

    /** Why a row may be there all the same. */
    String doubt() {
        return rows.values().stream()
                .map(agreement -> agreement.evidence().doubt())
                .filter(doubt -> !doubt.isEmpty())
                .findFirst()
                .orElse("the readings do not agree");
    }
}
