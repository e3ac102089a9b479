package io.kafkaconnect.intercom.reader.page;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.offset.Cursor;
import io.kafkaconnect.intercom.value.IntercomTime;
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
 * @param time the update time in epoch seconds. If the entity has no readable time, a negative {@linkplain #updateTime fingerprint}
 * @param sortTime the update time up to which the list has been read once this entity has been read, in epoch seconds. {@link #UNKNOWN} if the
 *     order of the list is unreliable here, because the search index lags
 * @param asOf when Intercom listed the entity, by Intercom's clock
 * @param isReduced whether the JSON holds only a part of the content
 */
public record ListedEntity(String id, long time, long sortTime, ObjectNode json, Instant asOf, boolean isReduced) {
    /** No time. It is less than every time and every fingerprint: {@code Instant.MIN} has no such second. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    /** An entity whose position in the list agrees with its time. */
    public ListedEntity(String id, long time, ObjectNode json, Instant asOf) {
        this(id, time, Cursor.isTime(time) ? time : UNKNOWN, json, asOf, false);
    }

    /**
     * The update time of an entity, in epoch seconds. If the time is unreadable or far in the future, the result is a fingerprint: a negative number
     * that stays the same as long as the entity does not change.
     *
     * @param now the time of the worker's clock
     */
    public static long updateTime(ObjectNode json, String timeField, Instant now) {
        long time = IntercomTime.pastSeconds(json.path(timeField), now);
        return time == IntercomTime.NO_TIME ? -1L - (json.hashCode() & 0x7fff_ffffL) : time;
    }

    /** Removes each entity of which the list also holds a newer version. */
    public static List<ListedEntity> newestVersions(List<ListedEntity> some) {
        Map<String, Long> newest = new HashMap<>();
        some.forEach(one -> newest.merge(one.id, one.time, Math::max));
        return some.stream().filter(one -> one.time == newest.get(one.id)).toList();
    }

    /** A version of an entity: its id and update time. All versions without a time are equal. */
    record ListedVersion(String id, long time) {}

    ListedVersion version() {
        return new ListedVersion(id, isTimed() ? time : UNKNOWN);
    }

    /** Whether the entity has an update time. */
    public boolean isTimed() {
        return Cursor.isTime(time);
    }

    /** Whether the position of the entity in the list agrees with its time. */
    public boolean hasReliableOrder() {
        return sortTime != UNKNOWN;
    }

    /** This entity with an unreliable order. */
    public ListedEntity withoutOrder() {
        return new ListedEntity(id, time, UNKNOWN, json, asOf, isReduced);
    }

    /**
     * This entity with only a part of its content.
     *
     * @param reduction returns the part, and leaves its argument as it is
     */
    public ListedEntity reduced(UnaryOperator<ObjectNode> reduction) {
        return new ListedEntity(id, time, sortTime, reduction.apply(json), asOf, true);
    }

    /**
     * The stale entities of a page that lists the oldest first. A stale entity stands behind newer ones: the list already sorts it by a later update
     * and still shows the earlier version. If positions contradict each other, the longest ordered sequence is right. Example: of the times
     * 10, 40, 45, 20, 50, the longest ordered sequence is 10, 40, 45, 50, and the entity at 20 is stale.
     *
     * @param before the update time that the pages before have reached
     * @param settled the second from which the index may lag
     */
    public static Set<ListedEntity> stale(List<ListedEntity> page, long before, long settled) {
        List<ListedEntity> ordered = page.stream()
                .filter(one -> one.isTimed() && one.time() < settled)
                .toList();
        long[] times = LongStream.concat(LongStream.of(before), ordered.stream().mapToLong(ListedEntity::time))
                .toArray();
        boolean[] right = longestInOrder(times);
        Set<ListedEntity> stale = new HashSet<>();
        long last = UNKNOWN;
        for (int i = 0; i < times.length; i++) {
            if (right[i]) {
                last = times[i];
            } else if (i > 0 && times[i] < last) {
                stale.add(ordered.get(i - 1));
            }
        }
        return stale;
    }

    /** Marks the longest sequence without a descent. Of several such sequences, it marks the one that starts first. */
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
     * The entities of a page that lists the oldest first, each with its sort time. The index that orders the list lags, while Intercom may show the
     * present version of an entity. The order of an entity is therefore unreliable if it was updated in the second {@code settled} or later, or if
     * an older entity stands behind it. Stale entities come first, so that the entities before them do not move the mark past them.
     *
     * @param stale the entities of the page that stand behind newer ones
     * @param settled the second from which the index may lag
     */
    public static List<ListedEntity> inOrder(List<ListedEntity> page, Set<ListedEntity> stale, long settled) {
        List<ListedEntity> ordered = new ArrayList<>(page.size());
        List<ListedEntity> staleLast = new ArrayList<>(stale.size());
        Set<ListedVersion> staleVersions =
                stale.stream().map(ListedEntity::version).collect(toSet());
        long least = settled - 1;
        for (int i = page.size() - 1; i >= 0; i--) {
            ListedEntity entity = page.get(i);
            boolean isStale = staleVersions.contains(entity.version());
            boolean isReliable = entity.hasReliableOrder() && entity.time() <= least && entity.isTimed() && !isStale;
            least = isReliable ? entity.time() : least;
            (isStale ? staleLast : ordered).add(isReliable ? entity : entity.withoutOrder());
        }
        ordered.addAll(staleLast);
        Collections.reverse(ordered);
        return ordered;
    }
}
