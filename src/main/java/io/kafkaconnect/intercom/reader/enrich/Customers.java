package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads and sets the roles of the contacts of a conversation or ticket. Intercom lists the contacts without them. */
final class Customers {
    private Customers() {}

    private static JsonNode in(ObjectNode entity) {
        return entity.path("contacts").path("contacts");
    }

    /** The ids of the contacts. */
    static Set<String> ids(ObjectNode entity) {
        return ConversationFlaws.ids(in(entity));
    }

    /**
     * Gives each contact its role: user or lead.
     *
     * @param found the present role by the contact's id
     * @param authors the role of an author by the contact's id. It stands in for a role that is not found
     */
    static void setRoles(ObjectNode entity, Map<String, String> found, Map<String, String> authors) {
        for (JsonNode contact : in(entity)) {
            String id = contact.path("id").asText();
            String role = found.getOrDefault(id, authors.get(id));
            if (role != null && contact instanceof ObjectNode object) {
                object.put("role", role);
            }
        }
    }

    /** The last role that each author of these parts had when they wrote. */
    static Map<String, String> authors(Iterable<JsonNode> parts) {
        Map<String, String> roles = new HashMap<>();
        parts.forEach(part -> {
            JsonNode author = part.path("author");
            String type = author.path("type").asText();
            if (type.equals("user") || type.equals("lead")) {
                roles.put(author.path("id").asText(), type);
            }
        });
        return roles;
    }
}
