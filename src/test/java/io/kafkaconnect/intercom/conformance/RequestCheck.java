package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.client.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares requests with the description. */
final class RequestCheck {
    /** What is not declared where it is allowed nevertheless has to be as it is declared here. */
    private static final String LENDER = "contact_search_request";

    private final Description description;
    private final DescribedSchemas schemas;
    private final KnownGaps gaps;

    RequestCheck(Description description, DescribedSchemas schemas, KnownGaps gaps) {
        this.description = description;
        this.schemas = schemas;
        this.gaps = gaps;
    }

    /** What of the request the description does not have, in words. */
    List<String> faults(Request request) {
        Optional<Operation> operation = description.operation(request);
        if (operation.isEmpty()) {
            return List.of(request + " is not described");
        }
        List<String> faults = new ArrayList<>();
        path(request, operation.get(), faults);
        query(request, operation.get(), faults);
        body(request, operation.get(), faults);
        return faults.stream().map(fault -> request + ": " + fault).toList();
    }

    private void path(Request request, Operation operation, List<String> faults) {
        String[] steps = request.path().split("/", -1);
        operation.pathParameters().forEach((name, place) -> {
            JsonNode schema = operation.pathParameter(name);
            faults.addAll(schemas.faults(schema, typed(schema, steps[place])));
        });
    }

    private void query(Request request, Operation operation, List<String> faults) {
        Map<String, Operation.Parameter> declared = operation.queryParameters();
        Map<String, String> sent = new LinkedHashMap<>();
        request.query().forEach(param -> {
            if (sent.put(param.name(), param.value()) != null) {
                faults.add("parameter " + param.name() + " is sent twice");
            }
        });
        declared.forEach((name, parameter) -> {
            String value = sent.remove(name);
            if (value != null) {
                schemas.faults(parameter.schema(), typed(parameter.schema(), value))
                        .forEach(fault -> faults.add("parameter " + name + fault));
            } else if (parameter.required()) {
                faults.add("parameter " + name + " is required");
            }
        });
        for (String name : List.copyOf(sent.keySet())) {
            if (gaps.allow(operation + " ?" + name) && !isFieldOfObject(operation, name)) {
                sent.remove(name);
            }
        }
        for (JsonNode object : operation.queryObjects()) {
            ObjectNode rest = JsonNodeFactory.instance.objectNode();
            sent.forEach(rest::put);
            sent.clear();
            faults.addAll(schemas.faults(object, rest));
        }
        sent.keySet().forEach(name -> faults.add("parameter " + name + " is not declared"));
    }

    private static boolean isFieldOfObject(Operation operation, String name) {
        return operation.queryObjects().stream()
                .flatMap(object -> object.findParents(name).stream())
                .findAny()
                .isPresent();
    }

    private void body(Request request, Operation operation, List<String> faults) {
        JsonNode schema = operation.body();
        if (request.body() == null) {
            if (operation.description().path("requestBody").path("required").asBoolean()) {
                faults.add("a body is required");
            }
            return;
        }
        if (schema.isMissingNode()) {
            faults.add("a body is not described");
            return;
        }
        ObjectNode body = request.body().deepCopy();
        JsonNode declared = description.resolved(schema).path("properties");
        for (String field : List.copyOf(fields(body))) {
            if (!declared.has(field) && gaps.allow(operation + " body " + field)) {
                JsonNode borrowed =
                        description.schema(LENDER).path("properties").path(field);
                schemas.faults(borrowed, body.remove(field)).forEach(fault -> faults.add(field + fault));
            }
        }
        faults.addAll(schemas.faults(schema, body));
    }

    private static List<String> fields(ObjectNode body) {
        List<String> names = new ArrayList<>();
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The text as the type that the schema wants; the text itself where it is no such thing. */
    private static JsonNode typed(JsonNode schema, String text) {
        return switch (schema.path("type").asText()) {
            case "integer" ->
                text.matches("-?\\d{1,18}") ? LongNode.valueOf(Long.parseLong(text)) : TextNode.valueOf(text);
            case "boolean" ->
                text.matches("true|false") ? BooleanNode.valueOf(Boolean.parseBoolean(text)) : TextNode.valueOf(text);
            default -> TextNode.valueOf(text);
        };
    }
}
