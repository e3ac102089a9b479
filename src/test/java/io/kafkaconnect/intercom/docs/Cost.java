package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.EventsJson;
import io.kafkaconnect.intercom.sandbox.model.Contact;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Role;
import io.kafkaconnect.intercom.sandbox.model.Ticket;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A part of the cost of a first pass over a table: one request for so many entities.
 *
 * @param each how many things one request brings
 */
record Cost(double each, Thing thing) {
    /** Requests per second: our default share of 10,000 a minute. */
    private static final double RATE = 10_000 / 60.0 * 0.9;

    private static final int PAGE = 150;

    /** Intercom refuses larger pages of these lists. */
    private static final int SMALL_PAGE = 50;

    /** The things that are counted. */
    enum Thing {
        USER("user", true),
        USER_WITH_MANY_TAGS("user with more than ten tags", false),
        USER_WITH_MANY_COMPANIES("user with more than ten companies", false),
        USER_WITH_NULL_EVENT("user whose event summary has a null entry (a second time)", false),
        USER_WITH_MANY_SUBSCRIPTIONS("user with more than ten subscriptions on a side", false),
        LEAD_WITH_MANY_SUBSCRIPTIONS("lead with more than ten subscriptions on a side", false),
        LEAD("lead", true),
        LEAD_WITH_MANY_TAGS("lead with more than ten tags", false),
        LEAD_WITH_MANY_COMPANIES("lead with more than ten companies", false),
        CONTACT("contact", true),
        CONTACT_WITH_NOTES("contact with notes", false),
        MEMBERSHIP("contact in a segment", true),
        COMPANY("company", true),
        /** Beyond its fifty newest notes. */
        COMPANY_WITH_MANY_NOTES("company with more than fifty notes", false),
        CONVERSATION("conversation", true),
        DELETED_CONVERSATION("deleted conversation", false),
        CUSTOMER("customer of theirs", false),
        GONE_CUSTOMER("customer of theirs who is gone", false),
        CONVERSATION_OF_GONE_CUSTOMER("conversation of such a customer", false),
        TICKET("ticket", true),
        TICKET_CUSTOMER("contact of theirs", false),
        GONE_TICKET_CUSTOMER("contact of theirs who is gone", false),
        ACTIVITY("activity", ItemKind.ACTIVITY_LOGS),
        CALL("call", ItemKind.CALLS),
        ARTICLE("article", ItemKind.ARTICLES),
        COLLECTION("collection", ItemKind.COLLECTIONS),
        INTERNAL_ARTICLE("internal article", ItemKind.INTERNAL_ARTICLES),
        MACRO("macro", ItemKind.MACROS),
        NEWS_ITEM("news item", ItemKind.NEWS_ITEMS),
        NEWSFEED("newsfeed", ItemKind.NEWSFEEDS),
        EXTERNAL_PAGE("external page", ItemKind.EXTERNAL_PAGES),
        CONTENT_IMPORT_SOURCE("content import source", ItemKind.CONTENT_IMPORT_SOURCES),
        CONTENT_SNIPPET("content snippet", ItemKind.CONTENT_SNIPPETS);

        private final String text;
        /** Whether all of them cost requests. Else between none and all of them do, depending on the workspace. */
        private final boolean all;
        /** Empty for people, companies and conversations. */
        private final Optional<ItemKind> item;

        Thing(String text, boolean all) {
            this(text, all, Optional.empty());
        }

        Thing(String text, ItemKind item) {
            this(text, true, Optional.of(item));
        }

        Thing(String text, boolean all, Optional<ItemKind> item) {
            this.text = text;
            this.all = all;
            this.item = item;
        }

