package io.kafkaconnect.intercom.feed.list;

import io.kafkaconnect.intercom.client.IntercomException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was asked about subjects, such as contacts, and is not answered, and the answers that came, in the order in which they came: one that does not come keeps
 * back no other. Used by the task's thread; answers may come on any.
 */
final class PendingLookups {
    /** What takes longer does not count among those that others wait for. */
    static final Duration LATE = Duration.ofSeconds(30);

    private final Clock clock;
    private final Queue<LookupResult> arrived = new ConcurrentLinkedQueue<>();
    private final Map<Long, PendingLookup> young = new LinkedHashMap<>();
    private final Set<Long> late = new HashSet<>();
    private final Map<String, Long> latest = new HashMap<>();
    private long asked;

    private record PendingLookup(String subject, Instant at) {}

    private record LookupResult(long number, String subject, CompletableFuture<Runnable> answer) {}

    PendingLookups(Clock clock) {
        this.clock = clock;
    }

    /** Asked about a subject; the answer says what is to be done. */
    void add(String subject, CompletableFuture<Runnable> answer) {
        long number = asked++;
        young.put(number, new PendingLookup(subject, clock.instant()));
        latest.put(subject, number);
        var unused = answer.whenComplete((done, thrown) -> arrived.add(new LookupResult(number, subject, answer)));
    }

    /**
     * What is to be done about the next answer that came; null where none waits.
     *
     * @throws IntercomException where Intercom's reply leaves no way on
     */
    Runnable poll() {
        LookupResult next = arrived.poll();
        if (next == null) {
            return null;
        }
        if (young.remove(next.number()) == null) {
            late.remove(next.number());
        }
        latest.remove(next.subject(), next.number());
        return joined(next.answer());
    }

    private static Runnable joined(CompletableFuture<Runnable> done) {
        try {
            return done.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException stuck) {
                throw stuck;
            }
            throw failed;
        }
    }

    /** Whether what was asked last about a subject is late: asked once more, it would come no sooner. */
    boolean isLate(String subject) {
        return latest.containsKey(subject) && late.contains(latest.get(subject));
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return young.size() + late.size();
    }

    /** How many are not late. */
    int young() {
        Instant before = clock.instant().minus(LATE);
        Iterator<Map.Entry<Long, PendingLookup>> eldest = young.entrySet().iterator();
        while (eldest.hasNext()) {
            Map.Entry<Long, PendingLookup> next = eldest.next();
            if (next.getValue().at().isAfter(before)) {
                break;
            }
            late.add(next.getKey());
            eldest.remove();
        }
        return young.size();
    }
}
