package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kafkaconnect.intercom.client.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A method of a path.
 *
 * @param path with its parameters in braces
 */
record Operation(String method, String path, JsonNode description) {

    private static final String JSON = "application/json";

    /** A query parameter by the name under which it is sent. */
    record Parameter(JsonNode schema, boolean required) {}

    /** "GET /admins". */
    @Override
    public String toString() {
        return method.toUpperCase(Locale.ROOT) + " " + path;
    }

    boolean answers(Request request) {
        String[] own = path.split("/", -1);
        String[] asked = request.path().split("/", -1);
        boolean same = own.length == asked.length && request.method().name().equalsIgnoreCase(method);
        for (int i = 0; same && i < own.length; i++) {
            same = isParameter(own[i]) ? !asked[i].isEmpty() : own[i].equals(asked[i]);
        }
        return same;
    }

    /** The parameters in the path, and where between its slashes each stands. */
    Map<String, Integer> pathParameters() {
        Map<String, Integer> places = new LinkedHashMap<>();
        String[] own = path.split("/", -1);
        for (int i = 0; i < own.length; i++) {
            if (isParameter(own[i])) {
                places.put(own[i].substring(1, own[i].length() - 1), i);
            }
        }
        return places;
    }

    /** The schema of a parameter in the path. */
    JsonNode pathParameter(String name) {
        for (JsonNode parameter : description.path("parameters")) {
            if (parameter.path("in").asText().equals("path")
                    && parameter.path("name").asText().equals(name)) {
                return parameter.path("schema");
            }
        }
        return MissingNode.getInstance();
    }

    /** The query parameters by name. */
    Map<String, Parameter> queryParameters() {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : description.path("parameters")) {
            JsonNode schema = parameter.path("schema");
            if (parameter.path("in").asText().equals("query") && !isObject(schema)) {
                parameters.put(
                        parameter.path("name").asText(),
                        new Parameter(schema, parameter.path("required").asBoolean()));
            }
        }
        return parameters;
    }

    /** Query parameters that are objects: by the rules of OpenAPI each of their fields is sent as a parameter of its own. */
    List<JsonNode> queryObjects() {
        List<JsonNode> objects = new ArrayList<>();
        for (JsonNode parameter : description.path("parameters")) {
            if (parameter.path("in").asText().equals("query") && isObject(parameter.path("schema"))) {
                objects.add(parameter.path("schema"));
            }
        }
        return objects;
    }

    /** The schema of the body; missing when none is described. */
    JsonNode body() {
        return description.path("requestBody").path("content").path(JSON).path("schema");
    }

    /** The schema of the answer that holds data; missing when none is described. */
    JsonNode answer() {
        return description
                .path("responses")
                .path("200")
                .path("content")
                .path(JSON)
                .path("schema");
    }

    Stream<Example> examples() {
        List<Example> examples = new ArrayList<>();
        description.path("responses").properties().forEach(response -> {
            JsonNode content = response.getValue().path("content").path(JSON);
            content.path("examples")
                    .properties()
                    .forEach(example -> examples.add(new Example(
                            this + " " + response.getKey() + " '" + example.getKey() + "'",
                            Integer.parseInt(response.getKey()),
                            schemaName(content.path("schema")),
                            example.getValue().path("value"))));
        });
        return examples.stream();
    }

    /** The component's name, where the schema is one or one with additions. */
    private static String schemaName(JsonNode schema) {
        String reference = schema.has("$ref")
                ? schema.path("$ref").asText()
                : schema.path("allOf").path(0).path("$ref").asText();
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private static boolean isParameter(String step) {
        return step.startsWith("{");
    }

    private static boolean isObject(JsonNode schema) {
        return schema.path("type").asText().equals("object");
    }
}
