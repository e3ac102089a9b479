package io.kafkaconnect.intercom.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The log of what teammates did, newest first. A longer time than five days is too much for the server. */
final class LogRoutes {

    private static final int USUAL = 20;
    private static final int MOST = 250;
    private static final Duration LONGEST = Duration.ofDays(5);
    private static final Comparator<Item> NEWEST_FIRST = Comparator.comparingLong(LogRoutes::createdAt)
            .thenComparing(Item::id)
            .reversed();

    private final Workspace workspace;

    LogRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Route> routes() {
        TokenScope scope = TokenScope.READ_ACTIVITY_LOGS;
        return List.of(
                Route.get("/admins/activity_logs", scope, (call, id) -> logs(call, call::param, Set.of()))
                        .since(new MinorVersion(11)),
                Route.post("/admins/activity_logs/search", scope, (call, id) -> search(call))
                        .since(new MinorVersion(16)));
    }

    private ApiReply search(Call call) {
        JsonNode body = call.json();
        Set<String> types = new LinkedHashSet<>();
        body.path("event_types").forEach(type -> types.add(type.asText()));
        return logs(call, name -> body.hasNonNull(name) ? body.path(name).asText() : null, types);
    }

    /** Both ends of the time are excluded. */
    private ApiReply logs(Call call, Function<String, String> parameter, Set<String> types) {
        Long after = second("created_at_after", parameter.apply("created_at_after"));
        Long given = second("created_at_before", parameter.apply("created_at_before"));
        if (after == null) {
            throw new Refusal(404, "parameter_not_found", "created_at_after is missing");
        }
        long before = given == null ? workspace.now() + 1 : given;
        if (before - after > LONGEST.toSeconds()) {
            throw new Refusal(500, "server_error", "Something went wrong");
        }
        List<Item> found = workspace.items().all(ItemKind.ACTIVITY_LOGS).stream()
                .filter(log -> createdAt(log) > after && createdAt(log) < before)
                .filter(log -> types.isEmpty()
                        || types.contains(log.json().path("activity_type").asText()))
                .sorted(NEWEST_FIRST)
                .toList();
        ResultPage<Item> page = Pager.numbered(
                call,
                found,
                number("per_page", parameter.apply("per_page"), USUAL, MOST),
                number("page", parameter.apply("page"), 1, Integer.MAX_VALUE));
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "activity_log.list")
                    .list("activity_logs", page.items(), (json, log) -> json.members(log.json(), Set.of()));
            PagesJson.url(out, page);
        }));
    }

    private static int number(String name, String value, int usual, int most) {
        return value == null ? usual : Call.bounded(name, value, most);
    }

    private static Long second(String name, String value) {
        try {
            return value == null ? null : Long.valueOf(value);
        } catch (NumberFormatException e) {
            throw Refusal.parameter(name + " is not a number");
        }
    }

    private static long createdAt(Item log) {
        return log.json().path("created_at").longValue();
    }
}
