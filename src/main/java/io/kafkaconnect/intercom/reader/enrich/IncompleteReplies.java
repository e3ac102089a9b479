package io.kafkaconnect.intercom.reader.enrich;

import io.kafkaconnect.intercom.reader.BoundedMaps;
import java.util.Collections;
import java.util.Map;

/**
 * Remembers of which entities answers seem to lack something, and what. A count is a reason to ask again; what lacks the same in many answers,
 * with pauses between them, lacks nothing. Thread-safe.
 */
final class IncompleteReplies {
    private static final int MAX_REMEMBERED = 10_000;

    private final int enoughAlike;
    private final Map<String, LackCount> seen = Collections.synchronizedMap(BoundedMaps.map(MAX_REMEMBERED));

    private record LackCount(String lacking, int times) {}

    /** What lacks the same in so many answers lacks nothing. */
    IncompleteReplies(int enoughAlike) {
        this.enoughAlike = enoughAlike;
    }

    /** Whether that is not known well enough to be believed; counts the answer. */
    boolean isNews(String id, String lacking) {
        LackCount before = seen.get(id);
        int times = before != null && before.lacking().equals(lacking) ? before.times() + 1 : 1;
        seen.put(id, new LackCount(lacking, times));
        return times < enoughAlike;
    }
}
