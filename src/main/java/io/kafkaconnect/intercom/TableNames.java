package io.kafkaconnect.intercom;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the settings know of the tables: their names in dictionary order, and templates that stand for several. */
final class TableNames {

    private static final Map<String, List<String>> BY_TEMPLATE = new LinkedHashMap<>();

    static {
        BY_TEMPLATE.put(
                "basic",
                List.of(
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
                        "segments"));
        BY_TEMPLATE.put(
                "conversations",
                List.of(
                        "conversations",
                        "conversations_attachments",
                        "conversations_customers",
                        "conversations_tags",
                        "conversation_parts",
                        "conversation_parts_attachments"));
    }

    private TableNames() {}

    /** All tables, in dictionary order. */
    static List<String> tables() {
        return BY_TEMPLATE.values().stream().flatMap(List::stream).toList();
    }

    /** What {@code intercom.tables} may name: the templates, then the tables, each once. */
    static List<String> selectable() {
        return Stream.concat(BY_TEMPLATE.keySet().stream(), tables().stream())
                .distinct()
                .toList();
    }

    /** The tables that templates and table names stand for, in dictionary order. */
    static Set<String> expand(Collection<String> names) {
        Set<String> chosen = names.stream()
                .flatMap(name -> BY_TEMPLATE.getOrDefault(name, List.of(name)).stream())
                .collect(Collectors.toSet());
        return tables().stream().filter(chosen::contains).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
