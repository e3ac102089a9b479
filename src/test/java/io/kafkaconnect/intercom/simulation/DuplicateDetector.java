package io.kafkaconnect.intercom.simulation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Finds what comes again though it did not change.
 *
 * <p>The rows below an entity (tags of a user, parts of a conversation) come with every version of it, changed or not: a part does not
 * say whether it is new. Of these it is found when there are more in a batch than versions of an entity, such as without any; only
 * where the entity's own table is wanted all the time.
 */
final class DuplicateDetector {
    /** The tables of which each update moves the time of update: no two rows of one key may have the same. They have rows below. */
    private static final Set<String> DATED = Set.of("users", "leads", "conversations");

    /** The tables whose rows come by themselves, and only when they have changed. */
    private static final Set<String> ON_THEIR_OWN = SimulatedTopics.union(DATED, SimulatedTopics.READ_WHOLE);

    private final Map<String, Map<String, Struct>> lastByStream = new HashMap<>();
    private final Set<String> partial = new HashSet<>();
    private final Map<String, Integer> completed = new HashMap<>();
    private int mostCompleted;

    /** From now on only these tables are wanted. */
    void want(Set<String> tables) {
        DATED.stream().filter(table -> !tables.contains(table)).forEach(partial::add);
    }

    /** The rows of that table never come. */
    void isDropped(String table) {
        partial.add(table);
    }

    /** The rows of that stream may come once more. */
    void again(String stream) {
        lastByStream.remove(stream);
        partial.add(stream);
    }

    /** An entity may come without something that is refused for a while, and once more when that is there. */
    void mayBeIncomplete() {
        mostCompleted++;
    }

    /** What comes again in the next batch. */
    Set<String> in(List<SourceRecord> batch) {
        Set<String> found = new TreeSet<>();
        Map<String, Map<String, Integer>> entities = new HashMap<>();
        Map<String, Map<String, Integer>> below = new HashMap<>();
        for (SourceRecord record : batch) {
            String name = SimulatedTopics.table(record) + SimulatedTopics.key(record);
            String stream = stream(record);
            boolean onItsOwn = ON_THEIR_OWN.contains(SimulatedTopics.table(record));
            if (onItsOwn && isRepeated(stream, name, record)) {
                found.add(name);
            }
            (onItsOwn ? entities : below)
                    .computeIfAbsent(stream, first -> new HashMap<>())
                    .merge(name, 1, Integer::sum);
        }
        below.keySet().removeAll(partial);
        below.forEach((stream, names) -> {
            int versions = entities.getOrDefault(stream, Map.of()).values().stream()
                    .mapToInt(Integer::intValue)
                    .max()
                    .orElse(0);
            names.forEach((name, times) -> {
                if (times > versions) {
                    found.add(name);
                }
            });
        });
        return found;
    }

    private boolean isRepeated(String stream, String name, SourceRecord record) {
        Map<String, Struct> last = lastByStream.computeIfAbsent(stream, first -> new HashMap<>());
        Struct row = (Struct) record.value();
        boolean known = last.containsKey(name);
        Struct before = last.put(name, row);
        if (row != null
                && row.equals(before)
                && DATED.contains(SimulatedTopics.table(record))
                && completed.merge(name, 1, Integer::sum) <= mostCompleted) {
            return false;
        }
        return known
                && (Objects.equals(before, row)
                        || (before != null
                                && row != null
                                && DATED.contains(SimulatedTopics.table(record))
                                && !SimulatedTopics.updated(row).isAfter(SimulatedTopics.updated(before))));
    }

    private static String stream(SourceRecord record) {
        return (String) record.sourcePartition().get("stream");
    }
}
