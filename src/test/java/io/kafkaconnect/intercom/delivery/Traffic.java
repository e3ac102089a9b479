package io.kafkaconnect.intercom.delivery;

import io.kafkaconnect.intercom.api.Request;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was asked for since it was last looked at. */
final class Traffic {
    /** What the reading of each stream begins with; of two lists read one after the other, the last. */
    private static final List<String> BEGINNINGS = List.of(
            "/contacts/search user",
            "/contacts/search lead",
            "/contacts/search segment_id",
            "/conversations/search",
            "/conversations/deleted",
            "/companies/scroll",
            "/segments",
            "/segments include_count",
            "/teams",
            "/tags");

    private final Set<String> begun = new HashSet<>();
    private int incremental;
    private int details;
    private int refused;

    void asked(Request request) {
        if (request.priority() == Request.Priority.DETAIL) {
            details++;
            return;
        }
        String list = request.path() + kind(request);
        begun.add(list);
        if (list.startsWith("/conversations") || (list.startsWith("/contacts") && !list.endsWith("segment_id"))) {
            incremental++;
        }
    }

    private static String kind(Request request) {
        if (request.path().equals("/contacts/search")) {
            String filter = request.body().path("query").toString();
            return filter.contains("segment_id") ? " segment_id" : filter.contains("lead") ? " lead" : " user";
        }
        return request.path().equals("/segments") && !request.query().isEmpty() ? " include_count" : "";
    }

    /** What is gone is as good an answer as any. */
    void answered(int status) {
        refused += status >= 400 && status != 404 && status != 410 ? 1 : 0;
    }

    /** Whether every stream was looked at, and nothing put off; memberships only where there are segments. */
    boolean isComplete(boolean segments) {
        return refused == 0
                && BEGINNINGS.stream()
                        .filter(list -> segments || !list.endsWith("segment_id"))
                        .allMatch(begun::contains);
    }

    /** Pages of the streams that are read by update time. */
    int incremental() {
        return incremental;
    }

    /** What was asked about single entities. */
    int details() {
        return details;
    }

    void clear() {
        begun.clear();
        incremental = 0;
        details = 0;
        refused = 0;
    }
}
