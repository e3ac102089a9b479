package io.kafkaconnect.intercom.feed.incremental;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.table.RowReader;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rows that a conversation can show. Intercom returns only its 500 newest parts. A part that is older than all of these may still
 * exist. A part that is newer than the oldest of these and missing is gone. A part without a list, such as that of its tags, says nothing of the
 * rows of that list: an absent list is not an empty one.
 *
 * <p>Example: if the oldest of 500 parts has the id 4711, part 4700 may exist, and part 4720 is gone if it is not among them.
 */
final class VisibleParts {
    private static final int MAX_PARTS = 500;

    /** The fields of entities that hold parts. The list of parts has the name of the field that holds it. */
    private static final Set<String> HOLDERS = Set.of("conversation_parts", "ticket_parts");

    /** The tables whose rows are parts or stand in a list of a part, by name. */
    private static final Map<String, PartTable> TABLES = Tables.ALL.stream()
            .filter(table -> HOLDERS.contains(table.listField()))
            .collect(toUnmodifiableMap(Table::name, PartTable::of));

    /**
     * The place of the rows of a table.
     *
     * @param holder the field of the entity that holds the parts
     * @param list the field of a part that holds the rows; empty if the part is the row
     */
    private record PartTable(String holder, String list) {
        static PartTable of(Table table) {
            String list = table.lists().size() == 1
                    ? ""
                    : table.lists().get(1).paths().get(0).steps().get(0);
            return new PartTable(table.listField(), list);
        }

        JsonNode parts(ObjectNode entity) {
            return entity.path(holder).path(holder);
        }
    }

    /**
     * What an entity shows of its parts.
     *
     * @param byId the parts by their ids
     * @param oldest the lowest of the ids; empty if no id is a number
     * @param areAll whether there are no others
     */
    private record ShownParts(Map<String, JsonNode> byId, OptionalLong oldest, boolean areAll) {
        static ShownParts of(JsonNode parts) {
            Map<String, JsonNode> byId = new HashMap<>();
            parts.forEach(part -> byId.put(part.path("id").asText(), part));
            OptionalLong oldest = byId.keySet().stream()
                    .map(VisibleParts::number)
                    .flatMapToLong(OptionalLong::stream)
                    .min();
            return new ShownParts(byId, oldest, parts.size() < MAX_PARTS);
        }

        boolean shows(String id, String list) {
            JsonNode part = byId.get(id);
            if (part != null) {
                return list.isEmpty() || part.has(list);
            }
            return areAll || isFrom(oldest, number(id));
        }
    }

    private VisibleParts() {}

    /** Whether the entity would show a row if it still had it, by the row's name. */
    static Predicate<String> of(ObjectNode entity) {
        Map<String, ShownParts> shown = new HashMap<>();
        return name -> {
            String[] words = name.split("/", -1);
            PartTable table = TABLES.get(words[0]);
            return table == null
                    || shown.computeIfAbsent(table.holder(), holder -> ShownParts.of(table.parts(entity)))
                            .shows(words[1], table.list());
        };
    }

    /** Whether an entity's list says of itself that it is whole, or is one of parts and shows as many as it can. */
    static boolean isWhole(RowReader reader, ObjectNode entity) {
        PartTable table = TABLES.get(reader.table().name());
        return reader.isWhole(entity) || (table != null && table.parts(entity).size() >= MAX_PARTS);
    }

    /** Of an id that is no number, nothing is known of its age. */
    private static boolean isFrom(OptionalLong oldest, OptionalLong id) {
        return oldest.isPresent() && id.isPresent() && id.getAsLong() >= oldest.getAsLong();
    }

    private static OptionalLong number(String id) {
        try {
            return OptionalLong.of(Long.parseLong(id));
        } catch (NumberFormatException notNumber) {
            return OptionalLong.empty();
        }
    }
}