        /** Their number. */
        long in(Workspace workspace) {
            return switch (this) {
                case USER -> contacts(workspace, contact -> contact.role() == Role.USER);
                case LEAD -> contacts(workspace, contact -> contact.role() == Role.LEAD);
                case CONTACT -> contacts(workspace, contact -> true);
                case USER_WITH_MANY_TAGS -> contacts(workspace, manyTags(Role.USER));
                case USER_WITH_NULL_EVENT ->
                    contacts(workspace, contact -> contact.role() == Role.USER && EventsJson.holdsNull(contact));
                case USER_WITH_MANY_SUBSCRIPTIONS -> contacts(workspace, manySubscriptions(Role.USER));
                case LEAD_WITH_MANY_SUBSCRIPTIONS -> contacts(workspace, manySubscriptions(Role.LEAD));
                case LEAD_WITH_MANY_TAGS -> contacts(workspace, manyTags(Role.LEAD));
                case USER_WITH_MANY_COMPANIES -> contacts(workspace, manyCompanies(Role.USER));
                case LEAD_WITH_MANY_COMPANIES -> contacts(workspace, manyCompanies(Role.LEAD));
                case CONTACT_WITH_NOTES ->
                    contacts(workspace, contact -> !contact.links().notes().isEmpty());
                case MEMBERSHIP ->
                    workspace.segments().all().stream()
                            .mapToLong(workspace::contactsOf)
                            .sum();
                // No list holds the others.
                case COMPANY ->
                    workspace.companies().all().stream()
                            .filter(company -> workspace.contactsOf(company) > 0)
                            .count();
                case COMPANY_WITH_MANY_NOTES ->
                    workspace.items().all(ItemKind.COMPANY_NOTES).stream()
                            .collect(groupingBy(
                                    note -> note.json().at("/company/id").asText(), counting()))
                            .values()
                            .stream()
                            .filter(notes -> notes > 50)
                            .count();
                case CONVERSATION -> workspace.conversations().current().size();
                case DELETED_CONVERSATION -> workspace.deletedConversations().size();
                case CUSTOMER -> customers(workspace).count();
                case GONE_CUSTOMER ->
                    customers(workspace).filter(id -> isGone(id, workspace)).count();
                case CONVERSATION_OF_GONE_CUSTOMER ->
                    workspace.conversations().current().all().stream()
                            .filter(conversation ->
                                    conversation.contactIds().stream().anyMatch(id -> isGone(id, workspace)))
                            .count();
                case TICKET -> workspace.tickets().current().size();
                case TICKET_CUSTOMER -> ticketCustomers(workspace).count();
                case GONE_TICKET_CUSTOMER ->
                    ticketCustomers(workspace)
                            .filter(id -> isGone(id, workspace))
                            .count();
                default -> workspace.items().all(item.orElseThrow()).size();
            };
        }

        private static Stream<String> ticketCustomers(Workspace workspace) {
            return workspace.tickets().current().all().stream()
                    .flatMap(ticket -> ticket.contacts().stream())
                    .map(Ticket.Participant::id)
                    .distinct();
        }

        private static Stream<String> customers(Workspace workspace) {
            return workspace.conversations().current().all().stream()
                    .map(Conversation::contactIds)
                    .flatMap(List::stream)
                    .distinct();
        }

        private static boolean isGone(String contactId, Workspace workspace) {
            return workspace.contacts().current().get(contactId) == null;
        }

        private static long contacts(Workspace workspace, Predicate<Contact> counted) {
            return workspace.contacts().current().all().stream().filter(counted).count();
        }

        private static Predicate<Contact> manyTags(Role role) {
            return contact -> contact.role() == role && contact.links().tags().size() > 10;
        }

        private static Predicate<Contact> manySubscriptions(Role role) {
            return contact ->
                    contact.role() == role && (subscriptions(contact, true) > 10 || subscriptions(contact, false) > 10);
        }

        private static long subscriptions(Contact contact, boolean isIn) {
            return contact.links().subscriptions().stream()
                    .filter(one -> one.optedIn() == isIn)
                    .count();
        }

        private static Predicate<Contact> manyCompanies(Role role) {
            return contact ->
                    contact.role() == role && contact.links().companies().size() > 10;
        }
    }

