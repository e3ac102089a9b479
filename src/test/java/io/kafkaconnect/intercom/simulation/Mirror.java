package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * What a sink holds, beside what the workspace does, while answers are wrong.
 *
 * <p>A tombstone is wrong for a row that the workspace has, and has had for a while; and for a row that neither it nor the topic ever had,
 * unless a wrong answer made it up or Intercom says that the conversation was deleted.
 *
 * <p>At the end each row of the workspace must be there.
 *
 * <ul>
 *   <li>Tables that are read whole again and again equal the workspace: every wrong answer is followed by a right one.
 *   <li>Contacts and conversations are read when they change. What a wrong answer said of one, in a way that looks right, is believed
 *       until then: of that entity only the row's presence counts, of what hangs on it nothing does. An entity that such an answer
 *       gave another id need not be there.
 *   <li>The role of a conversation's customer is what a search said, and may be missing.
 *   <li>Rows that a wrong answer made up may stay.
 * </ul>
 */
final class Mirror {
    /** How long a task may hold what it read. */
    private static final Duration WHILE = Duration.ofMinutes(15);

    private static final Set<String> DATED = Set.of("users", "leads", "conversations");

    private final Workspace workspace;
    private final Clock clock;
    private final Mutations mutations;
    private final Map<String, Map<List<Object>, Struct>> rows = new HashMap<>();
    private final Set<String> sent = new HashSet<>();
    private final Map<String, Instant> existing = new HashMap<>();
    private final Set<String> everExisted = new HashSet<>();
    private final List<String> wrongTombstones = new ArrayList<>();
    private List<String> latest = List.of();

    Mirror(Workspace workspace, Clock clock, Mutations mutations) {
        this.workspace = workspace;
        this.clock = clock;
        this.mutations = mutations;
        changed(Instant.MIN);
    }

    /** The workspace has changed now. */
    void changed() {
        changed(clock.instant());
    }

    private void changed(Instant now) {
        Set<String> names = new HashSet<>();
        Truth.of(workspace).forEach((table, keys) -> keys.keySet().forEach(key -> names.add(table + key)));
        existing.keySet().retainAll(names);
        names.forEach(name -> existing.putIfAbsent(name, now));
        everExisted.addAll(names);
    }

    void add(SourceRecord record) {
        String table = SimulatedTopics.table(record);
        List<Object> key = SimulatedTopics.key(record);
        Map<List<Object>, Struct> tableRows = rows.computeIfAbsent(table, first -> new HashMap<>());
        if (record.value() == null) {
            if (isWrong(table, key)) {
                latest = wrongTombstones.isEmpty() ? mutations.latest() : latest;
                wrongTombstones.add(clock.instant() + " " + table + key);
            }
            tableRows.remove(key);
        } else {
            sent.add(table + key);
            tableRows.put(key, (Struct) record.value());
        }
    }

    private boolean isWrong(String table, List<Object> key) {
        String name = table + key;
        Instant since = existing.get(name);
        if (since != null) {
            return since.isBefore(clock.instant().minus(WHILE));
        }
        return !everExisted.contains(name)
                && !sent.contains(name)
                && key.stream().noneMatch(mutations::isFake)
                && workspace.deletedConversations().stream()
                        .noneMatch(deleted -> deleted.id().equals(key.get(0)));
    }

    /** The tombstones that were wrong, each with its time. */
    List<String> wrongTombstones() {
        return wrongTombstones;
    }

    /** The latest wrong answers before the first wrong tombstone; none where there is none. */
    List<String> latest() {
        return latest;
    }

    /** What is missing or other than it should be. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        Map<String, String> owners = owners();
        Truth.of(workspace).forEach((table, expected) -> {
            Map<List<Object>, Struct> actual = rows.getOrDefault(table, Map.of());
            expected.forEach((key, row) -> {
                String owner = owners.getOrDefault(table + key.get(0), String.valueOf(key.get(0)));
                String difference = difference(table, owner, actual.get(key), row);
                if (difference != null) {
                    differences.add(table + key + " " + difference);
                }
            });
            if (SimulatedTopics.READ_WHOLE.contains(table)) {
                stale(table, expected, actual).forEach(key -> differences.add(table + key + " is there still"));
            }
        });
        return differences;
    }

    private String difference(String table, String owner, Struct actual, Map<String, Object> expected) {
        if (!SimulatedTopics.READ_WHOLE.contains(table)) {
            if (mutations.isHidden(owner) || (mutations.isTainted(owner) && !DATED.contains(table))) {
                return null;
            }
            if (mutations.isTainted(owner) && actual != null) {
                return null;
            }
        }
        if (actual == null) {
            return "is missing";
        }
        for (Map.Entry<String, Object> column : expected.entrySet()) {
            if (isRole(table, column.getKey())) {
                continue;
            }
            Object value = actual.get(column.getKey());
            if (column.getKey().equals("url") && value instanceof String url) {
                value = url.replaceAll("\\?.*", "");
            }
            if (!Objects.equals(value, column.getValue())) {
                return "has another " + column.getKey();
            }
        }
        return null;
    }

    private static boolean isRole(String table, String column) {
        return column.equals("user_type") || (table.equals("conversations_customers") && column.equals("type"));
    }

    private List<List<Object>> stale(
            String table, SortedMap<List<Object>, Map<String, Object>> expected, Map<List<Object>, Struct> actual) {
        return actual.keySet().stream()
                .filter(key -> everExisted.contains(table + key) && !expected.containsKey(key))
                .toList();
    }

    /** Of rows whose key does not name their owner. */
    private Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        for (Conversation conversation : workspace.conversations().current().all()) {
            conversation.visibleParts().forEach(part -> {
                owners.put("conversation_parts" + part.id(), conversation.id());
                owners.put("conversation_parts_attachments" + part.id(), conversation.id());
            });
        }
        for (Contact contact : workspace.contacts().current().all()) {
            contact.links().notes().forEach(note -> owners.put("notes" + note.id(), contact.id()));
        }
        return owners;
    }
}
