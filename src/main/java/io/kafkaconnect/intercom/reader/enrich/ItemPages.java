package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The pages of a list that belongs to an entity: what is wrong with a page, and which page follows. */
final class ItemPages {
    private static final String TORN = "a page names a next page that cannot be requested";

    private ItemPages() {}

    /** What is wrong with the first page of a search. Each item must be expected, and the total must fit. */
    static Optional<String> countFlaw(ObjectNode body, String name, Predicate<JsonNode> expected) {
        JsonNode items = body.path(name);
        for (JsonNode item : items) {
            if (!expected.test(item)) {
                return Optional.of("the response holds what was not asked for");
            }
        }
        if (NextPage.isTorn(body)) {
            return Optional.of(TORN);
        }
        JsonNode total = body.path("total_count");
        boolean whole = items.isArray()
                && total.isIntegralNumber()
                && (total.asLong() <= items.size() || !NextPage.next(body).isEmpty());
        return whole ? Optional.empty() : Optional.of("the response holds less than it counts");
    }

    static Optional<JsonNode> array(ObjectNode body, List<String> names) {
        return names.stream().map(body::path).filter(JsonNode::isArray).findFirst();
    }

    /** Adds the items that no earlier page holds. If the list moves between two requests, both pages hold the same item. */
    static void addNew(JsonNode page, ArrayNode items) {
        Set<String> known = ids(items);
        for (JsonNode item : page) {
            Optional<String> id = EntityId.of(item.path("id"));
            if (id.isEmpty() || !known.contains(id.get())) {
                items.add(item);
            }
        }
    }

    private static Set<String> ids(JsonNode items) {
        Set<String> ids = new HashSet<>();
        items.forEach(item -> EntityId.of(item.path("id")).ifPresent(ids::add));
        return ids;
    }

    /**
     * What is wrong with a page. A page must not name itself as the next one, and a page with a next one must hold a new item: otherwise the list may
     * never end.
     */
    static Optional<String> flaw(Request request, ObjectNode body, List<String> arrays, ArrayNode items) {
        Optional<JsonNode> page = array(body, arrays);
        if (page.isEmpty()) {
            return Optional.of("the response holds no list '" + String.join("' or '", arrays) + "'");
        }
        if (NextPage.isTorn(body)) {
            return Optional.of(TORN);
        }
        List<Request.Param> params = next(body);
        boolean goesOn = !params.isEmpty();
        boolean isKnown = EntityId.areIn(page.get()) && ids(items).containsAll(ids(page.get()));
        return goesOn && (isKnown || following(request, params).equals(request))
                ? Optional.of("a page names a next one and brings nothing further")
                : Optional.empty();
    }

    /** The parameters of the next page; empty for the last one. Some lists count their pages, and name no next one. */
    static List<Request.Param> next(ObjectNode body) {
        List<Request.Param> named = NextPage.next(body);
        JsonNode pages = body.path("pages");
        long page = pages.path("page").asLong(0);
        return named.isEmpty() && page > 0 && page < pages.path("total_pages").asLong(0)
                ? List.of(new Request.Param("page", Long.toString(page + 1)))
                : named;
    }

    /** The request for the page after the given one. */
    static Request following(Request previous, List<Request.Param> params) {
        if (previous.body() != null) {
            return SearchBody.after(previous, params, previous.pageSize());
        }
        Request next = previous;
        for (Request.Param param : params) {
            next = next.withQueryParam(param.name(), param.value());
        }
        return next;
    }
}
