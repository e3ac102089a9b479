package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.json.ConversationJson;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.json.PagesJson;
import io.kafkaconnect.intercom.sandbox.json.Signatures;
import io.kafkaconnect.intercom.sandbox.model.Conversation;
import io.kafkaconnect.intercom.sandbox.model.Copies;
import io.kafkaconnect.intercom.sandbox.model.DeletedConversation;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import io.kafkaconnect.intercom.sandbox.search.SearchEngine;
import java.util.List;
import java.util.stream.IntStream;

/** Conversations, alone, in lists, and deleted. */
final class ConversationRoutes {

    private final Workspace workspace;
    private final SearchCalls<Conversation> searches;
    private final ConversationJson json;
    private final Copies copies;

    ConversationRoutes(Workspace workspace, SearchEngine<Conversation> engine, Signatures signatures, Copies copies) {
        this.workspace = workspace;
        this.searches = new SearchCalls<>(engine);
        this.json = new ConversationJson(workspace, signatures);
        this.copies = copies;
    }

    List<Route> routes() {
        TokenScope scope = TokenScope.READ_CONVERSATIONS;
        return List.of(
                Route.post("/conversations/search", scope, (call, id) -> found(searches.search(call, 20))),
                Route.get("/conversations", scope, (call, id) -> found(searches.list(call, "updated_at", 20))),
                Route.get("/conversations/deleted", scope, (call, id) -> deleted(call))
                        .since(MinorVersion.V2_16),
                Route.get("/conversations/{id}", scope, this::single));
    }

    private ApiReply found(SearchCalls.Found<Conversation> found) {
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "conversation.list")
                    .list("conversations", shown(found.page().items()), json::writeListed)
                    .put("total_count", found.page().totalCount());
            PagesJson.cursor(out, found.page(), found.perPage());
        }));
    }

    private List<Conversation> shown(List<Conversation> found) {
        return found.stream()
                .map(each -> copies.of(workspace.conversations(), each))
                .toList();
    }

    private ApiReply single(Call call, String id) {
        Conversation conversation = workspace.conversations().current().get(id);
        if (conversation == null) {
            throw Refusal.notFound("Resource Not Found");
        }
        Conversation shown = copies.of(workspace.conversations(), conversation);
        boolean plain = "plaintext".equals(call.param("display_as"));
        return ApiReply.ok(JsonWriter.object(out -> json.writeSingle(out, shown, plain)));
    }

    private ApiReply deleted(Call call) {
        List<DeletedConversation> oldestFirst = workspace.deletedConversations();
        int count = oldestFirst.size();
        List<DeletedConversation> all = "asc".equals(call.param("order"))
                ? oldestFirst
                : IntStream.range(0, count)
                        .mapToObj(i -> oldestFirst.get(count - 1 - i))
                        .toList();
        ResultPage<DeletedConversation> page = Pager.page(call, all, 20, 60);
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "conversations.list")
                    .list("conversations", page.items(), ConversationJson::writeDeleted)
                    .put("total_count", page.totalCount());
            PagesJson.url(out, page);
        }));
    }
}
