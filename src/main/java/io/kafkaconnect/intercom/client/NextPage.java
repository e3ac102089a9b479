package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code pages.next}, which has two forms: an object with a cursor, or a URL. Of the URL, only the query is used: its host is always
 * that of the US region, and a request to it would send the token there.
 */
public final class NextPage {

    private NextPage() {}

    /** Whether a page names a next page in a form that no request can be built from. Such a page is not the last one. */
    public static boolean isTorn(JsonNode body) {
        JsonNode next = body.path("pages").path("next");
        return !next.isMissingNode() && !next.isNull() && next(body).isEmpty();
    }

    /** The parameters of the request for the next page; empty for the last page, and for a {@linkplain #isTorn torn} one. */
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
        // Lists with numbered pages use this object, too. Lists with cursors ignore the page number.
        if (next.path("page").isIntegralNumber()) {
            params.add(new Request.Param("page", next.path("page").asText()));
        }
        params.add(new Request.Param("starting_after", cursor));
        return params;
    }

    /** Not parsed as a {@link java.net.URI}: a character that is not allowed in a URL must not end a list early. */
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
