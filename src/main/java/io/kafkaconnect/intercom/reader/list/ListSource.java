package io.kafkaconnect.intercom.reader.list;

import io.kafkaconnect.intercom.client.Request;
import java.util.Optional;

/**
 * A list that is read whole.
 *
 * @param request the request for its first page
 * @param array the name of its array
 * @param byId the path of one of its entities, with braces for the id; empty if Intercom has no request for a single entity
 * @param haveIds whether each of its entities has an id
 */
public record ListSource(Request request, String array, Optional<String> byId, boolean haveIds) {
    /** A list whose entities Intercom also shows one by one. */
    public ListSource(Request request, String array, String byId) {
        this(request, array, Optional.of(byId), true);
    }

    /** A list whose entities Intercom shows only there. */
    public static ListSource alone(Request request, String array) {
        return new ListSource(request, array, Optional.empty(), true);
    }

    /** The same list, of entities some of which have no id. */
    public ListSource withoutIds() {
        return new ListSource(request, array, byId, false);
    }

    /** The same list from another page on. */
    ListSource from(Request page) {
        return new ListSource(page, array, byId, haveIds);
    }
}
