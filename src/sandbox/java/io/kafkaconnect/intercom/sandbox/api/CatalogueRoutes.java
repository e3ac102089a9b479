package io.kafkaconnect.intercom.sandbox.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.CatalogueJson;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The short lists without pages. */
final class CatalogueRoutes {

    private static final List<String> MODELS = List.of("contact", "company");

    private final Workspace workspace;
    private final CatalogueJson json;
    private final boolean contactsBySecond;

    CatalogueRoutes(Workspace workspace, boolean contactsBySecond) {
        this.workspace = workspace;
        this.json = new CatalogueJson(workspace);
        this.contactsBySecond = contactsBySecond;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/me", null, (call, id) -> ApiReply.ok(JsonWriter.object(json::me))),
                Route.get(
                        "/admins",
                        TokenScope.READ_ADMINS,
                        (call, id) -> ApiReply.ok(JsonWriter.object(out -> out.put("type", "admin.list")
                                .list("admins", workspace.admins().all(), json::admin)))),
                Route.get(
                        "/teams",
                        TokenScope.READ_ADMINS,
                        (call, id) -> ApiReply.ok(JsonWriter.object(out -> out.put("type", "team.list")
                                .list("teams", workspace.teams().all(), CatalogueJson::team)))),
                Route.get(
                        "/tags",
                        TokenScope.READ_TAGS,
                        (call, id) -> ApiReply.ok(JsonWriter.object(out -> out.put("type", "list")
                                .list("data", workspace.tags().all(), CatalogueJson::tag)))),
                Route.get("/segments", TokenScope.READ_USERS_COMPANIES, (call, id) -> segments(call)),
                Route.get(
                        "/admins/{id}",
                        TokenScope.READ_ADMINS,
                        (call, id) -> single(workspace.admins().get(id), "admin_not_found", json::admin)),
                Route.get(
                        "/teams/{id}",
                        TokenScope.READ_ADMINS,
                        (call, id) -> single(workspace.teams().get(id), "team_not_found", CatalogueJson::team)),
                Route.get(
                        "/tags/{id}",
                        TokenScope.READ_TAGS,
                        (call, id) -> single(workspace.tags().get(id), "not_found", CatalogueJson::tag)),
                Route.get(
                        "/segments/{id}",
                        TokenScope.READ_USERS_COMPANIES,
                        (call, id) -> single(workspace.segments().get(id), "not_found", CatalogueJson::segment)),
                Route.get("/data_attributes", TokenScope.READ_USERS_COMPANIES, (call, id) -> attributes(call)));
    }

    private static <T> ApiReply single(T found, String otherwise, JsonWriter.Listed<T> json) {
        if (found == null) {
            throw new Refusal(404, otherwise, "Resource Not Found");
        }
        return ApiReply.ok(JsonWriter.object(out -> json.write(out, found)));
    }

    private ApiReply segments(Call call) {
        boolean counted = call.flag("include_count");
        return ApiReply.ok(JsonWriter.object(out -> out.put("type", "segment.list")
                .list(
                        "segments",
                        workspace.segments().all(),
                        counted ? json::countedSegment : CatalogueJson::segment)));
    }

    private ApiReply attributes(Call call) {
        String model = call.param("model");
        if (model != null && !MODELS.contains(model)) {
            throw new Refusal(422, "unprocessable_entity", "The model must be one of " + MODELS);
        }
        List<ObjectNode> shown = workspace.items().all(ItemKind.DATA_ATTRIBUTES).stream()
                .map(Item::json)
                .filter(json -> model == null || model.equals(json.path("model").textValue()))
                .filter(json ->
                        call.flag("include_archived") || !json.path("archived").asBoolean())
                .toList();
        List<ObjectNode> dates = "contact".equals(model) ? CatalogueJson.contactDates(contactsBySecond) : List.of();
        return ApiReply.ok(JsonWriter.object(out -> out.put("type", "list")
                .list(
                        "data",
                        Stream.concat(dates.stream(), shown.stream()).toList(),
                        (each, json) -> each.members(json, Set.of()))));
    }
}
