package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds of objects we read, by the names of the schemas that describe an answer holding them. */
enum ObjectKind {
    CONTACT("contact", Set.of("contact_list", "company_attached_contacts")),
    COMPANY("company", Set.of("company_list", "company_scroll", "contact_attached_companies")),
    ADMIN("admin", Set.of("admin_with_app", "admin_list")),
    TEAM("team", Set.of("team_list")),
    TAG("tag", Set.of("tag_list", "tag_basic", "tag_create_response")),
    SEGMENT("segment", Set.of("segment_list", "contact_segments", "company_attached_segments")),
    CONVERSATION("conversation", Set.of("conversation_list")),
    DELETED_CONVERSATION("deleted_conversation_item", Set.of("deleted_conversation_list")),
    NOTE("note", Set.of("note_list")),
    EVENTS("data_event_summary", Set.of());

    private static final List<String> LISTS =
            List.of("data", "admins", "teams", "segments", "conversations", "companies");

    private final String schema;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
    private final Set<String> answers;

    ObjectKind(String schema, Set<String> answers) {
        this.schema = schema;
        this.answers = answers;
    }

    /** The schema of one such object. */
    String schema() {
        return schema;
    }

    /** What the answer holds; empty where it is nothing of ours. */
    static Optional<ObjectKind> of(Example example) {
        return Arrays.stream(values())
                .filter(kind -> kind.schema.equals(example.schema()) || kind.answers.contains(example.schema()))
                .findFirst();
    }

    /** The objects in an answer: those of its list, or itself. */
    static List<ObjectNode> objects(JsonNode answer) {
        boolean isList = answer.path("type").asText().endsWith("list");
        for (String list : isList ? LISTS : List.<String>of()) {
            if (answer.path(list).isArray()) {
                List<ObjectNode> objects = new ArrayList<>();
                answer.path(list).forEach(object -> objects.add((ObjectNode) object));
                return objects;
            }
        }
        return answer instanceof ObjectNode object && !isList ? List.of(object) : List.of();
    }
}
