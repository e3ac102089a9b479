package io.kafkaconnect.intercom.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** An Intercom that has a second page of everything, so that whatever can be asked is asked; it remembers all that was. */
final class TwoPageIntercom implements IntercomApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Set<String> NUMBERED = Set.of(
            "/articles",
            "/help_center/collections",
            "/internal_articles",
            "/calls",
            "/news/news_items",
            "/news/newsfeeds",
            "/ai/external_pages",
            "/ai/content_import_sources",
            "/content_snippets");

    private static final Set<String> WHOLE = Set.of(
            "/ticket_types",
            "/ticket_states",
            "/help_center/help_centers",
            "/away_status_reasons",
            "/brands",
            "/subscription_types",
            "/data_attributes",
            "/conversations/attributes");

    /** What is shown one by one, besides. */
    private static final Set<String> SINGLE = Set.of("/companies", "/teams", "/tags", "/segments", "/notes", "/macros");

    private static final long YEAR = Duration.ofDays(365).toSeconds();

    private final Instant now;
    private final List<Request> asked = new ArrayList<>();

    TwoPageIntercom(Instant now) {
        this.now = now;
    }

    List<Request> asked() {
        return asked;
    }

    @Override
    public CompletableFuture<Reply> send(Request request) {
        asked.add(request);
        // An id that is a team's, and conversations that are deleted.
        if (request.path().matches("/admins/\\d+|/conversations/51[12]")) {
            Failure failure = new Failure(request, 404, "not_found", "", "");
            return CompletableFuture.completedFuture(new Reply.NotFound(failure));
        }
        return CompletableFuture.completedFuture(new Reply.Success(body(request), now, request));
    }

    private ObjectNode body(Request request) {
        String path = request.path();
        if (path.equals("/calls/search")) {
            return json("{'data': []}");
        }
        if (path.endsWith("/search")) {
            return search(request);
        }
        if (path.equals("/companies/scroll")) {
            return scroll(request);
        }
        if (NUMBERED.contains(path)) {
            return numbered(request);
        }
        if (WHOLE.contains(path)) {
            return json("{'data': [{'id': '1'}]}");
        }
        String list = path.substring(0, path.lastIndexOf('/'));
        if (path.matches("/companies/[^/]+/notes")) {
            boolean first = parameter(request, "page").isEmpty();
            return json("{'data': [{'id': '%s'}] %s}"
                    .formatted(first ? "17" : "18", link(first, path + "?per_page=50&page=2")));
        }
        if (NUMBERED.contains(list) || WHOLE.contains(list) || SINGLE.contains(list)) {
            return json("{'id': '%s'}".formatted(path.substring(path.lastIndexOf('/') + 1)));
        }
        if (path.matches("/contacts/[^/]+/segments")) {
            return json("{'data': [{'id': '6762f25c1bb69f9f2193bc22'}]}");
        }
        if (list.equals("/contacts")) {
            return json("{'id': '%s', 'role': 'user'}".formatted(path.substring(list.length() + 1)));
        }
        if (path.startsWith("/contacts/") || path.equals("/events")) {
            return ofContact(request);
        }
        return switch (path) {
            case "/segments" ->
                json("{'segments': [{'id': '6762f25c1bb69f9f2193bc22'}, {'id': '6762f25c1bb69f9f2193bc23'}]}");
            case "/admins" -> json("{'admins': [{'id': '991267459'}]}");
            case "/teams" -> json("{'teams': [{'id': '5017691'}]}");
            case "/tags" -> json("{'data': [{'id': '80'}]}");
            case "/macros" -> macros(parameter(request, "starting_after").isEmpty());
            case "/tickets/511", "/tickets/512" -> ticket(path.substring("/tickets/".length()));
            case "/tickets/615" -> ticket("615");
            case "/conversations/deleted" -> deleted(request);
            case "/conversations/515" -> conversation("515");
            case "/conversations/516" -> conversation("516");
            default -> throw new IllegalArgumentException("nothing is scripted for " + request);
        };
    }

    private ObjectNode search(Request request) {
        boolean first = !request.body().path("pagination").has("starting_after");
        return switch (request.path()) {
            case "/contacts/search" ->
                request.body().path("query").path("field").asText().equals("id")
                        ? json("{'data': [], 'total_count': 0}")
                        : contacts(request, first);
            case "/conversations/search" -> conversations(first);
            case "/tickets/search" -> tickets(first);
            case "/admins/activity_logs/search" -> logs(request.body());
            default -> throw new IllegalArgumentException("nothing is scripted for " + request);
        };
    }

    private ObjectNode contacts(Request request, boolean first) {
        String role = request.body().path("query").toString().contains("\"lead\"") ? "lead" : "user";
        String lists = first
                ? ", 'tags': {'data': [{'id': '80'}], 'has_more': true}, 'companies': {'data': [], 'has_more': true},"
                        + " 'opted_in_subscription_types': {'data': [], 'has_more': true},"
                        + " 'opted_out_subscription_types': {'data': []}, 'notes': {'total_count': 3}"
                : ", 'tags': {'data': []}, 'companies': {'data': []}, 'notes': {'total_count': 0}";
        String id = first ? "6762f0ab1bb69f9f2193bb60" : "6762f0ab1bb69f9f2193bb61";
        return json("{'data': [{'id': '%s', 'role': '%s', 'updated_at': %d %s}] %s}"
                .formatted(id, role, updated(), lists, cursor(first)));
    }

    private ObjectNode conversations(boolean first) {
        return json("{'conversations': [%s] %s}".formatted(conversation(first ? "515" : "516"), cursor(first)));
    }

    private ObjectNode conversation(String id) {
        return json(("{'id': '%s', 'updated_at': %d, 'contacts': {'contacts': [{'id': '6762f14a1bb69f9f2193bbb%s'}]},"
                        + " 'tags': {'tags': []}, 'conversation_parts': {'conversation_parts': []}}")
                .formatted(id, updated(), id.substring(2)));
    }

    private ObjectNode tickets(boolean first) {
        return json("{'tickets': [%s] %s}".formatted(ticket(first ? "615" : "616"), cursor(first)));
    }

    private ObjectNode ticket(String id) {
        return json(("{'id': '%s', 'updated_at': %d, 'contacts': {'contacts': [{'id': '6762f14a1bb69f9f2193bbc%s'}]},"
                        + " 'ticket_parts': {'ticket_parts': []}}")
                .formatted(id, updated(), id.substring(2)));
    }

    private ObjectNode macros(boolean first) {
        return first
                ? json("{'data': [{'id': '9'}], 'pages': {'next': {'starting_after': 'WzE3MTk0OTM3NTcuMCwgIjEyMyJd'}}}")
                : json("{'data': [{'id': '10'}], 'pages': {'next': null}}");
    }

    /** Two pages of what happened in the window. Something happens once a year. */
    private ObjectNode logs(ObjectNode window) {
        long latest = window.path("created_at_before").asLong() - 1;
        long time = latest - Math.floorMod(latest - updated(), YEAR);
        boolean any = time > window.path("created_at_after").asLong();
        int page = window.path("page").asInt();
        String log = "{'id': '%d-%d', 'created_at': %d}".formatted(time, page, time);
        return json("{'activity_logs': [%s], 'pages': {'page': %d, 'total_pages': %d}}"
                .formatted(any ? log : "", page, any ? 2 : 0));
    }

    /** A page with its first entity alone, of a list with one entity more than a page has. */
    private static ObjectNode numbered(Request request) {
        return json("{'data': [{'id': '%s', 'conversation_id': '515'}], 'total_count': %d}"
                .formatted(parameter(request, "page"), Integer.parseInt(parameter(request, "per_page")) + 1));
    }

    private ObjectNode deleted(Request request) {
        boolean first = parameter(request, "page").equals("1");
        return json("{'conversations': [{'id': '51%s', 'deleted_at': %d}] %s}"
                .formatted(
                        parameter(request, "page"),
                        updated(),
                        link(
                                first,
                                "/conversations/deleted?per_page=60&order=" + parameter(request, "order")
                                        + "&page=2")));
    }

    private static ObjectNode scroll(Request request) {
        return switch (parameter(request, "scroll_param")) {
            case "" -> json("{'data': [{'id': '6762f0971bb69f9f2193bb2b'}], 'scroll_param': '69352cd2'}");
            case "69352cd2" -> json("{'data': [{'id': '6762f0971bb69f9f2193bb2c'}], 'scroll_param': '69352cd3'}");
            default -> json("{'data': []}");
        };
    }

    /** Pages of what a contact has: their links repeat the parameters of the request. */
    private static ObjectNode ofContact(Request request) {
        String path = request.path();
        if (path.endsWith("/tags")) {
            return json("{'data': [{'id': '80'}, {'id': '81'}]}");
        }
        if (path.endsWith("/subscriptions")) {
            return json("{'data': [{'id': '91', 'consent_type': 'opt_out'}]}");
        }
        if (path.equals("/events")) {
            boolean first = parameter(request, "per_page").isEmpty();
            return json("{'events': [{'name': 'invited-friend'}] %s}"
                    .formatted(link(
                            first,
                            "/events?type=user&summary=true&per_page=50&intercom_user_id="
                                    + parameter(request, "intercom_user_id"))));
        }
        boolean first = parameter(request, "page").isEmpty();
        return json("{'data': [{'id': '26'}] %s}".formatted(link(first, path + "?per_page=60&page=2")));
    }

    private static String parameter(Request request, String name) {
        return request.query().stream()
                .filter(param -> param.name().equals(name))
                .map(Request.Param::value)
                .findFirst()
                .orElse("");
    }

    private static String cursor(boolean more) {
        return more ? ", 'pages': {'next': {'page': 2, 'starting_after': 'WzE3MzQ1Mzc1NDYwMDAsMiwyXQ=='}}" : "";
    }

    private static String link(boolean more, String next) {
        return more ? ", 'pages': {'next': 'https://api.intercom.io%s'}".formatted(next) : ", 'pages': {'next': null}";
    }

    private long updated() {
        return now.minusSeconds(600).getEpochSecond();
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
