package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list that is read to its end.
 *
 * @param names the possible names of the array. The first one that the response has counts
 * @param declared number of items that another response gives for this list; 0 without one
 * @param known ids of items that the list must hold
 */
record ItemList(List<String> names, long declared, Set<String> known) {

    boolean isSound(ArrayNode items) {
        return EntityId.areIn(items) && holdsKnown(items);
    }

    boolean holdsKnown(ArrayNode items) {
        Set<String> missing = new HashSet<>(known);
        items.forEach(item -> missing.remove(item.path("id").asText()));
        return missing.isEmpty();
    }
}
