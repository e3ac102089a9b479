package io.kafkaconnect.intercom.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to Intercom: method, path and query below the base URL, an optional JSON body, and how the client treats it.
 *
 * <p>Immutable, provided that no code changes the body after it is passed in.
 *
 * @param path absolute path without query, for example {@code /contacts/search}
 * @param query parameters in the order they are sent; values are encoded when sent
 * @param body the JSON body, or null for none
 * @param priority its place when more requests wait than the limits allow
 * @param retryMode what the client does when Intercom is unavailable
 * @param expected what the response must contain
 * @param kind the path, with braces for each id. A permission holds for all requests of a kind
 */
public record Request(
        Method method,
        String path,
        List<Param> query,
        ObjectNode body,
        Priority priority,
        RetryMode retryMode,
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

    /** The order of requests when more wait than the limits allow. */
    public enum Priority {
        /** The next page of an open scroll. It goes before all others, because the scroll would expire. */
        SCROLL,
        /** Alternates with details while both wait: neither lists nor details may starve the other. */
        LIST,
        /** Alternates with lists: one page of a list leads to up to 150 details. */
        DETAIL,
        /** A detail that may wait: it is sent if no other request waits, and takes at most a tenth of the limit. */
        BACKGROUND;

        /** Whether the request is about one entity of a list. */
        public boolean isDetail() {
            return this == DETAIL || this == BACKGROUND;
        }
    }

    /** Whether the client retries a request that fails for a reason outside the request. */
    public enum RetryMode {
        /** Retry with exponential backoff, as long as the settings allow. */
        RETRY,
        /** As RETRY, but not while the request is in flight: Intercom refuses a second scroll. */
        RETRY_ALONE,
        /** Retry until it is certain that Intercom fails at this request alone. The reader can continue without it. */
        UNTIL_BLAMED,
        /** Never retry, for example because a repeated scroll request would skip a page. */
        NEVER
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
            RetryMode retryMode,
            ExpectedBody expected) {
        this(method, path, query, body, priority, retryMode, expected, path);
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
     * A GET of the path that a kind and an id form.
     *
     * @param kind the path with braces where the id goes, for example {@code /contacts/{}/notes}
     * @throws IllegalArgumentException if the id would lead to another path
     */
    public static Request get(String kind, String id) {
        String path = kind.replace("{}", segment(id));
        return new Request(
                Method.GET, path, List.of(), null, Priority.LIST, RetryMode.RETRY, ExpectedBody.ANYTHING, kind);
    }

    /** The id as one segment of a path, with every special character escaped. */
    private static String segment(String id) {
        if (id.isEmpty() || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("An id must not be empty or consist of dots");
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

    /** The same with this query parameter, which replaces one of the same name. */
    public Request withQueryParam(String name, Object value) {
        List<Param> more = new ArrayList<>(query);
        more.removeIf(param -> param.name().equals(name));
        more.add(new Param(name, String.valueOf(value)));
        return new Request(method, path, more, body, priority, retryMode, expected, kind);
    }

    /** The same with this body. */
    public Request withBody(ObjectNode changed) {
        return new Request(method, path, query, changed, priority, retryMode, expected, kind);
    }

    /** The same; the response must contain an array under one of these names. */
    public Request listing(String... names) {
        return new Request(
                method, path, query, body, priority, retryMode, new ExpectedBody.ListBody(List.of(names)), kind);
    }

    /** The same; the response must be the entity with this id. */
    public Request about(String id) {
        return new Request(method, path, query, body, priority, retryMode, new ExpectedBody.EntityBody(id), kind);
    }

    /** The same, as a detail request for an entity of a list. */
    public Request asDetail() {
        return new Request(method, path, query, body, Priority.DETAIL, RetryMode.UNTIL_BLAMED, expected, kind);
    }

    /** The same, as a detail request that yields to all others. */
    public Request asBackground() {
        return new Request(method, path, query, body, Priority.BACKGROUND, RetryMode.UNTIL_BLAMED, expected, kind);
    }

    /** The same, as the continuation of an open scroll. */
    public Request asScroll() {
        return new Request(method, path, query, body, Priority.SCROLL, retryMode, expected, kind);
    }

    /** The same, retried only until it is certain that Intercom fails at this request alone. */
    public Request untilBlamed() {
        return with(RetryMode.UNTIL_BLAMED);
    }

    /** The same; the client never retries it. */
    public Request withoutRetry() {
        return with(RetryMode.NEVER);
    }

    /** The same request with that mode. */
    public Request with(RetryMode mode) {
        return new Request(method, path, query, body, priority, mode, expected, kind);
    }

    /** The page size of a search, or 0 if the request has no page size that may change. */
    public int pageSize() {
        return body == null ? 0 : body.path(PAGINATION).path(PER_PAGE).asInt(0);
    }

    /**
     * The request to send after this one has timed out. A search requests half the page: its cursor names the last entity of the page
     * before, so the page size may change from page to page. A list with numbered pages is returned unchanged.
     *
     * @param smallest minimum page size
     */
    public Request withHalvedPage(int smallest) {
        int size = pageSize();
        if (size <= smallest) {
            return this;
        }
        ObjectNode changed = body.deepCopy();
        ((ObjectNode) changed.get(PAGINATION)).put(PER_PAGE, Math.max(smallest, size / 2));
        return new Request(method, path, query, changed, priority, retryMode, expected, kind);
    }

    /** Whether it requests a page of a list that always exists, and neither an entity nor a list that belongs to an entity. */
    public boolean isPageOfList() {
        return priority == Priority.LIST && expected instanceof ExpectedBody.ListBody;
    }

    /**
     * A request for another part of the same list, for comparison: the other end of a search, or the entity after a numbered page. Empty for
     * any other request.
     */
    public Optional<Request> elsewhere() {
        if (priority != Priority.LIST) {
            return Optional.empty();
        }
        if (body != null && body.path(SORT).isObject() && body.path(PAGINATION).isObject()) {
            ObjectNode changed = body.deepCopy();
            boolean isAscending = changed.path(SORT).path(ORDER).asText().equals(ASCENDING);
            changed.withObject("/" + SORT).put(ORDER, isAscending ? "descending" : ASCENDING);
            changed.putObject(PAGINATION).put(PER_PAGE, 1);
            return Optional.of(withBody(changed));
        }
        return number("page")
                .flatMap(page -> number(PER_PAGE)
                        .map(size -> withQueryParam("page", page * size + 1).withQueryParam(PER_PAGE, 1)));
    }

    private Optional<Integer> number(String name) {
        return query.stream()
                .filter(param -> param.name().equals(name))
                .findFirst()
                .map(param -> Integer.parseInt(param.value()));
    }

    /** Method and path, for messages. Query and body may hold personal data. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
