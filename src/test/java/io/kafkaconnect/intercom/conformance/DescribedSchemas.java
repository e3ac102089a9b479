package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The schemas of the description, read strictly: a field that is not declared is a fault. */
final class DescribedSchemas {
    private static final String COMPONENTS = "components";

    /** OpenAPI 3.0 has its own dialect of JSON Schema, with {@code nullable} and without null as a type. */
    private static final JsonMetaSchema OPEN_API = JsonMetaSchema.builder(OpenApi30.getInstance())
            .keyword(new NonValidationKeyword(COMPONENTS))
            .build();

    private static final JsonSchemaFactory DIALECT = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V4,
            builder -> builder.metaSchema(OPEN_API).defaultMetaSchemaIri(OPEN_API.getIri()));

    private final ObjectNode components;
    private final Set<JsonNode> used = new HashSet<>();

    DescribedSchemas(Description description) {
        this.components = description.components().deepCopy();
        close(components);
    }

    /** What is wrong with the value, in words. */
    List<String> faults(JsonNode schema, JsonNode value) {
        used.add(schema);
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        JsonNode closed = schema.deepCopy();
        close(closed);
        root.putArray("allOf").add(closed);
        root.set(COMPONENTS, components);
        return DIALECT.getSchema(root).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    /** How many different schemas values were compared with. */
    int used() {
        return used.size();
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.forEach(DescribedSchemas::close);
    }
}
