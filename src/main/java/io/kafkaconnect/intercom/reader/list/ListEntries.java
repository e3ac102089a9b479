package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a list in a response.
 *
 * @param entities the entries with a usable id; all objects of a list whose entities need none
 * @param flaws one for each other entry
 * @param size the number of all entries: a list without any usable id is not an empty list
 */
record ListEntries(List<ObjectNode> entities, List<ListPass.EntryFlaw> flaws, int size) {
    /**
     * Reads the list with that name.
     *
     * @throws ListPass.RestartException if the list is missing: treating it as empty would delete every row
     */
    static ListEntries of(Reply.Success found, String array) {
        return of(found, array, true);
    }

    /**
     * The same.
     *
     * @param haveIds whether an entry without a usable id is a flaw
     */
    static ListEntries of(Reply.Success found, String array, boolean haveIds) {
        JsonNode list = found.body().path(array);
        if (!list.isArray()) {
            throw new ListPass.RestartException("no list '" + array + "' in the response to " + found.request());
        }
        List<ObjectNode> entities = new ArrayList<>();
        List<ListPass.EntryFlaw> flaws = new ArrayList<>();
        for (JsonNode entry : list) {
            if (entry instanceof ObjectNode object
                    && (!haveIds || EntityId.of(object.path("id")).isPresent())) {
                entities.add(object);
            } else {
                String what = entry.isObject() ? "has no usable id" : "is no object";
                flaws.add(new ListPass.EntryFlaw(
                        ListPass.EntryFlaw.FlawKind.MALFORMED,
                        "an entry of '" + array + "' in the response to " + found.request() + " " + what));
            }
        }
        return new ListEntries(entities, flaws, list.size());
    }

    boolean isEmpty() {
        return size == 0;
    }
}
