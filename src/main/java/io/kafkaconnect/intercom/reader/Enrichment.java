package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.Request;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The calls that an entity may need beyond its list, and the tables that need them. */
public enum Enrichment {
    /** The tags of a contact beyond the ten that the list contains. */
    TAGS("Read and list users and companies", "users_tags", "leads_tags"),
    /** When and by whom a contact was tagged, for the extended columns. The list does not contain it. */
    TAGGINGS("Read and list users and companies"),
    /** The companies of a contact beyond the ten that the list contains. */
    COMPANIES("Read and list users and companies", "users_companies", "leads_companies"),
    /** The subscriptions of a contact beyond the ten that each of its two lists contains. */
    SUBSCRIPTIONS("Read and list users and companies", "users_subscriptions", "leads_subscriptions"),
    /** The notes of a contact. The list shows only whether there are any. */
    NOTES("Read and list users and companies", "notes"),
    /** The event summary of a user. */
    EVENTS("Read events", "events_summary"),
    /** The single conversation. Only it contains the parts and plain text. */
    CONVERSATION(
            "Read conversations",
            "conversations",
            "conversation_parts",
            "conversation_parts_attachments",
            "conversation_parts_tags"),
    /** The single article. Only it contains statistics. */
    STATISTICS("Read and list articles", "articles_statistics"),
    /** The notes of a company. */
    COMPANY_NOTES("Read and list users and companies", "company_notes"),
    /** The transcripts of phone calls. */
    TRANSCRIPTS("not documented by Intercom", "call_transcripts"),
    /** The single contact, for its existence and current state. */
    CONTACT("Read and list users and companies"),
    /** The single ticket, for its existence and present state. */
    TICKET("Read tickets"),
    /** The single conversation, after the list of deleted conversations names it. */
    DELETION("Read conversations"),
    /** The roles of the contacts of a conversation or ticket: user or lead. One lookup serves a page. */
    ROLES("Read and list users and companies", "conversations", "conversations_customers", "tickets_contacts");

    private final String permission;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable.
    private final Set<String> tables;

    Enrichment(String permission, String... tables) {
        this.permission = permission;
        this.tables = Set.of(tables);
    }

    /** The permission that the calls need, by its name in Intercom's Developer Hub. */
    public String permission() {
        return permission;
    }

    /** The tables that need the calls. */
    public Set<String> tables() {
        return tables;
    }

    /** A request that shows whether the token has the permission, even by a 404; empty if the stream's own probes show it. */
    public Optional<Request> probe() {
        return this == EVENTS
                ? Optional.of(Request.get("/events")
                        .withQueryParam("type", "user")
                        .withQueryParam("summary", true)
                        .withQueryParam("intercom_user_id", "0"))
                : Optional.empty();
    }

    /** The details that the given tables need. */
    public static Set<Enrichment> neededBy(Collection<String> tables) {
        Set<Enrichment> needed = EnumSet.noneOf(Enrichment.class);
        for (Enrichment detail : values()) {
            if (tables.stream().anyMatch(detail.tables::contains)) {
                needed.add(detail);
            }
        }
        return needed;
    }
}
