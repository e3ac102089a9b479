package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Whether the description has a field, by its path from an entity as a reader releases it, like {@code contact.tags.data[].id}. */
final class DescribedFields {
    /** Entities of the dictionary that have other schemas than those of their names: the ones that their lists have. */
    private static final Map<String, List<String>> SCHEMAS = Map.of(
            "admin", List.of("admin", "team"),
            "article", List.of("article_list_item"),
            "internal_article", List.of("internal_article_list_item"),
            "ticket_state", List.of("ticket_state_detailed"));

    /** An object whose fields are named by languages, but for one. */
    private static final String LANGUAGE = "<locale>";

    private static final String NO_LANGUAGE = "type";

    /** What detail calls put into an entity, and the schema of the answer it is from. */
    private static final Map<String, String> COMPLETED = Map.of(
            "contact.tags.data[]", "tag",
            "contact.companies.data[]", "company",
            "contact.notes.data[]", "note",
            "contact.subscriptions.data[]", "subscription_type",
            "contact.events[]", "data_event_summary_item",
            "company.notes.data[]", "company_note",
            "article.statistics", "article_statistics");

    /** Lists that answers have under another name, and their names in the description. */
    private static final Map<String, String> RENAMED = Map.of(
            "ticket_type.ticket_type_attributes.data", "ticket_type_attributes",
            "conversation.teammates.admins", "teammates");

    private final Description description;

    DescribedFields(Description description) {
        this.description = description;
    }

    boolean has(String path) {
        String[] steps = path.replace("[", ".[").split("\\.", -1);
        if (Tables.ALL.stream().noneMatch(table -> table.entityName().equals(steps[0]))) {
            return false;
        }
        List<JsonNode> reached = named(SCHEMAS.getOrDefault(steps[0], List.of(steps[0])));
        StringBuilder way = new StringBuilder(steps[0]);
        for (int i = 1; i < steps.length; i++) {
            way.append(steps[i].startsWith("[") ? "" : ".").append(steps[i]);
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode schema : reached) {
                step(schema, RENAMED.getOrDefault(way.toString(), steps[i]), next);
            }
            String answer = COMPLETED.get(way.toString());
            if (answer != null) {
                next.addAll(named(List.of(answer)));
            }
            boolean completedBelow = COMPLETED.keySet().stream()
                    .anyMatch(one -> one.matches(Pattern.quote(way.toString()) + "[\\[.].*"));
            if (next.isEmpty() && !completedBelow) {
                return false;
            }
            reached = next;
        }
        return true;
    }

    private List<JsonNode> named(List<String> schemas) {
        return schemas.stream().map(description::schema).toList();
    }

    private void step(JsonNode reference, String step, List<JsonNode> found) {
        JsonNode schema = description.resolved(reference);
        for (String all : List.of("allOf", "anyOf", "oneOf")) {
            schema.path(all).forEach(part -> step(part, step, found));
        }
        if (step.equals(LANGUAGE)) {
            schema.path("properties").properties().stream()
                    .filter(field -> !field.getKey().equals(NO_LANGUAGE))
                    .forEach(field -> found.add(field.getValue()));
            return;
        }
        JsonNode next = step.startsWith("[")
                ? schema.path("items")
                : schema.path("properties").path(step);
        if (!next.isMissingNode()) {
            found.add(next);
        }
    }
}
