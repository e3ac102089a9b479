package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.sandbox.model.RandomChange;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The changes that do not reach every table yet, and the tables they leave behind: Intercom shows these nowhere but in a reading of all
 * conversations, or they leave rows behind that nobody can name.
 */
public final class UnreachedTables {

    /** The tables that a contact's role or end concerns, but for those that are compared in a reading of all contacts. */
    private static final List<String> OF_A_CONTACT =
            List.of("users", "notes", "events_summary", "leads", "conversations", "conversations_customers");

    private static final Map<RandomChange, List<String>> TABLES = new EnumMap<>(Map.of(
            RandomChange.UNTAG_CONVERSATION,
            List.of("conversations_tags"),
            RandomChange.DELETE_CONVERSATION,
            List.of(
                    "conversations_attachments",
                    "conversations_customers",
                    "conversations_tags",
                    "conversation_parts",
                    "conversation_parts_attachments"),
            RandomChange.DELETE_CONTACT,
            OF_A_CONTACT,
            RandomChange.MERGE_CONTACTS,
            OF_A_CONTACT,
            RandomChange.CONVERT_LEAD,
            OF_A_CONTACT,
            RandomChange.DELETE_TAG,
            List.of("conversations_tags")));

    private UnreachedTables() {}

    /** The changes that reach every table they concern. */
    public static Set<RandomChange> promised() {
        return EnumSet.complementOf(EnumSet.copyOf(TABLES.keySet()));
    }

    /** The tables that may differ from the source once these changes were made. */
    static Set<String> tables(Collection<RandomChange> made) {
        Set<String> tables = new TreeSet<>();
        made.forEach(change -> tables.addAll(TABLES.getOrDefault(change, List.of())));
        return tables;
    }
}
