package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/** Makes an object of the examples that the description gives for each of its fields: fuller than any example of an answer. */
record ExampleOfSchema(Description description) {

    /** Deep enough for an attachment of a part of a conversation; some schemas hold each other. */
    private static final int DEEPEST = 10;

    ObjectNode object(String name) {
        return (ObjectNode) value(description.schema(name), 0);
    }

    /** An example of what the schema describes. */
    JsonNode of(JsonNode schema) {
        return value(schema, 0);
    }

    /** One object of each form that the schema allows. */
    List<ObjectNode> objects(String name) {
        JsonNode forms = description.schema(name).path("oneOf");
        List<ObjectNode> objects = new ArrayList<>();
        forms.forEach(form -> objects.add((ObjectNode) value(form, 0)));
        return objects.isEmpty() ? List.of(object(name)) : objects;
    }

    private JsonNode value(JsonNode reference, int depth) {
        JsonNode schema = description.resolved(reference);
        if (depth > DEEPEST) {
            return MissingNode.getInstance();
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonNode base : schema.path("allOf")) {
            if (value(base, depth) instanceof ObjectNode fields) {
                object.setAll(fields);
            }
        }
        schema.path("properties").properties().forEach(field -> {
            JsonNode value = value(field.getValue(), depth + 1);
            if (!value.isMissingNode()) {
                object.set(field.getKey(), value);
            }
        });
        if (!object.isEmpty()) {
            return object;
        }
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.has("items")) {
            JsonNode item = value(schema.path("items"), depth + 1);
            return item.isMissingNode()
                    ? item
                    : JsonNodeFactory.instance.arrayNode().add(item);
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        if (schema.path("format").asText().equals("date-time")) {
            return TextNode.valueOf("2026-07-30T08:41:30.000Z");
        }
        JsonNode first = schema.path("anyOf").isArray() ? schema.path("anyOf") : schema.path("oneOf");
        return first.isEmpty() ? MissingNode.getInstance() : value(first.path(0), depth);
    }
}
