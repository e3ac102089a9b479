package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.Pass;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list in an answer holds.
 *
 * @param entities the entries that name an entity
 * @param flaws one for each of the others
 * @param size the number of all entries: a list of which none names an entity is not an empty one
 */
record Entries(List<ObjectNode> entities, List<Pass.Flaw> flaws, int size) {
    /**
     * The list under that name.
     *
     * @throws Pass.RestartException where there is none: taken for an empty list, it would delete every row
     */
    static Entries of(Reply.Found found, String array) {
        JsonNode list = found.body().path(array);
        if (!list.isArray()) {
            throw new Pass.RestartException("no list '" + array + "' in the answer to " + found.asked());
        }
        List<ObjectNode> entities = new ArrayList<>();
        List<Pass.Flaw> flaws = new ArrayList<>();
        for (JsonNode entry : list) {
            if (entry instanceof ObjectNode object
                    && EntityId.of(object.path("id")).isPresent()) {
                entities.add(object);
            } else {
                String what = entry.isObject() ? "has no usable id" : "is no object";
                flaws.add(new Pass.Flaw(
                        Pass.Flaw.Kind.MALFORMED,
                        "an entry of '" + array + "' in the answer to " + found.asked() + " " + what));
            }
        }
        return new Entries(entities, flaws, list.size());
    }

    boolean isEmpty() {
        return size == 0;
    }
}