    /** The cost of a table if it alone is selected. */
    static List<Cost> of(String table) {
        return switch (table) {
            // The pages of changes are read twice, and the pages of all contacts once, to find what is gone.
            case "users" -> List.of(new Cost(PAGE / 3, Thing.USER));
            case "leads" -> List.of(new Cost(PAGE / 3, Thing.LEAD));
            case "users_tags" -> List.of(new Cost(PAGE, Thing.USER), new Cost(1, Thing.USER_WITH_MANY_TAGS));
            case "leads_tags" -> List.of(new Cost(PAGE, Thing.LEAD), new Cost(1, Thing.LEAD_WITH_MANY_TAGS));
            case "users_companies" -> List.of(new Cost(PAGE, Thing.USER), new Cost(1, Thing.USER_WITH_MANY_COMPANIES));
            case "leads_companies" -> List.of(new Cost(PAGE, Thing.LEAD), new Cost(1, Thing.LEAD_WITH_MANY_COMPANIES));
            case "users_subscriptions" ->
                List.of(new Cost(PAGE, Thing.USER), new Cost(1, Thing.USER_WITH_MANY_SUBSCRIPTIONS));
            case "leads_subscriptions" ->
                List.of(new Cost(PAGE, Thing.LEAD), new Cost(1, Thing.LEAD_WITH_MANY_SUBSCRIPTIONS));
            case "activity_logs" -> List.of(new Cost(250, Thing.ACTIVITY));
            case "users_social_profiles" -> List.of(new Cost(PAGE, Thing.USER));
            case "leads_social_profiles" -> List.of(new Cost(PAGE, Thing.LEAD));
            case "users_segments", "leads_segments" -> List.of(new Cost(PAGE, Thing.MEMBERSHIP));
            case "notes" -> List.of(new Cost(PAGE / 3, Thing.CONTACT), new Cost(1, Thing.CONTACT_WITH_NOTES));
            case "events_summary" ->
                List.of(
                        new Cost(PAGE / 3, Thing.USER),
                        new Cost(1, Thing.USER),
                        new Cost(1, Thing.USER_WITH_NULL_EVENT));
            case "companies", "companies_tags", "companies_segments" -> List.of(new Cost(100, Thing.COMPANY));
            case "company_notes" ->
                List.of(
                        new Cost(100, Thing.COMPANY),
                        new Cost(1, Thing.COMPANY),
                        new Cost(1, Thing.COMPANY_WITH_MANY_NOTES));
            case "admins", "tags", "segments", "teams", "teams_admins" -> List.of();
            case "tickets_linked_objects", "ticket_parts", "ticket_parts_attachments" ->
                List.of(new Cost(SMALL_PAGE / 2, Thing.TICKET));
            case "tickets", "tickets_contacts" ->
                List.of(
                        new Cost(SMALL_PAGE / 2, Thing.TICKET),
                        new Cost(100, Thing.TICKET_CUSTOMER),
                        new Cost(0.5, Thing.GONE_TICKET_CUSTOMER));
            case "ticket_types", "ticket_type_attributes", "ticket_states", "ticket_types_states" -> List.of();
            case "help_centers", "away_status_reasons", "brands" -> List.of();
            case "subscription_types", "data_attributes", "conversation_attributes" -> List.of();
            case "articles", "articles_translations", "articles_collections", "articles_tags" ->
                List.of(new Cost(PAGE, Thing.ARTICLE));
            case "articles_statistics" -> List.of(new Cost(PAGE, Thing.ARTICLE), new Cost(1, Thing.ARTICLE));
            case "calls" -> List.of(new Cost(25, Thing.CALL));
            case "call_transcripts" -> List.of(new Cost(25 / 3.0, Thing.CALL));
            case "collections", "collections_translations" -> List.of(new Cost(PAGE, Thing.COLLECTION));
            case "internal_articles" -> List.of(new Cost(SMALL_PAGE, Thing.INTERNAL_ARTICLE));
            case "macros", "macros_teams" -> List.of(new Cost(PAGE, Thing.MACRO));
            case "news_items", "news_items_newsfeeds" -> List.of(new Cost(SMALL_PAGE, Thing.NEWS_ITEM));
            case "newsfeeds" -> List.of(new Cost(SMALL_PAGE, Thing.NEWSFEED));
            case "external_pages" -> List.of(new Cost(SMALL_PAGE, Thing.EXTERNAL_PAGE));
            case "content_import_sources" -> List.of(new Cost(SMALL_PAGE, Thing.CONTENT_IMPORT_SOURCE));
            case "content_snippets" -> List.of(new Cost(SMALL_PAGE, Thing.CONTENT_SNIPPET));
            case "conversations" ->
                List.of(
                        new Cost(PAGE / 2, Thing.CONVERSATION),
                        new Cost(1, Thing.CONVERSATION),
                        new Cost(1, Thing.DELETED_CONVERSATION),
                        new Cost(100, Thing.CUSTOMER),
                        new Cost(0.5, Thing.GONE_CUSTOMER));
            case "conversations_customers" ->
                List.of(
                        new Cost(PAGE / 2, Thing.CONVERSATION),
                        new Cost(1, Thing.DELETED_CONVERSATION),
                        new Cost(100, Thing.CUSTOMER),
                        new Cost(0.5, Thing.GONE_CUSTOMER),
                        new Cost(1, Thing.CONVERSATION_OF_GONE_CUSTOMER));
            case "conversations_attachments",
                    "conversations_tags",
                    "conversations_teammates",
                    "conversations_linked_objects",
                    "conversations_content_sources" ->
                List.of(new Cost(PAGE / 2, Thing.CONVERSATION), new Cost(1, Thing.DELETED_CONVERSATION));
            case "conversation_parts", "conversation_parts_attachments", "conversation_parts_tags" ->
                List.of(
                        new Cost(PAGE / 2, Thing.CONVERSATION),
                        new Cost(1, Thing.CONVERSATION),
                        new Cost(1, Thing.DELETED_CONVERSATION));
            default -> throw new IllegalArgumentException(table);
        };
    }

