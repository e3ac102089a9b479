package io.kafkaconnect.intercom.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pages.next} in both its shapes: an object holding a cursor, or a URL of which only the query counts (its host is always the
 * US one, and following it would take the token there).
 */
public final class Pages {

    private Pages() {}

    /** The parameters that ask for the next page; empty on the last one. */
    public static List<Request.Param> next(JsonNode body) {
        JsonNode next = body.path("pages").path("next");
        if (next.isTextual()) {
            return query(next.asText());
        }
        String cursor = next.path("starting_after").asText("");
        return cursor.isEmpty() ? List.of() : List.of(new Request.Param("starting_after", cursor));
    }

    private static List<Request.Param> query(String url) {
        String query;
        try {
            query = URI.create(url).getRawQuery();
        } catch (IllegalArgumentException notAUrl) {
            return List.of();
        }
        List<Request.Param> params = new ArrayList<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                params.add(new Request.Param(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return params;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
