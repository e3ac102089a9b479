package io.kafkaconnect.intercom.reader.incremental;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.offset.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * An entity as a list shows it.
 *
 * @param time when it was updated, in epoch seconds; negative, a {@linkplain #fingerprint fingerprint} where it has no time that can be read
 * @param place up to which update time the list is read once this entity is, in epoch seconds; {@link #NOWHERE} where it says nothing of that
 * @param asOf when it was listed, by Intercom's clock
 */
public record ListedEntity(String id, long time, long place, ObjectNode json, Instant asOf) {
    /** Less than any place: {@code Instant.MIN} has no such second. */
    static final long NOWHERE = Long.MIN_VALUE;

    /** An entity that stands where its time says. */
    ListedEntity(String id, long time, ObjectNode json, Instant asOf) {
        this(id, time, Cursor.isTime(time) ? time : NOWHERE, json, asOf);
    }

    /** What an entity without a time is known by: the same as long as it does not change. Less than any time. */
    static long fingerprint(ObjectNode json) {
        return -1L - (json.hashCode() & 0x7fff_ffffL);
    }

    /** The same but for copies of which a newer one is among them. */
    static List<ListedEntity> newest(List<ListedEntity> some) {
        Map<String, Long> newest = new HashMap<>();
        some.forEach(one -> newest.merge(one.id, one.time, Math::max));
        return some.stream().filter(one -> one.time == newest.get(one.id)).toList();
    }

    /** An entity as of a time; all that have none are one. */
    record ListedVersion(String id, long time) {}

    ListedVersion version() {
        return new ListedVersion(id, isTimed() ? time : NOWHERE);
    }

    /** Whether it has an update time. */
    boolean isTimed() {
        return Cursor.isTime(time);
    }

    /** Whether it stands in the list where its time says. */
    boolean isInPlace() {
        return place != NOWHERE;
    }

    /** The same where it says nothing of those around it. */
    ListedEntity outOfPlace() {
        return new ListedEntity(id, time, NOWHERE, json, asOf);
    }

    /** The same with less of its content. */
    ListedEntity reduced(UnaryOperator<ObjectNode> kept) {
        return new ListedEntity(id, time, place, kept.apply(json), asOf);
    }

    /**
     * The entities of a page that is listed oldest first which stand behind newer ones: they were updated since they were as they are shown.
     * Of those that contradict each other the most that are in order are right.
     *
     * @param before how far the pages before it reached
     * @param settled from which second on the index may lag
     */
    static Set<ListedEntity> stale(List<ListedEntity> page, long before, long settled) {
        List<ListedEntity> ordered = page.stream()
                .filter(one -> one.isTimed() && one.time() < settled)
                .toList();
        long[] times = LongStream.concat(LongStream.of(before), ordered.stream().mapToLong(ListedEntity::time))
                .toArray();
        boolean[] right = longestInOrder(times);
        Set<ListedEntity> stale = new HashSet<>();
        long last = NOWHERE;
        for (int i = 0; i < times.length; i++) {
            if (right[i]) {
                last = times[i];
            } else if (i > 0 && times[i] < last) {
                stale.add(ordered.get(i - 1));
            }
        }
        return stale;
    }

    /** Which of them make the longest row in which none is less than the one before; of several such rows the one that begins first. */
    private static boolean[] longestInOrder(long[] times) {
        int[] length = new int[times.length];
        int[] next = new int[times.length];
        int first = 0;
        for (int i = times.length - 1; i >= 0; i--) {
            next[i] = times.length;
            for (int j = i + 1; j < times.length; j++) {
                if (times[j] >= times[i] && (next[i] == times.length || length[j] > length[next[i]])) {
                    next[i] = j;
                }
            }
            length[i] = 1 + (next[i] == times.length ? 0 : length[next[i]]);
            first = length[i] >= length[first] ? i : first;
        }
        boolean[] right = new boolean[times.length];
        for (int i = first; i < times.length; i = next[i]) {
            right[i] = true;
        }
        return right;
    }

    /**
     * The entities of a page that is listed oldest first, with their places. The index that orders the list lags, while its entities may be
     * shown as they are by now: those updated since the index has settled, and those that are newer than one behind them, stand at a place
     * that is not theirs. Stale ones come first: what is sent of those that stood before them must not move the mark past them.
     *
     * @param stale those of them that stand behind newer ones
     * @param settled from which second on the index may lag
     */
    static List<ListedEntity> inOrder(List<ListedEntity> page, Set<ListedEntity> stale, long settled) {
        List<ListedEntity> placed = new ArrayList<>(page.size());
        List<ListedEntity> behind = new ArrayList<>(stale.size());
        Set<ListedVersion> out = stale.stream().map(ListedEntity::version).collect(toSet());
        long least = settled - 1;
        for (int i = page.size() - 1; i >= 0; i--) {
            ListedEntity entity = page.get(i);
            boolean isStale = out.contains(entity.version());
            boolean inPlace = entity.isInPlace() && entity.time() <= least && entity.isTimed() && !isStale;
            least = inPlace ? entity.time() : least;
            (isStale ? behind : placed).add(inPlace ? entity : entity.outOfPlace());
        }
        placed.addAll(behind);
        Collections.reverse(placed);
        return placed;
    }
}
