package io.kafkaconnect.intercom.simulation;

import io.kafkaconnect.intercom.client.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What was asked for since it was last looked at. */
final class RequestLog {
    /** Where the reading of a stream begins; of two lists read one after the other, the last. */
    private static final Map<String, String> STREAMS = Map.of(
            "/contacts/search user", "users",
            "/contacts/search lead", "leads",
            "/contacts/search all user", "users_relations",
            "/contacts/search all lead", "leads_relations",
            "/contacts/search segment_id", "segment_members",
            "/conversations/search", "conversations",
            "/conversations/deleted", "conversations_deleted",
            "/companies/scroll", "companies",
            "/segments include_count", "segments",
            "/teams", "admins");

    private final Map<String, Integer> lists = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private int requests;
    private int details;
    private int refused;

    void asked(Request request) {
        requests++;
        if (request.priority() == Request.Priority.BACKGROUND) {
            // A round never ends.
            return;
        }
        if (request.priority() == Request.Priority.DETAIL) {
            // Of the lists inlined in a contact only ten items are: those of a few contacts are part of a reading of
            // all.
            // The roles of a page's contacts are part of a reading of all conversations.
            details += request.path().matches("/contacts/(.*/(tags|companies)|search)") ? 0 : 1;
        } else {
            String list = STREAMS.getOrDefault(
                    request.path() + kind(request), request.path().substring(1));
            lists.merge(list, 1, Integer::sum);
            if (isFirstPage(request)) {
                // Where a stream has no mark yet, its polls read all conversations.
                begun.add(list.equals("conversations/search") ? "conversations" : list);
            }
        }
    }

    private static boolean isFirstPage(Request request) {
        boolean goesOn =
                request.body() != null && request.body().path("pagination").has("starting_after");
        return !goesOn
                && request.query().stream()
                        .noneMatch(param -> param.name().equals("starting_after")
                                || param.name().equals("scroll_param")
                                || (param.name().equals("page")
                                        && !param.value().equals("1")));
    }

    private static String kind(Request request) {
        if (request.path().equals("/contacts/search")) {
            String filter = request.body().path("query").toString();
            boolean all = !request.body().path("sort").path("field").asText().equals("updated_at");
            return filter.contains("segment_id")
                    ? " segment_id"
                    : (all ? " all" : "") + (filter.contains("lead") ? " lead" : " user");
        }
        if (request.path().equals("/conversations/search")) {
            return request.body().at("/query/value").asLong() == 0 ? " all" : "";
        }
        return request.path().equals("/segments") && !request.query().isEmpty() ? " include_count" : "";
    }

    /** What is gone is as good an answer as any. */
    void answered(int status) {
        refused += status >= 400 && status != 404 && status != 410 ? 1 : 0;
    }

    /** Whether something was put off. */
    boolean wasRefused() {
        return refused > 0;
    }

    /** Whether a reading of each of these streams has begun; memberships only where there are segments. */
    boolean isComplete(Collection<String> streams, boolean segments) {
        return streams.stream()
                .map(stream -> stream.equals("segment_members") && !segments ? "segments" : stream)
                .allMatch(begun::contains);
    }

    /** The pages of a stream's list. */
    int pages(String stream) {
        return lists.getOrDefault(stream, 0);
    }

    /** What was asked about single entities. */
    int details() {
        return details;
    }

    /** All that was asked for. */
    int requests() {
        return requests;
    }

    void clear() {
        lists.clear();
        begun.clear();
        requests = 0;
        details = 0;
        refused = 0;
    }
}
