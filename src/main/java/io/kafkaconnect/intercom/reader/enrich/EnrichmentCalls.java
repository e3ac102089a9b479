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
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/** The detail calls a stream makes: those its tables need, less those that turned out not to be permitted. Thread-safe. */
public final class EnrichmentCalls {
    /** An answer that does not hold what it must is not believed before it has come so often. */
    static final int ENOUGH_FLAWED = 3;

    private static final String TORN = "a page names a next one that cannot be asked for";

    private static final int MOST_REMEMBERED = 10_000;

    private final IntercomApi intercom;
    private final boolean skipDenied;
    private final StreamListener listener;
    private final EnrichmentPermissions permissions;
    /** Lists that count more than they hold, by request: what they counted and held when they had come alike twice. */
    private final Map<String, Counted> known = Collections.synchronizedMap(BoundedMaps.map(MOST_REMEMBERED));

    private record Counted(long declared, int got) {}

    /** Answers that seem to lack something, by entity: three looks at it, of as many answers each, are believed. */
    private final IncompleteReplies shortages = new IncompleteReplies(3 * ENOUGH_FLAWED);

    /** What came of a call. */
    sealed interface CallResult {
        /** The data. */
        record Data(Reply.Success reply) implements CallResult {}

        /** All items of a list. */
        record AllItems(ArrayNode items) implements CallResult {}

        /** Intercom says that the thing does not exist. */
        record Absent(Failure failure) implements CallResult {}

        /** Refused for this entity, or answered in a form that cannot be read. */
        record RefusedForEntity(Failure failure) implements CallResult {}

        /** Not permitted for any entity, and left out. */
        record Skipped(Failure failure) implements CallResult {}
    }

    /**
     * The calls.
     *
     * @param skipDenied whether a missing permission leaves the detail out instead of ending the stream
     */
    public EnrichmentCalls(IntercomApi intercom, Set<Enrichment> needed, boolean skipDenied, StreamListener listener) {
        this.intercom = intercom;
        this.skipDenied = skipDenied;
        this.listener = listener;
        this.permissions = new EnrichmentPermissions(needed);
    }

    boolean wants(Enrichment detail) {
        return permissions.wants(detail);
    }

    /** Whether to ask for it now: one that is left out is asked for once a pass, since it may be permitted by then. */
    boolean mayAsk(Enrichment detail) {
        return permissions.mayAsk(detail);
    }

    /** Whether what answers about the entity seem to lack is not known well enough to be believed; counts the answer. */
    boolean isNews(String id, String lacking) {
        return shortages.isNews(id, lacking);
    }

    /** How many details were found to be refused for every entity: those that were refused before for themselves are not. */
    int decisions() {
        return permissions.decisions();
    }

    /** A new pass begins. */
    void passBegins() {
        permissions.passBegins();
    }

    /** What was left out is asked for as if it never had been refused. */
    void forgetRefusals() {
        permissions.forget();
    }

    /**
     * One answer.
     *
     * @param id of the entity that it is about
     * @param flaw what an answer lacks; empty where it is sound
     */
    CompletableFuture<CallResult> ask(
            Enrichment detail, String id, Request request, Function<ObjectNode, Optional<String>> flaw) {
        return ask(detail, id, request, flaw, 1);
    }

    private CompletableFuture<CallResult> ask(
            Enrichment detail, String id, Request request, Function<ObjectNode, Optional<String>> flaw, int times) {
        return ask(detail, id, request).thenCompose(answer -> {
            Optional<String> lacks = answer instanceof CallResult.Data found
                    ? flaw.apply(found.reply().body())
                    : Optional.empty();
            if (lacks.isEmpty()) {
                return CompletableFuture.completedFuture(answer);
            }
            return times < ENOUGH_FLAWED
                    ? ask(detail, id, request, flaw, times + 1)
                    : CompletableFuture.completedFuture(flawed(request, lacks.get()));
        });
    }

