package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** The requests beyond its list that a stream makes: those that its tables need, except those that turned out not to be permitted. Thread-safe. */
public final class EnrichmentCalls {
    /** The number of requests for the same thing if each response is flawed. */
    static final int MAX_FLAWED = 3;

    private static final int MAX_REMEMBERED = 10_000;

    private final IntercomApi intercom;
    private final Set<Enrichment> needed;
    private final boolean skipDenied;
    private final StreamListener listener;
    private final EnrichmentPermissions permissions;
    /** The lists that hold fewer items than they count, by the path of their request. */
    private final Map<String, ShortList> shortLists = Collections.synchronizedMap(BoundedMaps.map(MAX_REMEMBERED));

    /** The responses that seem to be incomplete, by entity. Nine alike are believed: three attempts at the entity, with three responses each. */
    private final IncompleteReplies shortages = new IncompleteReplies(3 * MAX_FLAWED);

    private record ShortList(long declared, int got) {}

    /**
     * The calls of a stream.
     *
     * @param needed the enrichments that the tables need
     * @param skipDenied if true, the stream continues without an enrichment that is not permitted; if false, it fails
     */
    public EnrichmentCalls(IntercomApi intercom, Set<Enrichment> needed, boolean skipDenied, StreamListener listener) {
        this.intercom = intercom;
        this.skipDenied = skipDenied;
        this.listener = listener;
        this.needed = Set.copyOf(needed);
        this.permissions = new EnrichmentPermissions(needed);
    }

    /** Whether tables need the enrichment. */
    public boolean needs(Enrichment enrichment) {
        return needed.contains(enrichment);
    }

    /** Whether tables need the enrichment and Intercom permits it. */
    boolean wants(Enrichment enrichment) {
        return permissions.wants(enrichment);
    }

    /** Whether to request the enrichment now. An enrichment that is not permitted is requested once a pass: it may be permitted by then. */
    boolean mayRequest(Enrichment enrichment) {
        return permissions.mayRequest(enrichment);
    }

    /** Counts a response that seems to be incomplete, and returns whether it must not be believed yet. */
    boolean isDoubtful(String id, String shortage) {
        return shortages.isDoubtful(id, shortage);
    }

    /** The number of times that Intercom turned out to refuse an enrichment for all entities, and not for single ones only. */
    int decisions() {
        return permissions.decisions();
    }

    /** A new pass begins, which may request each skipped enrichment once. */
    public void passBegins() {
        permissions.passBegins();
    }

    /** Requests skipped enrichments as if Intercom had never refused them. */
    void forgetRefusals() {
        permissions.forget();
    }

    /**
     * Requests something that has one page. Cancelling the future takes back a request that waits.
     *
     * @param id the id of the entity that needs it
     * @param flaw returns what is wrong with a response; empty if it is sound
     */
    CompletableFuture<CallResult> request(
            Enrichment enrichment, String id, Request request, Function<ObjectNode, Optional<String>> flaw) {
        return request(enrichment, id, request, flaw, 1);
    }

    private CompletableFuture<CallResult> request(
            Enrichment enrichment, String id, Request request, Function<ObjectNode, Optional<String>> flaw, int times) {
        CompletableFuture<CallResult> first = request(enrichment, id, request);
        return WakeupFutures.cancelling(first, first.thenCompose(result -> {
            Optional<String> wrong = result instanceof CallResult.Data found
                    ? flaw.apply(found.reply().body())
                    : Optional.empty();
            if (wrong.isEmpty()) {
                return CompletableFuture.completedFuture(result);
            }
            return times < MAX_FLAWED
                    ? request(enrichment, id, request, flaw, times + 1)
                    : CompletableFuture.completedFuture(flawed(request, wrong.get()));
        }));
    }

    private CompletableFuture<CallResult> request(Enrichment enrichment, String id, Request request) {
        CompletableFuture<Reply> reply = intercom.send(request.asDetail());
        return WakeupFutures.cancelling(reply, reply.thenApply(answered -> result(enrichment, id, answered)));
    }

    private CallResult result(Enrichment enrichment, String id, Reply reply) {
        if (reply instanceof Reply.Forbidden denied) {
            return denied(enrichment, id, denied);
        }
        if (reply instanceof Reply.Rejected rejected) {
            return new CallResult.RefusedForEntity(rejected.failure());
        }
        if (reply instanceof Reply.Withheld withheld) {
            return new CallResult.RefusedForEntity(withheld.failure());
        }
        CallResult result = reply instanceof Reply.NotFound missing
                ? new CallResult.Absent(missing.failure())
                : new CallResult.Data(reply.orThrow());
        if (permissions.answered(enrichment)) {
            listener.detailPermitted(enrichment);
        }
        return result;
    }

