package io.kafkaconnect.intercom.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.model.SearchableEntity;
import io.kafkaconnect.intercom.sandbox.search.Filter;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import io.kafkaconnect.intercom.sandbox.search.Search;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;

/** Reads searches and lists from requests. */
record SearchCalls<E extends SearchableEntity>(SearchEngine<E> engine) {

    private static final int MOST_PER_PAGE = 150;

    /** The result, and the page size as it was given. */
    record Found<E>(ResultPage<E> page, Object perPage) {}

    Found<E> search(Call call, int usualPerPage) {
        JsonNode body = call.json();
        if (!body.path("query").isObject()) {
            throw new Refusal(400, "parameter_missing", "query is missing");
        }
        JsonNode pagination = body.path("pagination");
        JsonNode asked = pagination.path("per_page");
        boolean given = asked.isIntegralNumber() || asked.isTextual();
        int perPage = given ? Call.bounded("per_page", asked.asText(), MOST_PER_PAGE) : usualPerPage;
        JsonNode after = pagination.path("starting_after");
        Search search = new Search(
                Filter.read(body.path("query")),
                body.path("sort").path("field").asText(engine.fields().defaultSort()),
                ascending(call, body.path("sort").path("order")));
        ResultPage<E> page = engine.page(search, after.isTextual() ? after.textValue() : null, perPage);
        return new Found<>(page, asked.isTextual() ? asked.textValue() : Integer.valueOf(perPage));
    }

    Found<E> list(Call call, String sortField, int usualPerPage) {
        int perPage = call.number("per_page", usualPerPage, MOST_PER_PAGE);
        ResultPage<E> page = engine.page(new Search(null, sortField, false), call.param("starting_after"), perPage);
        return new Found<>(page, perPage);
    }

    /** Descending by default. Before 2.16, the short words are accepted, and invalid words are ignored. */
    private static boolean ascending(Call call, JsonNode order) {
        if (order.isMissingNode() || order.isNull()) {
            return false;
        }
        String word = order.asText();
        if (MinorVersion.of(call).isAtLeast(MinorVersion.V2_16)) {
            if (!word.equals("ascending") && !word.equals("descending")) {
                throw new Refusal(
                        400,
                        "invalid_sort_order",
                        "Invalid sort order '" + word + "'. Must be one of: ascending, descending");
            }
            return word.equals("ascending");
        }
        return word.startsWith("asc");
    }
}
