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
 * Lookups of subjects, such as contacts, and the responses that have arrived, in the order of arrival: a lookup without a response holds up no
 * other. The task's thread uses it; responses may arrive on any thread.
 */
public final class PendingLookups {
    /** A lookup that takes longer is late. Passes and flushes do not wait for a late lookup. */
    public static final Duration LATE_AFTER = Duration.ofSeconds(30);

    /** The time between the first lookup that does not find a subject and the second one. */
    public static final Duration RECHECK_DELAY = Duration.ofSeconds(5);

    private final Clock clock;
    private final Queue<LookupResult> arrived = new ConcurrentLinkedQueue<>();
    private final Map<Long, PendingLookup> onTime = new LinkedHashMap<>();
    private final Set<Long> late = new HashSet<>();
    private final Map<String, Long> latest = new HashMap<>();
    private long nextNumber;

    private record PendingLookup(String subject, Instant started) {}

    private record LookupResult(long number, String subject, CompletableFuture<Runnable> response) {}

    /** No lookups yet. */
    public PendingLookups(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds a lookup of a subject.
     *
     * @param response what to do once the response is polled
     */
    public void add(String subject, CompletableFuture<Runnable> response) {
        long number = nextNumber++;
        onTime.put(number, new PendingLookup(subject, clock.instant()));
        latest.put(subject, number);
        var unused = response.whenComplete((done, thrown) -> arrived.add(new LookupResult(number, subject, response)));
    }

    /**
     * Takes the next response that has arrived and returns what to do; null if there is none.
     *
     * @throws IntercomException if the lookup failed with it
     */
    public Runnable poll() {
        LookupResult next = arrived.poll();
        if (next == null) {
            return null;
        }
        if (onTime.remove(next.number()) == null) {
            late.remove(next.number());
        }
        latest.remove(next.subject(), next.number());
        return join(next.response());
    }

    private static Runnable join(CompletableFuture<Runnable> response) {
        try {
            return response.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IntercomException failure) {
                throw failure;
            }
            throw failed;
        }
    }

    /** Whether the last lookup of the subject is late: another one would be answered no sooner. */
    public boolean isLate(String subject) {
        return latest.containsKey(subject) && late.contains(latest.get(subject));
    }

    /** Whether no lookup is pending. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** The number of pending lookups. */
    public int size() {
        return onTime.size() + late.size();
    }

    /** The number of pending lookups that are not late. */
    public int onTime() {
        Instant limit = clock.instant().minus(LATE_AFTER);
        Iterator<Map.Entry<Long, PendingLookup>> oldest = onTime.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<Long, PendingLookup> next = oldest.next();
            if (next.getValue().started().isAfter(limit)) {
                break;
            }
            late.add(next.getKey());
            oldest.remove();
        }
        return onTime.size();
    }
}