    private CompletableFuture<CallResult> ask(Enrichment detail, String id, Request request) {
        return intercom.ask(request.asDetail()).thenApply(reply -> answer(detail, id, reply));
    }

    private CallResult answer(Enrichment detail, String id, Reply reply) {
        if (reply instanceof Reply.Forbidden denied) {
            return denied(detail, id, denied);
        }
        if (reply instanceof Reply.Success || reply instanceof Reply.NotFound) {
            if (permissions.answered(detail)) {
                listener.detailPermitted(detail);
            }
            return reply instanceof Reply.Success found
                    ? new CallResult.Data(found)
                    : new CallResult.Absent(((Reply.NotFound) reply).failure());
        }
        if (reply instanceof Reply.Rejected || reply instanceof Reply.Withheld) {
            return new CallResult.RefusedForEntity(((Reply.Failed) reply).failure());
        }
        throw new IntercomException((Reply.Failed) reply);
    }

    private CallResult denied(Enrichment detail, String id, Reply.Forbidden denied) {
        if (!permissions.isRefusedForAll(detail, id)) {
            return new CallResult.RefusedForEntity(denied.failure());
        }
        if (!skipDenied) {
            throw new IntercomException(denied, detail.permission());
        }
        // Told before it is left out: what is released without it must be known to lack it.
        if (permissions.wants(detail)) {
            listener.detailDenied(detail, denied.failure());
            permissions.leaveOut(detail);
        }
        return new CallResult.Skipped(denied.failure());
    }

    /**
     * A list that is read to its end.
     *
     * @param names what the array may be called; the first that is there counts
     * @param declared how many items it has by what another answer says; 0 where none does
     * @param known ids of items that it must hold
     */
    record ItemList(List<String> names, long declared, Set<String> known) {
        private boolean isSound(ArrayNode items) {
            return EntityId.areIn(items) && holdsKnown(items);
        }

        private boolean holdsKnown(ArrayNode items) {
            Set<String> missing = new HashSet<>(known);
            items.forEach(item -> missing.remove(item.path("id").asText()));
            return missing.isEmpty();
        }
    }

    /**
     * All items of a list, page by page. A list without an item that is known is not believed; one that is shorter than it is said to be is
     * read once more: counts may include what is long gone.
     */
    CompletableFuture<CallResult> askAll(Enrichment detail, String id, Request request, ItemList list) {
        return askAll(detail, id, request, list, 1);
    }

    private CompletableFuture<CallResult> askAll(
            Enrichment detail, String id, Request request, ItemList list, int times) {
        return collect(detail, id, request, list).thenCompose(answer -> {
            if (!(answer instanceof CallResult.AllItems all)) {
                return CompletableFuture.completedFuture(answer);
            }
            if (list.isSound(all.items()) && isWhole(request, list.declared(), all.items())) {
                return CompletableFuture.completedFuture(answer);
            }
            if (times < ENOUGH_FLAWED) {
                return askAll(detail, id, request, list, times + 1);
            }
            return CompletableFuture.completedFuture(
                    list.holdsKnown(all.items())
                            ? shorter(request, list, all)
                            : flawed(request, "the list lacks items that exist"));
        });
    }

    private boolean isWhole(Request request, long declared, ArrayNode items) {
        return items.size() >= declared || new Counted(declared, items.size()).equals(known.get(request.path()));
    }

    private CallResult shorter(Request request, ItemList list, CallResult.AllItems all) {
        known.put(request.path(), new Counted(list.declared(), all.items().size()));
        return all;
    }

    private static CallResult flawed(Request request, String lacks) {
        return new CallResult.RefusedForEntity(new Failure(request, 200, "", "", lacks));
    }

    private CompletableFuture<CallResult> collect(Enrichment detail, String id, Request request, ItemList list) {
        return collect(detail, id, request, list.names(), JsonNodeFactory.instance.arrayNode());
    }

