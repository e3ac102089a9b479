package io.kafkaconnect.intercom.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Finds what comes again though it did not change.
 *
 * <p>The rows below an entity (tags of a user, parts of a conversation) come with every version of it, changed or not: a part does not
 * say whether it is new. Of these it is found when there are more in a batch than
 * versions of an entity, such as without any.
 */
final class Repetition {
    /** The tables whose rows come by themselves, and only when they have changed. */
    private static final Set<String> ON_THEIR_OWN = Set.of(
            "users",
            "leads",
            "conversations",
            "companies",
            "admins",
            "tags",
            "segments",
            "users_segments",
            "leads_segments");

    /** The tables of which each update moves the time of update: no two rows of one key may have the same. */
    private static final Set<String> DATED = Set.of("users", "leads", "conversations");

    private final Map<String, Struct> last = new HashMap<>();

    /** Looks at the next batch. */
    void look(List<SourceRecord> batch) {
        Map<Object, Map<String, Integer>> entities = new HashMap<>();
        Map<Object, Map<String, Integer>> below = new HashMap<>();
        for (SourceRecord record : batch) {
            String name = Topics.table(record) + Topics.key(record);
            boolean onItsOwn = ON_THEIR_OWN.contains(Topics.table(record));
            (onItsOwn ? entities : below)
                    .computeIfAbsent(record.sourcePartition(), first -> new HashMap<>())
                    .merge(name, 1, Integer::sum);
            if (onItsOwn) {
                compare(name, record);
            }
        }
        below.forEach((partition, names) -> {
            Map<String, Integer> versions = entities.getOrDefault(partition, Map.of());
            int most =
                    versions.values().stream().mapToInt(Integer::intValue).max().orElse(0);
            names.forEach((name, times) -> {
                if (times > most) {
                    throw new AssertionError(name + " comes " + times + " times with its entity's " + versions);
                }
            });
        });
    }

    private void compare(String name, SourceRecord record) {
        Struct row = (Struct) record.value();
        if (last.containsKey(name)) {
            Struct before = last.get(name);
            if (Objects.equals(before, row)
                    || (before != null
                            && row != null
                            && DATED.contains(Topics.table(record))
                            && !Topics.updated(row).isAfter(Topics.updated(before)))) {
                throw new AssertionError("Comes again: " + name + " as " + row + " after " + before);
            }
        }
        last.put(name, row);
    }
}
