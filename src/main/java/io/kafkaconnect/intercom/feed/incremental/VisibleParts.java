package io.kafkaconnect.intercom.feed.incremental;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.table.RowReader;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rows that a conversation can show. Intercom returns only its 500 newest parts. A part that is older than all of these may still
 * exist. A part that is newer than the oldest of these and missing is gone.
 *
 * <p>Example: if the oldest of 500 parts has the id 4711, part 4700 may exist, and part 4720 is gone if it is not among them.
 */
final class VisibleParts {
    private static final int MAX_PARTS = 500;

    private static final String PARTS = "conversation_parts";
    private static final String FILES = "attachments";
    private static final String FILES_OF_PARTS = "conversation_parts_attachments/";

    private VisibleParts() {}

    /** Whether the entity would show a row if it still had it, by the row's name. */
    static Predicate<String> of(ObjectNode entity) {
        JsonNode parts = entity.path(PARTS).path(PARTS);
        Set<String> shown = new HashSet<>();
        Set<String> withoutFiles = new HashSet<>();
        parts.forEach(part ->
                (part.has(FILES) ? shown : withoutFiles).add(part.path("id").asText()));
        // An absent list is not an empty one.
        Predicate<String> isTold = name -> !name.startsWith(FILES_OF_PARTS) || !withoutFiles.contains(partOf(name));
        if (parts.size() < MAX_PARTS) {
            return isTold;
        }
        shown.addAll(withoutFiles);
        OptionalLong oldest = shown.stream()
                .map(VisibleParts::number)
                .flatMapToLong(OptionalLong::stream)
                .min();
        return isTold.and(name ->
                !name.startsWith(PARTS) || shown.contains(partOf(name)) || isFrom(oldest, number(partOf(name))));
    }

    /** Whether an entity's list says of itself that it is whole, or is one of parts and shows as many as it can. */
    static boolean isWhole(RowReader reader, ObjectNode entity) {
        boolean isOfParts = reader.table().name().startsWith(PARTS);
        return reader.isWhole(entity)
                || (isOfParts && entity.path(PARTS).path(PARTS).size() >= MAX_PARTS);
    }

    /** The id of the part in a row's name, such as 4711 in {@code conversation_parts_attachments/4711/0}. */
    private static String partOf(String name) {
        return name.split("/", -1)[1];
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
