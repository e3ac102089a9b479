package io.kafkaconnect.intercom.quickstart;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kafkaconnect.intercom.worker.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The connector, created and watched through the worker's REST API as anyone would. */
final class Connector {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rest rest;
    private final String name;
    private final Map<String, String> config;

    /** How it stands: the state, and what went wrong where something did. */
    record Status(String state, int tasks, List<String> troubles) {}

    private Connector(Rest rest, String name, Map<String, String> config) {
        this.rest = rest;
        this.name = name;
        this.config = config;
    }

    /** Of the body of a {@code POST /connectors} in that file, with some settings changed. */
    static Connector of(Path body, Map<String, String> changed, Rest rest) {
        try {
            JsonNode read = JSON.readTree(body.toFile());
            Map<String, String> config = new LinkedHashMap<>(
                    JSON.convertValue(read.path("config"), new TypeReference<Map<String, String>>() {}));
            config.putAll(changed);
            return new Connector(rest, read.path("name").asText(), config);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new TroubleException(body + " is no body of a POST /connectors: " + unusable.getMessage(), unusable);
        }
    }

    String name() {
        return name;
    }

    /** What the names of its topics begin with. */
    String topicPrefix() {
        return config.getOrDefault("topic.prefix", "intercom.");
    }

    /** Asks the worker for it; what is wrong with the settings, the worker says, each finding at its setting. */
    void create() {
        Rest.Answer answer = rest.post("/connectors", Map.of("name", name, "config", config));
        if (answer.status() != 201) {
            throw new TroubleException("The worker does not take the connector. "
                    + answer.body()
                            .path("message")
                            .asText("Status " + answer.status())
                            .replaceAll("(?m)^You can also find .*$", "")
                            .strip());
        }
    }

    Status status() {
        JsonNode status = rest.get("/connectors/" + name + "/status").body();
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
