package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Bodies of the search endpoints. */
public final class SearchBody {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SearchBody() {}

    /** A filter by one text. */
    public static ObjectNode filter(String field, String operator, String value) {
        return JSON.objectNode().put("field", field).put("operator", operator).put("value", value);
    }

    /** A filter by one number. */
    public static ObjectNode filter(String field, String operator, long value) {
        return JSON.objectNode().put("field", field).put("operator", operator).put("value", value);
    }

    /** A filter for entities whose field has any of the values. */
    public static ObjectNode oneOf(String field, Iterable<String> values) {
        ObjectNode filter = JSON.objectNode().put("field", field).put("operator", "IN");
        ArrayNode array = filter.putArray("value");
        values.forEach(array::add);
        return filter;
    }

    /** A filter for entities that pass all of the filters. */
    public static ObjectNode all(ObjectNode... filters) {
        ObjectNode group = JSON.objectNode().put("operator", "AND");
        ArrayNode array = group.putArray("value");
        for (ObjectNode filter : filters) {
            array.add(filter);
        }
        return group;
    }

    /** A search request. It always names the sort, because Intercom's default is another field, newest first. */
    public static Request request(String path, ObjectNode query, String sortField, String order, int pageSize) {
        ObjectNode body = JSON.objectNode();
        body.set("query", query);
        body.putObject("pagination").put("per_page", pageSize);
        body.putObject("sort").put("field", sortField).put("order", order);
        return Request.post(path, body);
    }

    /** The request for the next page. The cursor goes into the body: Intercom ignores it in the query, and returns page one again. */
    public static Request after(Request page, List<Request.Param> next, int pageSize) {
        ObjectNode body = page.body().deepCopy();
        ObjectNode pagination = (ObjectNode) body.get("pagination");
        pagination.put("per_page", pageSize);
        for (Request.Param param : next) {
            if (param.name().equals("starting_after")) {
                pagination.put("starting_after", param.value());
            }
        }
        return page.withBody(body);
    }
}
