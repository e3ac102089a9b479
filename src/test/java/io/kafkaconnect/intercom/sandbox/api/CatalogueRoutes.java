package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.json.CatalogueJson;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.util.List;

/** The short lists, which come whole. */
final class CatalogueRoutes {

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
                Route.get("/me", null, (call, id) -> Reply.ok(JsonWriter.object(json::me))),
                Route.get(
                        "/admins",
                        Scope.READ_ADMINS,
                        (call, id) -> Reply.ok(JsonWriter.object(out -> out.put("type", "admin.list")
                                .list("admins", workspace.admins().all(), json::admin)))),
                Route.get(
                        "/teams",
                        Scope.READ_ADMINS,
                        (call, id) -> Reply.ok(JsonWriter.object(out -> out.put("type", "team.list")
                                .list("teams", workspace.teams().all(), CatalogueJson::team)))),
                Route.get(
                        "/tags",
                        Scope.READ_TAGS,
                        (call, id) -> Reply.ok(JsonWriter.object(out -> out.put("type", "list")
                                .list("data", workspace.tags().all(), CatalogueJson::tag)))),
                Route.get("/segments", Scope.READ_USERS_COMPANIES, (call, id) -> segments(call)),
                Route.get(
                        "/admins/{id}",
                        Scope.READ_ADMINS,
                        (call, id) -> single(workspace.admins().get(id), "admin_not_found", json::admin)),
                Route.get(
                        "/teams/{id}",
                        Scope.READ_ADMINS,
                        (call, id) -> single(workspace.teams().get(id), "team_not_found", CatalogueJson::team)),
                Route.get(
                        "/tags/{id}",
                        Scope.READ_TAGS,
                        (call, id) -> single(workspace.tags().get(id), "not_found", CatalogueJson::tag)),
                Route.get(
                        "/segments/{id}",
                        Scope.READ_USERS_COMPANIES,
                        (call, id) -> single(workspace.segments().get(id), "not_found", CatalogueJson::segment)),
                Route.get("/data_attributes", Scope.READ_USERS_COMPANIES, (call, id) -> attributes(call)));
    }

    private static <T> Reply single(T found, String otherwise, JsonWriter.Listed<T> json) {
        if (found == null) {
            throw new Refusal(404, otherwise, "Resource Not Found");
        }
        return Reply.ok(JsonWriter.object(out -> json.write(out, found)));
    }

    private Reply segments(Call call) {
        boolean counted = call.flag("include_count");
        return Reply.ok(JsonWriter.object(out -> out.put("type", "segment.list")
                .list(
                        "segments",
                        workspace.segments().all(),
                        counted ? json::countedSegment : CatalogueJson::segment)));
    }

    private Reply attributes(Call call) {
        if (!"contact".equals(call.param("model"))) {
            throw new Refusal(422, "unprocessable_entity", "Only the contact model is here");
        }
        return Reply.ok(JsonWriter.object(out -> CatalogueJson.contactAttributes(out, contactsBySecond)));
    }
}
