package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether the description has a field, by its path from an entity as a reader releases it, like {@code contact.tags.data[].id}. */
final class DescribedFields {
    /** What an entity of the dictionary is in the description. */
    private static final Map<String, List<String>> ENTITIES = Map.of(
            "contact", List.of("contact"),
            "company", List.of("company"),
            "admin", List.of("admin", "team"),
            "team", List.of("team"),
            "tag", List.of("tag"),
            "segment", List.of("segment"),
            "conversation", List.of("conversation"));

    /** What detail calls put into an entity, and the schema of the answer it is from. */
    private static final Map<String, String> COMPLETED = Map.of(
            "contact.tags.data[]", "tag",
            "contact.companies.data[]", "company",
            "contact.notes.data[]", "note",
            "contact.events[]", "data_event_summary_item");

    private final Description description;

    DescribedFields(Description description) {
        this.description = description;
    }

    boolean has(String path) {
        String[] steps = path.replace("[", ".[").split("\\.", -1);
        List<JsonNode> reached = named(ENTITIES.getOrDefault(steps[0], List.of()));
        StringBuilder way = new StringBuilder(steps[0]);
        for (int i = 1; i < steps.length; i++) {
            way.append(steps[i].startsWith("[") ? "" : ".").append(steps[i]);
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode schema : reached) {
                step(schema, steps[i], next);
            }
            String answer = COMPLETED.get(way.toString());
            if (answer != null) {
                next.addAll(named(List.of(answer)));
            }
            boolean completedBelow = COMPLETED.keySet().stream().anyMatch(one -> one.startsWith(way + "["));
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
        JsonNode next = step.startsWith("[")
                ? schema.path("items")
                : schema.path("properties").path(step);
        if (!next.isMissingNode()) {
            found.add(next);
        }
    }
}
