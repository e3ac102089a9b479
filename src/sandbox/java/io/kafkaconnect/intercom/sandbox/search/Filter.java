package io.kafkaconnect.intercom.sandbox.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The filter of a search, as the request contains it. */
public sealed interface Filter {

    int DEEPEST = 2;
    int MOST = 15;

    /** One field compared with a value. */
    record Condition(String field, String operator, JsonNode value) implements Filter {}

    /** All, or any, of several filters. */
    record Group(boolean all, List<Filter> filters) implements Filter {}

    static Filter read(JsonNode json) {
        return read(json, 1);
    }

    private static Filter read(JsonNode json, int depth) {
        JsonNode value = json.path("value");
        if (!json.path("operator").isTextual() || value.isMissingNode()) {
            throw Refusal.parameter("A filter needs an operator and a value");
        }
        String operator = json.path("operator").textValue();
        if (json.path("field").isTextual()) {
            return new Condition(json.path("field").textValue(), operator, value);
        }
        if (!value.isArray() || !(operator.equals("AND") || operator.equals("OR"))) {
            throw Refusal.parameter("A group needs AND or OR, and a list of filters");
        }
        if (depth > DEEPEST) {
            throw Refusal.parameter("Filters can be nested " + DEEPEST + " levels deep at most");
        }
        if (value.isEmpty() || value.size() > MOST) {
            throw Refusal.parameter("A group can have 1 to " + MOST + " filters");
        }
        List<Filter> filters = new ArrayList<>();
        value.forEach(each -> filters.add(read(each, depth + 1)));
        return new Group(operator.equals("AND"), filters);
    }
}
