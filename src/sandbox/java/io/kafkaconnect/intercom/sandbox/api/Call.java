package io.kafkaconnect.intercom.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A received request; the names of headers are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Call(
        String method, String path, Map<String, List<String>> query, Map<String, String> headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Matches requests by method and path, such as {@code GET /contacts/{id}}. */
    public static Predicate<Call> to(String route) {
        int blank = route.indexOf(' ');
        PathTemplate template = new PathTemplate(route.substring(blank + 1));
        String method = route.substring(0, blank);
        return call -> call.method.equals(method) && template.matches(call.path);
    }

    /** Matches every request. */
    public static Predicate<Call> any() {
        return call -> true;
    }

    public String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** The first value of a query parameter, or null. */
    public String param(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    public boolean flag(String name) {
        return "true".equals(param(name));
    }

    /** The body, or a missing node if there is none. */
    public JsonNode json() {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new Refusal(400, "bad_request", "The body is not JSON");
        }
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A query parameter within bounds. */
    int number(String name, int usual, int most) {
        String value = param(name);
        return value == null ? usual : bounded(name, value, most);
    }

    static int bounded(String name, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.parameter(name + " is not a number");
        }
        throw Refusal.parameter(name + " must be between 1 and " + most);
    }
}