    private CompletableFuture<CallResult> collect(
            Enrichment detail, String id, Request request, List<String> arrays, ArrayNode items) {
        return ask(detail, id, request, body -> flaw(request, body, arrays, items))
                .thenCompose(answer -> {
                    if (!(answer instanceof CallResult.Data found)) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    ObjectNode body = found.reply().body();
                    array(body, arrays).ifPresent(page -> addAll(page, items));
                    List<Request.Param> params = NextPage.next(body);
                    return params.isEmpty()
                            ? CompletableFuture.completedFuture(new CallResult.AllItems(items))
                            : collect(detail, id, following(found.reply().asked(), params), arrays, items);
                });
    }

    /**
     * All items of a search, whose answers must count what they hold.
     *
     * @param expected whether an item can be one of what was searched for
     */
    CompletableFuture<CallResult> askCounted(
            Enrichment detail, String id, Request request, String name, Predicate<JsonNode> expected) {
        return ask(detail, id, request, body -> uncounted(body, name, expected))
                .thenCompose(answer -> answer instanceof CallResult.Data found
                        ? more(detail, id, found, name)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<CallResult> more(Enrichment detail, String id, CallResult.Data found, String name) {
        ObjectNode body = found.reply().body();
        ArrayNode items = (ArrayNode) body.path(name);
        List<Request.Param> params = NextPage.next(body);
        return params.isEmpty()
                ? CompletableFuture.completedFuture(new CallResult.AllItems(items))
                : collect(detail, id, following(found.reply().asked(), params), List.of(name), items);
    }

    private static Optional<String> uncounted(ObjectNode body, String name, Predicate<JsonNode> expected) {
        JsonNode items = body.path(name);
        for (JsonNode item : items) {
            if (!expected.test(item)) {
                return Optional.of("the response holds what was not asked for");
            }
        }
        if (NextPage.isTorn(body)) {
            return Optional.of(TORN);
        }
        JsonNode total = body.path("total_count");
        boolean whole = items.isArray()
                && total.isIntegralNumber()
                && (total.asLong() <= items.size() || !NextPage.next(body).isEmpty());
        return whole ? Optional.empty() : Optional.of("the response holds less than it counts");
    }

    private static Optional<JsonNode> array(ObjectNode body, List<String> names) {
        return names.stream().map(body::path).filter(JsonNode::isArray).findFirst();
    }

    /** What a page shows once more came with the one before: the list has moved on meanwhile, or a page named the wrong next one. */
    private static void addAll(JsonNode page, ArrayNode items) {
        Set<String> known = ids(items);
        for (JsonNode item : page) {
            Optional<String> id = EntityId.of(item.path("id"));
            if (id.isEmpty() || !known.contains(id.get())) {
                items.add(item);
            }
        }
    }

    private static Set<String> ids(JsonNode items) {
        Set<String> ids = new HashSet<>();
        items.forEach(item -> EntityId.of(item.path("id")).ifPresent(ids::add));
        return ids;
    }

    /** A page that brings nothing new and names a next page, or names itself, is not followed: such a list may never end. */
    private static Optional<String> flaw(Request request, ObjectNode body, List<String> arrays, ArrayNode items) {
        Optional<JsonNode> page = array(body, arrays);
        if (page.isEmpty()) {
            return Optional.of("the response holds no list '" + String.join("' or '", arrays) + "'");
        }
        if (NextPage.isTorn(body)) {
            return Optional.of(TORN);
        }
        List<Request.Param> params = NextPage.next(body);
        boolean goesOn = !params.isEmpty();
        boolean isKnown = EntityId.areIn(page.get()) && ids(items).containsAll(ids(page.get()));
        return goesOn && (isKnown || following(request, params).equals(request))
                ? Optional.of("a page names a next one and brings nothing further")
                : Optional.empty();
    }

    private static Request following(Request asked, List<Request.Param> params) {
        if (asked.body() != null) {
            return SearchBody.after(asked, params, asked.pageSize());
        }
        Request next = asked;
        for (Request.Param param : params) {
            next = next.with(param.name(), param.value());
        }
        return next;
    }
}
