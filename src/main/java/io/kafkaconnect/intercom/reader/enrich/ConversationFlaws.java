package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with the response to a request for a single conversation. */
final class ConversationFlaws {
    private static final String CONTACTS = "contacts";
    private static final String TAGS = "tags";
    private static final String PARTS = "conversation_parts";

    private ConversationFlaws() {}

    /** Why the response is certainly not the conversation; empty if it may be. */
    static Optional<String> certain(String id, ObjectNode conversation) {
        if (!EntityId.of(conversation.path("id")).equals(Optional.of(id))) {
            return Optional.of("the response is not the conversation that was asked for");
        }
        return conversation.path(PARTS).path(PARTS).isArray()
                ? Optional.empty()
                : Optional.of("the response holds no list of parts");
    }

    /**
     * What seems to be missing in a response. The conversation may really be so.
     *
     * @param listed the conversation in its list; without fields if no list showed it
     */
    static Optional<String> possible(ObjectNode listed, ObjectNode conversation) {
        return shortage(conversation).or(() -> missing(listed, conversation));
    }

    /** A contact or tag that the list shows and the response lacks. It may be gone since, or the list may lag. */
    private static Optional<String> missing(ObjectNode listed, ObjectNode conversation) {
        for (String field : List.of(CONTACTS, TAGS)) {
            Set<String> got = ids(conversation.path(field).path(field));
            Optional<String> lost = ids(listed.path(field).path(field)).stream()
                    .filter(id -> !got.contains(id))
                    .findFirst();
            if (lost.isPresent()) {
                return Optional.of("the response lacks an entry of '" + field + "' that the list shows");
            }
        }
        return Optional.empty();
    }

    static Set<String> ids(JsonNode list) {
        Set<String> ids = new LinkedHashSet<>();
        list.forEach(entry -> EntityId.of(entry.path("id")).ifPresent(ids::add));
        return ids;
    }

    /** What seems to be missing in a response. The conversation may really be so. */
    private static Optional<String> shortage(ObjectNode conversation) {
        JsonNode contacts = conversation.path(CONTACTS).path(CONTACTS);
        JsonNode tags = conversation.path(TAGS).path(TAGS);
        if (!contacts.isArray()) {
            return Optional.of("the response holds no list of contacts");
        }
        if (!tags.isArray()) {
            return Optional.of("the response holds no list of tags");
        }
        if (!EntityId.areIn(conversation.path(PARTS).path(PARTS))
                || !EntityId.areIn(contacts)
                || !EntityId.areIn(tags)) {
            return Optional.of("the response holds an entry without a usable id");
        }
        int got = conversation.path(PARTS).path(PARTS).size();
        int counted = conversation.path(PARTS).path("total_count").asInt(0);
        int missing = Math.max(counted, ConversationEnricher.declaredParts(conversation) - 1) - got;
        return missing > 0 && got < ConversationEnricher.MAX_PARTS
                ? Optional.of("the response holds " + missing + " parts less than it counts")
                : Optional.empty();
    }
}
