package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing to ask Intercom: method, path and query below the base URL, an optional JSON body, and how it wants to be treated.
 *
 * <p>Immutable, but for the body, which nobody may change once the request is made.
 *
 * @param path absolute path without query, for example {@code /contacts/search}
 * @param query parameters in the order they are sent; values are encoded when sent
 * @param body the JSON body, or null for none
 * @param priority when it goes where more requests wait than may be sent
 * @param patience what happens when Intercom is unavailable
 * @param expected what the answer must hold
 * @param kind the path, with braces for each id. A permission holds for all requests of a kind
 */
public record Request(
        Method method,
        String path,
        List<Param> query,
        ObjectNode body,
        Priority priority,
        RetryMode patience,
        ExpectedBody expected,
        String kind) {

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private static final String PAGINATION = "pagination";
    private static final String PER_PAGE = "per_page";
    private static final String SORT = "sort";
    private static final String ORDER = "order";
    private static final String ASCENDING = "ascending";

    /** HTTP method. */
    public enum Method {
        GET,
        POST
    }

    /** Which requests go first when more wait than may be sent. */
    public enum Priority {
        /** The next page of an open scroll, which would expire: before all others. */
        SCROLL,
        /** In turns with the details while both wait: a list behind its own details would starve the pipeline, and they behind it. */
        LIST,
        /** In turns with the lists: one page of those feeds 150 of these. */
        DETAIL
    }

    /** What to do when the exchange fails for a reason that is not the request's. */
    public enum RetryMode {
        /** Ask again, with exponential back-off, as long as the settings allow. */
        RETRY,
        /** Ask again until it is clear that Intercom fails at this request alone: who asks can do without what it asks for. */
        UNTIL_BLAMED,
        /** Hand the failure to the caller at once: the request cannot be repeated (a scroll has no resume). */
        ONCE
    }

    /** A query parameter. */
    public record Param(String name, String value) {}

    /** A request whose kind is its path. */
    public Request(
            Method method,
            String path,
            List<Param> query,
            ObjectNode body,
            Priority priority,
            RetryMode patience,
            ExpectedBody expected) {
        this(method, path, query, body, priority, patience, expected, path);
    }

    public Request {
        Objects.requireNonNull(path);
        query = List.copyOf(query);
    }

    /** A GET of the given path. */
    public static Request get(String path) {
        return new Request(
                Method.GET, path, List.of(), null, Priority.LIST, RetryMode.RETRY, ExpectedBody.ANYTHING, path);
    }

    /**
     * A GET of the path that a kind and an id make.
     *
     * @param kind the path with braces where the id goes, for example {@code /contacts/{}/notes}
     * @throws IllegalArgumentException when the id would lead to another path
     */
    public static Request get(String kind, String id) {
        String path = kind.replace("{}", segment(id));
        return new Request(
                Method.GET, path, List.of(), null, Priority.LIST, RetryMode.RETRY, ExpectedBody.ANYTHING, kind);
    }

    /** The id as one segment of a path, with every special character escaped. */
    private static String segment(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("An id must be more than nothing or dots");
        }
        StringBuilder segment = new StringBuilder();
        for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (UNRESERVED.indexOf(character) >= 0) {
                segment.append(character);
            } else {
                segment.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return segment.toString();
    }

    /** A POST of a JSON body. */
    public static Request post(String path, ObjectNode body) {
        return new Request(
                Method.POST, path, List.of(), body, Priority.LIST, RetryMode.RETRY, ExpectedBody.ANYTHING, path);
    }

    /** The same with one more query parameter. */
    public Request with(String name, Object value) {
        List<Param> more = new ArrayList<>(query);
        more.removeIf(param -> param.name().equals(name));
        more.add(new Param(name, String.valueOf(value)));
        return new Request(method, path, more, body, priority, patience, expected, kind);
    }

    /** The same with this body. */
    public Request with(ObjectNode changed) {
        return new Request(method, path, query, changed, priority, patience, expected, kind);
    }

    /** The same, whose answer must hold an array under one of these names. */
    public Request listing(String... names) {
        return new Request(
                method, path, query, body, priority, patience, new ExpectedBody.ListBody(List.of(names)), kind);
    }

    /** The same, whose answer must be the entity with this id. */
    public Request about(String id) {
        return new Request(method, path, query, body, priority, patience, new ExpectedBody.EntityBody(id), kind);
    }

    /** The same, as one of many that follow from a list. */
    public Request asDetail() {
        return new Request(method, path, query, body, Priority.DETAIL, RetryMode.UNTIL_BLAMED, expected, kind);
    }

    /** The same, as the continuation of an open scroll. */
    public Request asScroll() {
        return new Request(method, path, query, body, Priority.SCROLL, patience, expected, kind);
    }

    /** The same, asked again only until it is clear that Intercom fails at this request alone. */
    public Request untilBlamed() {
        return new Request(method, path, query, body, priority, RetryMode.UNTIL_BLAMED, expected, kind);
    }

    /** The same, never repeated by the client. */
    public Request once() {
        return new Request(method, path, query, body, priority, RetryMode.ONCE, expected, kind);
    }

    /** The page size a search asks for, or 0 where the request has none that may be changed. */
    public int pageSize() {
        return body == null ? 0 : body.path(PAGINATION).path(PER_PAGE).asInt(0);
    }

    /**
     * What to ask after Intercom took too long over this one: half the page, for searches. Search cursors name the last entity seen,
     * so the page size may change from page to page; page-numbered lists must keep theirs and are returned unchanged.
     *
     * @param smallest the page size is not shrunk below this
     */
    public Request smaller(int smallest) {
        int size = pageSize();
        if (size <= smallest) {
            return this;
        }
        ObjectNode changed = body.deepCopy();
        ((ObjectNode) changed.get(PAGINATION)).put(PER_PAGE, Math.max(smallest, size / 2));
        return new Request(method, path, query, changed, priority, patience, expected, kind);
    }

    /** Whether it asks for a page of a list that is always there, and neither for an entity nor for what one entity has. */
    public boolean isPageOfList() {
        return priority == Priority.LIST && expected instanceof ExpectedBody.ListBody;
    }

    /** Something else of the same list, for comparison: what a search finds at its other end, or what follows a numbered page; empty for all else. */
    public Optional<Request> elsewhere() {
        if (priority != Priority.LIST) {
            return Optional.empty();
        }
        if (body != null && body.path(SORT).isObject() && body.path(PAGINATION).isObject()) {
            ObjectNode changed = body.deepCopy();
            boolean isAscending = changed.path(SORT).path(ORDER).asText().equals(ASCENDING);
            changed.withObject("/" + SORT).put(ORDER, isAscending ? "descending" : ASCENDING);
            changed.putObject(PAGINATION).put(PER_PAGE, 1);
            return Optional.of(with(changed));
        }
        return number("page")
                .flatMap(page -> number(PER_PAGE)
                        .map(size -> with("page", page * size + 1).with(PER_PAGE, 1)));
    }

    private Optional<Integer> number(String name) {
        return query.stream()
                .filter(param -> param.name().equals(name))
                .findFirst()
                .map(param -> Integer.parseInt(param.value()));
    }

    /** Method and path, for messages; neither query nor body, which may hold personal data. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
