package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls of some conversations, with their transcripts. */
final class CallRoutes {

    private static final int MOST = 20;

    private final Workspace workspace;

    CallRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Route> routes() {
        return List.of(Route.post("/calls/search", TokenScope.READ_CALLS, (call, id) -> search(call))
                .since(new MinorVersion(14)));
    }

    private ApiReply search(Call call) {
        Set<String> conversations = new LinkedHashSet<>();
        call.json().path("conversation_ids").forEach(id -> conversations.add(id.asText()));
        if (conversations.isEmpty() || conversations.size() > MOST) {
            throw Refusal.parameter("conversation_ids must be between 1 and " + MOST);
        }
        List<Item> found = workspace.items().all(ItemKind.CALLS).stream()
                .filter(item -> conversations.contains(
                        item.json().path("conversation_id").textValue()))
                .toList();
        return ApiReply.ok(JsonWriter.object(out ->
                out.put("type", "list").list("data", found, (json, item) -> json.members(item.json(), Set.of()))));
    }
}
