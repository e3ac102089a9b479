package io.kafkaconnect.intercom.sandbox.api;

import io.kafkaconnect.intercom.sandbox.item.Item;
import io.kafkaconnect.intercom.sandbox.item.ItemKind;
import io.kafkaconnect.intercom.sandbox.json.JsonWriter;
import io.kafkaconnect.intercom.sandbox.model.Workspace;
import io.kafkaconnect.intercom.sandbox.search.Refusal;
import io.kafkaconnect.intercom.sandbox.search.ResultPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The lists of items and each item. */
final class ItemRoutes {

    /** What only other resources show. */
    private static final Set<String> OF_CALLS = Set.of("transcript", "transcript_status");

    private static final Map<ItemKind, Set<String>> NOT_IN_LIST =
            Map.of(ItemKind.ARTICLES, Set.of("statistics"), ItemKind.CALLS, OF_CALLS);
    private static final Map<ItemKind, Set<String>> NOT_IN_SINGLE = Map.of(ItemKind.CALLS, OF_CALLS);

    private final Workspace workspace;

    ItemRoutes(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Listing listing : Listing.ALL) {
            MinorVersion since = new MinorVersion(listing.since());
            routes.add(Route.get(listing.path(), listing.scope(), (call, id) -> list(listing, call))
                    .since(since));
            if (listing.single()) {
                routes.add(
                        Route.get(listing.path() + "/{id}", listing.scope(), (call, id) -> single(listing.kind(), id))
                                .since(since));
            }
        }
        return routes;
    }

    private ApiReply list(Listing listing, Call call) {
        boolean archived = listing.kind() != ItemKind.CONVERSATION_ATTRIBUTES || call.flag("include_archived");
        List<Item> all = workspace.items().all(listing.kind()).stream()
                .filter(item -> archived || !item.json().path("archived").asBoolean())
                .toList();
        ResultPage<Item> page = listing.paging().page(call, all);
        Set<String> omitted = NOT_IN_LIST.getOrDefault(listing.kind(), Set.of());
        return ApiReply.ok(JsonWriter.object(out -> {
            out.put("type", "list").list("data", page.items(), (json, item) -> json.members(item.json(), omitted));
            listing.paging().write(out, page);
        }));
    }

    private ApiReply single(ItemKind kind, String id) {
        Item item = workspace.items().get(kind, id);
        if (item == null) {
            throw Refusal.notFound("Resource Not Found");
        }
        Set<String> omitted = NOT_IN_SINGLE.getOrDefault(kind, Set.of());
        return ApiReply.ok(JsonWriter.object(out -> out.members(item.json(), omitted)));
    }
}
