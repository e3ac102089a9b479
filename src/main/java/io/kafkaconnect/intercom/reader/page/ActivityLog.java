package io.kafkaconnect.intercom.reader.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import java.time.Instant;
import java.util.List;

/** The log of what teammates did. Nothing in it changes. Intercom itself lists it newest first: {@link ActivityLogWindows} turns it round. */
public record ActivityLog() implements Listing {
    static final String ARRAY = "activity_logs";
    static final String TIME = "created_at";
    static final String AFTER = "created_at_after";
    static final String BEFORE = "created_at_before";

    /** A request for a day in which Intercom did not exist. It shows the permission to read the log. */
    public static final Request PROBE = search(0, 86_400);

    /** A request for what happened between two seconds, without these. */
    static Request search(long after, long before) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put(AFTER, after);
        return Request.post("/admins/activity_logs/search", body.put(BEFORE, before));
    }

    @Override
    public String array() {
        return ARRAY;
    }

    @Override
    public String timeField() {
        return TIME;
    }

    @Override
    public boolean newestFirst() {
        return false;
    }

    @Override
    public TimeFilter filter() {
        return TimeFilter.SECONDS;
    }

    @Override
    public Request oldestFirst(Instant from, int pageSize) {
        return oldestFirst(from, Instant.MAX, pageSize);
    }

    @Override
    public Request oldestFirst(Instant from, Instant to, int pageSize) {
        return search(from.getEpochSecond() - 1, to.equals(Instant.MAX) ? Long.MAX_VALUE : to.getEpochSecond() + 1);
    }

    /** Only a list that is read newest first needs it. */
    @Override
    public Request newestFirst(int pageSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Request after(Request page, List<Request.Param> next, int pageSize) {
        ObjectNode body = page.body().deepCopy();
        next.forEach(param -> body.put(AFTER, Long.parseLong(param.value())));
        return page.withBody(body);
    }
}
