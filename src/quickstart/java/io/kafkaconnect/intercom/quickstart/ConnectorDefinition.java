package io.kafkaconnect.intercom.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of a {@code POST /connectors}. */
record ConnectorDefinition(String name, Map<String, String> config) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Of a file.
     *
     * @throws TroubleException if the file does not contain such a body
     */
    static ConnectorDefinition of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TroubleException("There is no file " + Choices.shown(file));
        }
        try {
            JsonNode body = JSON.readTree(file.toFile());
            if (!body.path("name").isTextual() || !body.path("config").isObject()) {
                throw new TroubleException(Choices.shown(file)
                        + " must hold the body of a POST /connectors: {\"name\": \"...\", \"config\": {...}}");
            }
            return new ConnectorDefinition(
                    body.path("name").asText(),
                    JSON.convertValue(body.path("config"), new TypeReference<Map<String, String>>() {}));
        } catch (JsonProcessingException broken) {
            throw new TroubleException(
                    Choices.shown(file) + " is not valid JSON, line "
                            + broken.getLocation().getLineNr() + ": " + broken.getOriginalMessage(),
                    broken);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new TroubleException(
                    Choices.shown(file) + " cannot be read as the body of a POST /connectors: " + unusable.getMessage(),
                    unusable);
        }
    }

    /** The same with some settings changed. */
    ConnectorDefinition with(Map<String, String> changed) {
        Map<String, String> all = new LinkedHashMap<>(config);
        all.putAll(changed);
        return new ConnectorDefinition(name, all);
    }

    /** Writes it as such a body. */
    void save(Path file) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
    }
}
