package io.kafkaconnect.intercom.reader.enrich;

import io.kafkaconnect.intercom.reader.BoundedMaps;
import java.util.Collections;
import java.util.Map;

/**
 * Remembers the entities whose responses seem to be incomplete. If many responses to requests at different times have the same shortage, the entity is
 * complete: its count is wrong. Thread-safe.
 */
final class IncompleteReplies {
    private static final int MAX_REMEMBERED = 10_000;

    private final int minAlike;
    private final Map<String, Shortage> latest = Collections.synchronizedMap(BoundedMaps.map(MAX_REMEMBERED));

    /** What the latest responses of an entity lack, and how many of them lack the same. */
    private record Shortage(String what, int times) {}

    /**
     * Remembers no entity yet.
     *
     * @param minAlike the number of successive responses with the same shortage that is believed
     */
    IncompleteReplies(int minAlike) {
        this.minAlike = minAlike;
    }

    /** Counts a response, and returns whether there are too few alike to believe it. */
    boolean isDoubtful(String id, String shortage) {
        Shortage before = latest.get(id);
        int times = before != null && before.what().equals(shortage) ? before.times() + 1 : 1;
        latest.put(id, new Shortage(shortage, times));
        return times < minAlike;
    }
}
