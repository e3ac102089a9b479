package io.kafkaconnect.intercom.stream;

import java.util.Collections;
import java.util.Map;

/**
 * Remembers of which entities answers seem to lack something, and what. A count is a reason to ask again; what lacks the same in many answers,
 * with pauses between them, lacks nothing. Thread-safe.
 */
final class Shortages {
    private static final int MAX_REMEMBERED = 10_000;

    /** Three looks at an entity, of as many answers each. */
    private static final int ENOUGH_ALIKE = 3 * DetailCalls.ENOUGH_FLAWED;

    private final Map<String, Seen> seen = Collections.synchronizedMap(Recent.map(MAX_REMEMBERED));

    private record Seen(String lacking, int times) {}

    /** Whether that is not known well enough to be believed; counts the answer. */
    boolean isNews(String id, String lacking) {
        Seen before = seen.get(id);
        int times = before != null && before.lacking().equals(lacking) ? before.times() + 1 : 1;
        seen.put(id, new Seen(lacking, times));
        return times < ENOUGH_ALIKE;
    }
}
