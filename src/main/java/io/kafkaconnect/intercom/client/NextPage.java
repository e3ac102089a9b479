package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code pages.next} in both its shapes: an object holding a cursor, or a URL of which only the query counts (its host is always the
 * US one, and following it would take the token there).
 */
public final class NextPage {

    private NextPage() {}

    /** Whether a page names a next one that nothing can ask for: the page is not the last one. */
    public static boolean isTorn(JsonNode body) {
        JsonNode next = body.path("pages").path("next");
        return !next.isMissingNode() && !next.isNull() && next(body).isEmpty();
    }

    /** The parameters that ask for the next page; empty on the last one, and on a torn one. */
    public static List<Request.Param> next(JsonNode body) {
        JsonNode next = body.path("pages").path("next");
        if (next.isTextual()) {
            return query(next.asText());
        }
        String cursor = next.path("starting_after").asText("");
        if (cursor.isEmpty()) {
            return List.of();
        }
        List<Request.Param> params = new ArrayList<>();
        // Lists that count their pages have been described with this object, too; those with cursors pay no heed to it.
        if (next.path("page").isIntegralNumber()) {
            params.add(new Request.Param("page", next.path("page").asText()));
        }
        params.add(new Request.Param("starting_after", cursor));
        return params;
    }

    /** By hand and not as a {@link java.net.URI}: a list must not end early because of one character that is none of a URL. */
    private static List<Request.Param> query(String url) {
        String query = url.substring(url.indexOf('?') + 1).replaceFirst("#.*", "");
        List<Request.Param> params = new ArrayList<>();
        for (String pair : url.contains("?") ? query.split("&", -1) : new String[0]) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                params.add(new Request.Param(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return params;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
