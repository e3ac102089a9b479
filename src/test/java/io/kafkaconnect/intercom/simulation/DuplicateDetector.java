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

/** Finds what comes again though it did not change. */
final class DuplicateDetector {
    /** The tables of which each update moves the time of update: no two rows of one key may have the same. They have rows below. */
    private static final Set<String> DATED = Set.of("users", "leads", "conversations");

    /** The tables of contacts that are read by update time. Their rows may carry the offset of a shard of the relations. */
    private static final Set<String> OF_CONTACTS = Set.of("users", "leads", "notes", "events_summary");

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
        for (SourceRecord record : batch) {
            String name = SimulatedTopics.table(record) + SimulatedTopics.key(record);
            if (isRepeated(stream(record), name, record)) {
                found.add(name);
            }
        }
        return found;
    }

    private boolean isRepeated(String stream, String name, SourceRecord record) {
        Map<String, Struct> last = lastByStream.computeIfAbsent(stream, first -> new HashMap<>());
        Struct row = (Struct) record.value();
        if (SimulatedTopics.REMEMBERED.contains(SimulatedTopics.table(record)) && partial.contains(stream)) {
            return false;
        }
        boolean known = last.containsKey(name);
        Struct before = last.put(name, row);
        if (row != null
                && row.equals(before)
                && DATED.contains(SimulatedTopics.table(record))
                && completed.merge(name, 1, Integer::sum) <= mostCompleted) {
            return false;
        }
        return known
                && (isSame(before, row)
                        || (before != null
                                && row != null
                                && DATED.contains(SimulatedTopics.table(record))
                                && !SimulatedTopics.updated(row).isAfter(SimulatedTopics.updated(before))
                                && !mayChangeSilently(record, before, row)));
    }

    /** The role of a conversation's contact is a column of the conversation. */
    private static boolean mayChangeSilently(SourceRecord record, Struct before, Struct row) {
        return SimulatedTopics.table(record).equals("conversations")
                && SimulatedTopics.updated(row).equals(SimulatedTopics.updated(before));
    }

    private static boolean isSame(Struct before, Struct row) {
        if (before == null || row == null) {
            return Objects.equals(before, row);
        }
        return row.schema().fields().stream()
                .allMatch(field -> Objects.equals(unsigned(before.get(field)), unsigned(row.get(field))));
    }

    /** Each response signs the addresses of files again. */
    private static Object unsigned(Object value) {
        return value instanceof String text ? text.replaceAll("\\?expires=.*", "") : value;
    }

    private static String stream(SourceRecord record) {
        String stream = (String) record.sourcePartition().get("stream");
        return OF_CONTACTS.contains(SimulatedTopics.table(record)) ? stream.replace("_relations", "") : stream;
    }
}
