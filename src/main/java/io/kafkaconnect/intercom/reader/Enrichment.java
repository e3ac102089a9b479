package io.kafkaconnect.intercom.reader;

import io.kafkaconnect.intercom.client.Request;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The calls beyond its list that an entity may need, and the tables that need them. */
public enum Enrichment {
    /** Tags of a contact beyond the ten that are inlined. */
    TAGS("Read and list users and companies", "users_tags", "leads_tags"),
    /** When and by whom a contact was tagged: not inlined. Only for the extended columns. */
    TAGGINGS("Read and list users and companies"),
    /** Companies of a contact beyond the ten that are inlined. */
    COMPANIES("Read and list users and companies", "users_companies", "leads_companies"),
    /** Notes: the list shows only that there are some. */
    NOTES("Read and list users and companies", "notes"),
    /** The event summary of a user. */
    EVENTS("Read events", "events_summary"),
    /** The single conversation: the only place of parts and of plain text. */
    CONVERSATION("Read conversations", "conversations", "conversation_parts", "conversation_parts_attachments"),
    /** The single contact: whether and how it is by now. */
    CONTACT("Read and list users and companies"),
    /** The single conversation, once it is listed as deleted. */
    DELETION("Read conversations"),
    /** Whether a conversation's contacts are users or leads: looked up for a page at a time. */
    ROLES("Read and list users and companies", "conversations", "conversations_customers");

    private final String permission;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is.
    private final Set<String> tables;

    Enrichment(String permission, String... tables) {
        this.permission = permission;
        this.tables = Set.of(tables);
    }

    /** The permission it needs, by its name in Intercom's Developer Hub. */
    public String permission() {
        return permission;
    }

    /** The tables that cannot be filled without it. */
    public Set<String> tables() {
        return tables;
    }

    /** A request that shows whether it may be asked for; empty where the stream's own probes show it. A 404 is permission too. */
    public Optional<Request> probe() {
        return this == EVENTS
                ? Optional.of(Request.get("/events")
                        .with("type", "user")
                        .with("summary", true)
                        .with("intercom_user_id", "0"))
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