    private CallResult denied(Enrichment enrichment, String id, Reply.Forbidden denied) {
        if (!permissions.isRefusedForAll(enrichment, id)) {
            return new CallResult.RefusedForEntity(denied.failure());
        }
        if (!skipDenied) {
            throw new IntercomException(denied, enrichment.permission());
        }
        // The listener comes first: it must know of the missing part before an entity is released without it.
        if (permissions.wants(enrichment)) {
            listener.detailDenied(enrichment, denied.failure());
            permissions.skip(enrichment);
        }
        return new CallResult.Skipped(denied.failure());
    }

    /**
     * Requests all items of a list, page by page. A list that lacks a known item is flawed. A list with fewer items than declared is read again, and
     * believed in the end: the declared number may include deleted items.
     */
    CompletableFuture<CallResult> requestAll(Enrichment enrichment, String id, Request request, ItemList list) {
        return requestAll(enrichment, id, request, list, 1);
    }

    private CompletableFuture<CallResult> requestAll(
            Enrichment enrichment, String id, Request request, ItemList list, int times) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        return collect(enrichment, id, request, list.names(), items).thenCompose(result -> {
            if (!(result instanceof CallResult.AllItems all)
                    || (list.isSound(all.items()) && isWhole(request, declared(list, all), all.items()))) {
                return CompletableFuture.completedFuture(result);
            }
            if (times < MAX_FLAWED) {
                return requestAll(enrichment, id, request, list, times + 1);
            }
            return CompletableFuture.completedFuture(
                    list.holdsKnown(all.items())
                            ? believed(request, list, all)
                            : flawed(request, "the list lacks items that exist"));
        });
    }

    private boolean isWhole(Request request, long declared, ArrayNode items) {
        return items.size() >= declared || new ShortList(declared, items.size()).equals(shortLists.get(request.path()));
    }

    private CallResult believed(Request request, ItemList list, CallResult.AllItems all) {
        shortLists.put(
                request.path(), new ShortList(declared(list, all), all.items().size()));
        return all;
    }

    /** What the list counts itself matters only if no other response told anything of it. */
    private static long declared(ItemList list, CallResult.AllItems all) {
        return list.declared() == 0 && list.known().isEmpty() ? all.counted() : list.declared();
    }

    private static CallResult flawed(Request request, String flaw) {
        return new CallResult.RefusedForEntity(new Failure(request, 200, "", "", flaw));
    }

    private CompletableFuture<CallResult> collect(
            Enrichment enrichment, String id, Request request, List<String> arrays, ArrayNode items) {
        return request(enrichment, id, request, body -> ItemPages.flaw(request, body, arrays, items))
                .thenCompose(result -> {
                    if (!(result instanceof CallResult.Data found)) {
                        return CompletableFuture.completedFuture(result);
                    }
                    ObjectNode body = found.reply().body();
                    ItemPages.array(body, arrays).ifPresent(page -> ItemPages.addNew(page, items));
                    List<Request.Param> params = ItemPages.next(body);
                    return params.isEmpty()
                            ? CompletableFuture.completedFuture(CallResult.AllItems.of(items, body))
                            : collect(
                                    enrichment,
                                    id,
                                    ItemPages.following(found.reply().request(), params),
                                    arrays,
                                    items);
                });
    }

    /**
     * Requests all items of a search. Its response must count the items.
     *
     * @param name the name of the array that holds the items
     * @param expected whether the search can find the item
     */
    CompletableFuture<CallResult> requestCounted(
            Enrichment enrichment, String id, Request request, String name, Predicate<JsonNode> expected) {
        return request(enrichment, id, request, body -> ItemPages.countFlaw(body, name, expected))
                .thenCompose(result -> result instanceof CallResult.Data found
                        ? more(enrichment, id, found, name)
                        : CompletableFuture.completedFuture(result));
    }

    private CompletableFuture<CallResult> more(Enrichment enrichment, String id, CallResult.Data found, String name) {
        ObjectNode body = found.reply().body();
        ArrayNode items = (ArrayNode) body.path(name);
        List<Request.Param> params = NextPage.next(body);
        return params.isEmpty()
                ? CompletableFuture.completedFuture(CallResult.AllItems.of(items, body))
                : collect(enrichment, id, ItemPages.following(found.reply().request(), params), List.of(name), items);
    }
}
