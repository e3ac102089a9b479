package io.kafkaconnect.intercom.conformance;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.kafkaconnect.intercom.client.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Intercom's OpenAPI description of its API, from the file that the system property {@code intercom.openapi} names. */
public final class Description {
    private static final String PROPERTY = "intercom.openapi";

    private final ObjectNode root;
    private final List<Operation> operations;

    private Description(ObjectNode root) {
        this.root = root;
        this.operations = operations(root.path("paths"));
    }

    /** The description; skips the test that asks when none is given. */
    public static Description given() throws IOException {
        String file = System.getProperty(PROPERTY, "");
        assumeFalse(file.isBlank(), "no OpenAPI description to compare with: give its file by -D" + PROPERTY);
        return new Description(
                (ObjectNode) new YAMLMapper().readTree(Path.of(file).toFile()));
    }

    String version() {
        return root.path("info").path("version").asText();
    }

    ObjectNode components() {
        return (ObjectNode) root.path("components");
    }

    /** The schema of that name among the components. */
    JsonNode schema(String name) {
        return root.path("components").path("schemas").path(name);
    }

    /** The schema that a reference names; itself where it is none. */
    JsonNode resolved(JsonNode schema) {
        JsonNode node = schema;
        while (node.has("$ref")) {
            node = root.at(node.path("$ref").textValue().substring(1));
        }
        return node;
    }

    /** The operation that answers the request; one whose path is literally the request's goes before one with parameters. */
    Optional<Operation> operation(Request request) {
        return operations.stream()
                .filter(operation -> operation.answers(request))
                .min(Comparator.comparingInt(
                        operation -> operation.pathParameters().size()));
    }

    /** Every example of an answer. */
    public Stream<Example> examples() {
        return operations.stream().flatMap(Operation::examples);
    }

    private static List<Operation> operations(JsonNode paths) {
        List<Operation> operations = new ArrayList<>();
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (method.getValue().has("responses")) {
                        ObjectNode operation = method.getValue().deepCopy();
                        // Some parameters are described once for all methods of a path.
                        ArrayNode parameters = operation.withArray("parameters");
                        path.getValue().path("parameters").forEach(parameters::add);
                        operations.add(new Operation(method.getKey(), path.getKey(), operation));
                    }
                }));
        return operations;
    }
}
