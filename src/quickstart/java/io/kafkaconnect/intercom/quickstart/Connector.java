package io.kafkaconnect.intercom.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.truth.Truth;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The connector, created and watched through the worker's REST API. */
final class Connector {
    private final Rest rest;
    private final ConnectorDefinition definition;
    /** Whether the connector was seen at least once. If it is missing later, the user deleted it. */
    private boolean seen;

    /** The state of the connector, and its error if it has one. */
    record Status(String state, int tasks, List<String> troubles) {}

    Connector(ConnectorDefinition definition, Rest rest) {
        this.definition = definition;
        this.rest = rest;
    }

    String name() {
        return definition.name();
    }

    /** The prefix of its topics. */
    String topicPrefix() {
        return definition.config().getOrDefault("topic.prefix", "intercom.");
    }

    /** The names of the tables that it fills, by its setting {@code intercom.tables}: templates, tables or both. */
    List<String> tables() {
        Set<String> selected = Set.of(definition
                .config()
                .getOrDefault("intercom.tables", "basic,conversations")
                .strip()
                .split("\\s*,\\s*"));
        return Truth.TABLES.stream()
                .filter(table -> selected.contains(table.startsWith("conversation") ? "conversations" : "basic")
                        || selected.contains(table))
                .toList();
    }

    /** Creates the connector in the worker. The worker reports each error of the settings on its setting. */
    void create() {
        Rest.Answer answer = rest.post("/connectors", definition);
        if (answer.status() != 201) {
            throw new TroubleException("The worker rejects the connector " + name() + ". "
                    + answer.body()
                            .path("message")
                            .asText("Status " + answer.status())
                            .replaceAll("(?m)^You can also find .*$", "")
                            .strip());
        }
    }

    /** Writes the body that created it. */
    void save(Path file) throws IOException {
        definition.save(file);
    }

    Status status() {
        Rest.Answer answer = rest.get("/connectors/" + name() + "/status");
        seen |= answer.status() == 200;
        if (answer.status() == 404) {
            return new Status(seen ? "DELETED" : "STARTING", 0, List.of());
        }
        JsonNode status = answer.body();
        List<String> troubles = new ArrayList<>();
        trouble("the connector", status.path("connector"), troubles);
        status.path("tasks").forEach(task -> trouble("task " + task.path("id").asText(), task, troubles));
        return new Status(
                status.path("connector").path("state").asText("STARTING"),
                status.path("tasks").size(),
                troubles);
    }

    private static void trouble(String who, JsonNode state, List<String> troubles) {
        if (state.path("state").asText().equals("FAILED")) {
            String messages = state.path("trace")
                    .asText()
                    .lines()
                    .filter(line -> !line.startsWith("\tat") && !line.startsWith("\t..."))
                    .map(line -> line.replaceFirst("^(Caused by: )?[\\w.$]+(Exception|Error): ", ""))
                    .distinct()
                    .collect(Collectors.joining("\n  "));
            troubles.add(who + " failed: " + messages);
        }
    }
}
