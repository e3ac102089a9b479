package io.kafkaconnect.intercom.sandbox.truth;

import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * The content of a complete copy of a workspace at this moment: for each of the 22 tables its rows by key, each with all columns in
 * their order, computed from the model and never from responses. Values are String, Long, Double, Boolean, Date or null.
 *
 * <ul>
 *   <li>The URL of an attachment has no query string, because its signature differs in every response.
 *   <li>Neither have the addresses of files in {@code ticket_attributes}: remove their query strings before a comparison.
 *   <li>Keys of attachments are (owner's id, position from 0 as Long).
 *   <li>A conversation and a ticket have only their 500 newest parts.
 *   <li>Deleted conversations, deleted tickets and companies without contacts have no rows.
 *   <li>The role of a customer is the current one. That of a contact of a ticket is null after the contact is deleted.
 * </ul>
 */
public final class Truth {

    /** The tables of the default templates, in order. */
    public static final List<String> TABLES = List.of(
            "users",
            "users_tags",
            "users_segments",
            "users_companies",
            "users_social_profiles",
            "notes",
            "events_summary",
            "leads",
            "leads_tags",
            "leads_segments",
            "leads_companies",
            "leads_social_profiles",
            "companies",
            "admins",
            "tags",
            "segments",
            "conversations",
            "conversations_attachments",
            "conversations_customers",
            "conversations_tags",
            "conversation_parts",
            "conversation_parts_attachments");

    /** The tables of the other templates, in order. */
    public static final List<String> FURTHER_TABLES = List.of(
            "tickets",
            "tickets_contacts",
            "tickets_linked_objects",
            "ticket_parts",
            "ticket_parts_attachments",
            "ticket_types",
            "ticket_type_attributes",
            "ticket_states",
            "ticket_types_states",
            "articles",
            "articles_translations",
            "articles_collections",
            "articles_tags",
            "articles_statistics",
            "collections",
            "collections_translations",
            "help_centers",
            "internal_articles",
            "teams",
            "teams_admins",
            "activity_logs",
            "away_status_reasons",
            "brands",
            "company_notes",
            "subscription_types",
            "data_attributes",
            "macros",
            "macros_teams",
            "conversation_attributes",
            "calls",
            "call_transcripts",
            "news_items",
            "news_items_newsfeeds",
            "newsfeeds",
            "external_pages",
            "content_import_sources",
            "content_snippets");

    private Truth() {}

    /** The content of the tables in {@link #FURTHER_TABLES}, in the same form as {@link #of(Workspace)}. */
    public static Map<String, SortedMap<List<Object>, Map<String, Object>>> further(Workspace workspace) {
        return workspace.locked(() -> {
            Map<String, TruthTable> tables = new LinkedHashMap<>();
            FURTHER_TABLES.forEach(name -> tables.put(name, new TruthTable()));
            new TicketTruth(workspace, tables::get).addAll();
            new WorkspaceTruth(workspace, tables::get).addAll();
            new ItemTruth(workspace, tables::get).addAll();
            return rows(tables);
        });
    }

    private static Map<String, SortedMap<List<Object>, Map<String, Object>>> rows(Map<String, TruthTable> tables) {
        Map<String, SortedMap<List<Object>, Map<String, Object>>> rows = new LinkedHashMap<>();
        tables.forEach((name, table) -> rows.put(name, table.rows()));
        return rows;
    }

    public static Map<String, SortedMap<List<Object>, Map<String, Object>>> of(Workspace workspace) {
        return of(workspace, entity -> true);
    }

    /** The same with only some of the contacts and conversations. */
    public static Map<String, SortedMap<List<Object>, Map<String, Object>>> of(
            Workspace workspace, Predicate<SearchableEntity> which) {
        return workspace.locked(() -> {
            Map<String, TruthTable> tables = new LinkedHashMap<>();
            TABLES.forEach(name -> tables.put(name, new TruthTable()));
            new CatalogueTruth(workspace, tables::get).addAll();
            ContactTruth contacts = new ContactTruth(workspace, tables::get);
            for (Contact contact : workspace.contacts().current().all()) {
                if (which.test(contact)) {
                    contacts.add(contact);
                }
            }
            ConversationTruth conversations = new ConversationTruth(workspace, tables::get);
            for (Conversation conversation : workspace.conversations().current().all()) {
                if (which.test(conversation)) {
                    conversations.add(conversation);
                }
            }
            return rows(tables);
        });
    }
}
