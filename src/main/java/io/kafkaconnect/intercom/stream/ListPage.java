package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.IntercomException;
import io.kafkaconnect.intercom.api.Pages;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.value.IntercomTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of a list that carries update times.
 *
 * @param entities those with an id
 * @param next the page after it, null where it is the last
 * @param endless whether it names a next page though it is empty: following that might never end, and taken for the end it would hide what
 *     was not read
 * @param asOf when Intercom answered
 */
record ListPage(List<Listed> entities, Request next, boolean endless, Request asked, Instant asOf) {
    /** The update time of an entity that has none: only a pass over everything takes it. */
    static final long NO_TIME = IntercomTime.NO_TIME;

    /**
     * What Intercom answered.
     *
     * @param follows whether it was asked for with what another page named
     */
    static ListPage of(Reply reply, boolean follows, Listing listing, PageSize size, StreamListener listener) {
        if (reply instanceof Reply.Rejected rejected && follows) {
            // Nobody knows how long Intercom understands a cursor, and a paused task may hold one for days.
            throw new Scan.CursorRefusedException(rejected);
        }
        if (!(reply instanceof Reply.Found found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        JsonNode list = found.body().path(listing.array());
        if (!list.isArray()) {
            // Taken for an empty list it would move the mark past what was not read.
            throw new Pass.RestartException("no list '" + listing.array() + "' in the answer to " + found.asked());
        }
        size.answered(found.asked().pageSize());
        List<Request.Param> params = Pages.next(found.body());
        boolean endless = list.isEmpty() && !params.isEmpty();
        if (endless) {
            listener.passRestarted("an empty page names a next one in the answer to " + found.asked());
        }
        Request next = params.isEmpty() || endless ? null : listing.after(found.asked(), params, size.get());
        if (found.asked().equals(next)) {
            throw new Pass.RestartException("a page of " + found.asked() + " is its own next");
        }
        return new ListPage(entities(list, found, listing, listener), next, endless, found.asked(), found.asOf());
    }

    private static List<Listed> entities(JsonNode list, Reply.Found found, Listing listing, StreamListener listener) {
        List<Listed> entities = new ArrayList<>(list.size());
        for (JsonNode entity : list) {
            if (entity instanceof ObjectNode object && object.hasNonNull("id")) {
                long time = IntercomTime.seconds(object.path(listing.timeField()), NO_TIME);
                entities.add(new Listed(object.path("id").asText(), time, object, found.asOf()));
            } else {
                listener.malformed("an entity without id in " + found.asked());
            }
        }
        return entities;
    }
}
