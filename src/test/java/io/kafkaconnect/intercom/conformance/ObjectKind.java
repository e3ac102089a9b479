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
    COMPANY_NOTE("company_note", Set.of("company_note_list")),
    EVENTS("data_event_summary", Set.of()),
    TICKET("ticket", Set.of("ticket_list")),
    TICKET_PART("ticket_part", Set.of("ticket_reply")),
    TICKET_TYPE("ticket_type", Set.of("ticket_type_list")),
    TICKET_TYPE_ATTRIBUTE("ticket_type_attribute", Set.of()),
    TICKET_STATE("ticket_state_detailed", Set.of("ticket_state_list")),
    ARTICLE("article", Set.of("article_list", "article_search_response")),
    COLLECTION("collection", Set.of("collection_list")),
    HELP_CENTER("help_center", Set.of("help_center_list")),
    INTERNAL_ARTICLE("internal_article", Set.of("internal_article_list", "internal_article_search_response")),
    ACTIVITY_LOG("activity_log", Set.of("activity_log_list")),
    AWAY_STATUS_REASON("away_status_reason", Set.of("away_status_reason_list")),
    BRAND("brand", Set.of("brand_list")),
    SUBSCRIPTION_TYPE("subscription_type", Set.of("subscription_type_list")),
    DATA_ATTRIBUTE("data_attribute", Set.of("data_attribute_list")),
    MACRO("macro", Set.of("macro_list")),
    CONVERSATION_ATTRIBUTE("conversation_attribute", Set.of("conversation_attribute_list")),
    CALL("call", Set.of("call_list")),
    NEWS_ITEM("news_item", Set.of("paginated_response")),
    NEWSFEED("newsfeed", Set.of("paginated_response")),
    EXTERNAL_PAGE("external_page", Set.of("external_pages_list")),
    CONTENT_IMPORT_SOURCE("content_import_source", Set.of("content_import_sources_list")),
    CONTENT_SNIPPET("content_snippet", Set.of("content_snippet_list"));

    private static final List<String> LISTS = List.of(
            "/data",
            "/data/articles",
            "/data/internal_articles",
            "/admins",
            "/teams",
            "/segments",
            "/conversations",
            "/companies",
            "/tickets",
            "/activity_logs");

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

    /** What the answer holds; empty where it is nothing of ours. Where its schema allows several kinds, the type of its objects decides. */
    static Optional<ObjectKind> of(Example example) {
        List<ObjectKind> kinds = Arrays.stream(values())
                .filter(kind -> kind.schema.equals(example.schema()) || kind.answers.contains(example.schema()))
                .toList();
        return kinds.stream()
                .filter(kind -> kinds.size() == 1
                        || objects(example.value()).stream().anyMatch(object -> kind.schema.equals(type(object))))
                .findFirst();
    }

    private static String type(ObjectNode object) {
        return object.path("type").asText().replace('-', '_');
    }

    /** The objects in an answer: those of its list, or itself. */
    static List<ObjectNode> objects(JsonNode answer) {
        boolean isList = answer.path("type").asText().endsWith("list");
        for (String list : isList ? LISTS : List.<String>of()) {
            if (answer.at(list).isArray()) {
                List<ObjectNode> objects = new ArrayList<>();
                answer.at(list).forEach(object -> objects.add((ObjectNode) object));
                return objects;
            }
        }
        return answer instanceof ObjectNode object && !isList ? List.of(object) : List.of();
    }
}
