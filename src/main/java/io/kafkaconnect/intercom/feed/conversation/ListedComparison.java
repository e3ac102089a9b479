package io.kafkaconnect.intercom.feed.conversation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.feed.RowMapper;
import io.kafkaconnect.intercom.feed.change.RowChange;
import io.kafkaconnect.intercom.feed.change.RowComparison;
import io.kafkaconnect.intercom.feed.incremental.EntityMemory;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * Compares what a list shows of an entity with what was sent of it.
 *
 * @param listed for those selected tables whose rows the list shows as the entity itself does
 */
public record ListedComparison(EntityMemory memory, RowMapper listed) {
    /** The tables whose rows a list of conversations shows as the conversation itself does. */
    public static final Set<String> OF_CONVERSATIONS = Set.of(
            "conversations_tags",
            "conversations_customers",
            "conversations_teammates",
            "conversations_linked_objects",
            "conversations_content_sources");

    /** In place of a fingerprint. */
    static final long GONE = -1;

    /** The fingerprint of each row that differs, or {@link #GONE}, by its name. */
    Map<String, Long> changes(String id, ObjectNode entity) {
        SortedMap<String, Long> sent = memory.rows().rowsOf(id);
        RowComparison comparison = new RowComparison(id, sent, listed::tombstone);
        for (RowReader reader : listed.readers()) {
            if (reader.isToldBy(entity)) {
                RowMapper.Read read = listed.read(reader, entity);
                boolean isComplete = read.malformed().isEmpty() && reader.isWhole(entity);
                comparison.compare(
                        reader.table().name(),
                        read.rows().stream()
                                .map(row -> new RowChange(id, RowMapper.name(row), row, row.digest()))
                                .toList(),
                        isComplete);
            }
        }
        Map<String, Long> fingerprints = new HashMap<>();
        comparison
                .changes()
                .forEach(change -> fingerprints.put(change.name(), change.isGone() ? GONE : change.fingerprint()));
        // Without a transaction, a worker that died may have left an entity's own row unconfirmed: that is no
        // difference.
        fingerprints
                .entrySet()
                .removeIf(row -> isOwn(row.getKey(), id)
                        && Objects.equals(sent.get(row.getKey()), EntityMemory.unconfirmed(row.getValue())));
        return fingerprints;
    }

    private static boolean isOwn(String name, String id) {
        return name.equals("tickets/" + id);
    }

    /**
     * Whether the entity's own row is among these changes, or may be: the number of links in the row of a ticket changes with these. A
     * conversation's own row shows the first of its customers.
     */
    boolean differsItself(String id, ObjectNode entity, Map<String, Long> changes) {
        String contact = entity.at("/contacts/contacts/0/id").asText();
        return changes.keySet().stream().anyMatch(name -> isOwn(name, id) || name.startsWith("tickets_linked_objects/"))
                || changes.containsKey("conversations_customers/" + id + '/' + contact);
    }
}
