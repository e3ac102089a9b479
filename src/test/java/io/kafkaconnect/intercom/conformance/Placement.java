package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.enrich.SubscriptionLists;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.List;

/**
 * An entity as a reader would release it, and the tables that read their rows of it.
 *
 * @param deleted whether the entity says that its rows are no more
 */
record Placement(List<Table> tables, ObjectNode entity, boolean deleted) {

    private static final String SOMEBODY = "6762f0ab1bb69f9f2193bb60";

    /** Where an object of Intercom's ends up: as an entity of its own, inside a contact, or both. */
    static List<Placement> of(ObjectKind kind, ObjectNode object) {
        return switch (kind) {
            case CONTACT -> {
                String stream = object.path("role").asText().equals("lead") ? "leads" : "users";
                yield List.of(ofStream(stream, object), ofStream(stream + "_relations", object));
            }
            case COMPANY -> List.of(ofStream("companies", object), inContact("companies", object, "companies"));
            case ADMIN, TEAM -> List.of(ofStream("admins", object));
            case TAG -> List.of(ofStream("tags", object), inContact("tags", object, "tags"));
            case SEGMENT ->
                List.of(
                        ofStream("segments", object),
                        ofStream("segment_members", membership(object, "user")),
                        ofStream("segment_members", membership(object, "lead")));
            case CONVERSATION -> List.of(ofStream("conversations", withRoles(object)));
            case DELETED_CONVERSATION -> List.of(new Placement(tables(List.of("conversations")), object, true));
            case NOTE -> List.of(inContact("notes", object, "notes"));
            case COMPANY_NOTE ->
                List.of(new Placement(
                        tables(List.of("company_notes")),
                        holder("notes", "data", object).put("type", "note.list"),
                        false));
            case EVENTS -> {
                ObjectNode contact = contact();
                contact.set("events", object.path("events"));
                yield List.of(new Placement(tables(List.of("events_summary")), contact, false));
            }
            case TICKET -> List.of(ofStream("tickets", withRoles(object)));
            case TICKET_PART -> List.of(ofStream("tickets", holder("ticket_parts", "ticket_parts", object)));
            case TICKET_TYPE -> List.of(ofStream("ticket_types", object));
            case TICKET_TYPE_ATTRIBUTE ->
                List.of(ofStream("ticket_types", holder("ticket_type_attributes", "data", object)));
            case TICKET_STATE -> List.of(ofStream("ticket_states", object));
            case ARTICLE -> List.of(ofStream("articles", object), ofStream("articles_statistics", object));
            case COLLECTION -> List.of(ofStream("collections", object));
            case HELP_CENTER -> List.of(ofStream("help_centers", object));
            case INTERNAL_ARTICLE -> List.of(ofStream("internal_articles", object));
            case ACTIVITY_LOG -> List.of(ofStream("activity_logs", object));
            case AWAY_STATUS_REASON -> List.of(ofStream("away_status_reasons", object));
            case BRAND -> List.of(ofStream("brands", object));
            case SUBSCRIPTION_TYPE -> List.of(ofStream("subscription_types", object), subscribed(object));
            case DATA_ATTRIBUTE -> List.of(ofStream("data_attributes", object));
            case MACRO -> List.of(ofStream("macros", object));
            case CONVERSATION_ATTRIBUTE -> List.of(ofStream("conversation_attributes", object));
            case CALL -> List.of(ofStream("calls", withTranscript(object)));
            case NEWS_ITEM -> List.of(ofStream("news_items", object));
            case NEWSFEED -> List.of(ofStream("newsfeeds", object));
            case EXTERNAL_PAGE -> List.of(ofStream("external_pages", object));
            case CONTENT_IMPORT_SOURCE -> List.of(ofStream("content_import_sources", object));
            case CONTENT_SNIPPET -> List.of(ofStream("content_snippets", object));
        };
    }

    private static Placement ofStream(String stream, ObjectNode entity) {
        return new Placement(
                Tables.ALL.stream()
                        .filter(table -> table.streams().contains(stream))
                        .toList(),
                entity,
                false);
    }

    /** In a contact's list of that name, as the details put it there. */
    private static Placement inContact(String list, ObjectNode object, String table) {
        ObjectNode contact = contact();
        contact.putObject(list).putArray("data").add(object);
        List<String> names = table.equals("notes") ? List.of(table) : List.of("users_" + table, "leads_" + table);
        return new Placement(tables(names), contact, false);
    }

    /** What a contact chose to get. */
    private static Placement subscribed(ObjectNode type) {
        ObjectNode contact = contact();
        contact.putObject("opted_in_subscription_types").putArray("data").add(type);
        contact.putObject("opted_out_subscription_types").putArray("data");
        SubscriptionLists.join(contact);
        return new Placement(tables(List.of("users_subscriptions", "leads_subscriptions")), contact, false);
    }

    /** An entity of which only this entry of a list is known. */
    private static ObjectNode holder(String object, String list, ObjectNode entry) {
        ObjectNode holder = JsonNodeFactory.instance.objectNode().put("id", "1");
        holder.putObject(object).putArray(list).add(entry);
        return holder;
    }

    /** A call that a search for transcripts found, too. */
    private static ObjectNode withTranscript(ObjectNode call) {
        ObjectNode complete = call.deepCopy();
        complete.putArray("transcripts").add(call);
        return complete;
    }

    private static ObjectNode contact() {
        return JsonNodeFactory.instance.objectNode().put("id", SOMEBODY).put("role", "user");
    }

    private static ObjectNode membership(ObjectNode segment, String role) {
        ObjectNode membership = JsonNodeFactory.instance.objectNode();
        membership.set("segment_id", segment.path("id"));
        return membership.put("contact_id", SOMEBODY).put("role", role);
    }

    private static ObjectNode withRoles(ObjectNode conversation) {
        ObjectNode complete = conversation.deepCopy();
        for (JsonNode contact : complete.path("contacts").path("contacts")) {
            ((ObjectNode) contact).put("role", "user");
        }
        return complete;
    }

    private static List<Table> tables(List<String> names) {
        return names.stream().map(name -> Tables.named(name).orElseThrow()).toList();
    }
}