    /** The requests in a workspace. */
    double in(Workspace workspace) {
        return thing.in(workspace) / each;
    }

    /** The cost of each table and the time for it, as Markdown for the documentation. */
    static String markdown() {
        Map<List<Cost>, List<Table>> tables =
                Tables.ALL.stream().collect(groupingBy(table -> of(table.name()), LinkedHashMap::new, toList()));
        return tables.entrySet().stream()
                .map(entry -> "| %s | %s | %s | %s |\n"
                        .formatted(
                                entry.getValue().stream()
                                        .map(table -> "`" + table.name() + "`")
                                        .collect(joining(", ")),
                                text(entry.getKey()),
                                time(entry.getKey(), 100_000),
                                time(entry.getKey(), 1_000_000)))
                .collect(joining("", """
                        | table | one request for | 100,000 take | 1,000,000 take |
                        |---|---|---|---|
                        """, ""));
    }

    private static String text(List<Cost> costs) {
        return costs.isEmpty()
                ? "all"
                : costs.stream()
                        .map(cost -> cost.each > 1
                                ? "%.0f %s".formatted(cost.each, plural(cost.thing))
                                : "each " + cost.thing.text + (cost.each < 1 ? ", twice" : ""))
                        .collect(joining(", "));
    }

    private static String plural(Thing thing) {
        return thing.item.isPresent() && thing != Thing.ACTIVITY ? thing.text + "s" : plural(thing.text);
    }

    private static String plural(String text) {
        int space = text.indexOf(' ');
        String noun = space < 0 ? text : text.substring(0, space);
        String rest = space < 0 ? "" : text.substring(space);
        return (noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ie" : noun) + "s" + rest;
    }

    private static String time(List<Cost> costs, int things) {
        if (costs.isEmpty()) {
            return "";
        }
        String least =
                text(things, costs.stream().filter(cost -> cost.thing.all).toList());
        String most = text(things, costs);
        return least.equals(most) ? least : least + " to " + most;
    }

    private static String text(int things, List<Cost> costs) {
        double requests = costs.stream().mapToDouble(cost -> things / cost.each).sum();
        Duration time = Duration.ofSeconds((long) Math.ceil(requests / RATE));
        return time.compareTo(Duration.ofMinutes(2)) < 0
                ? time.toSeconds() + " s"
                : time.compareTo(Duration.ofMinutes(100)) < 0
                        ? time.plusSeconds(30).toMinutes() + " min"
                        : String.format(Locale.ROOT, "%.1f h", time.toSeconds() / 3600.0);
    }
}
