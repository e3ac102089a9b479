package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ListPass;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Reads lists that come in one response, one list after the other. It also reads further pages, in case Intercom starts to page these lists. If
 * entities of two lists have the same id, the entity of the first list counts.
 */
public final class PlainLists implements ListPass {

    private final IntercomApi intercom;
    private final EntityLookup lookup;
    private final Deque<ListSource> left;
    private final Set<Request> requested = new HashSet<>();
    private volatile CompletableFuture<Optional<Reply>> late = CompletableFuture.completedFuture(Optional.empty());
    private volatile CompletableFuture<Reply> request = CompletableFuture.completedFuture(null);
    private volatile boolean anyRead;
    private final Map<String, String> arrays = new HashMap<>();

    /** A pass over these lists. */
    public PlainLists(IntercomApi intercom, List<ListSource> sources) {
        this.intercom = intercom;
        this.lookup = new EntityLookup(intercom, sources);
        this.left = new ArrayDeque<>(sources);
    }

    @Override
    public CompletableFuture<Page> next() {
        ListSource source = left.remove();
        requested.add(source.request());
        CompletableFuture<Optional<Reply>> received = new CompletableFuture<>();
        late = received;
        request = intercom.send(source.request().listing(source.array()));
        WakeupFutures.relay(request.thenApply(Optional::of), received);
        return received.thenApply(reply -> reply.map(one -> page(source, one)).orElseGet(this::emptyPage));
    }

    /** A late list does not delay the others. Its entities are checked by their ids. */
    @Override
    public void giveUpLate() {
        if (anyRead || !left.isEmpty()) {
            CompletableFuture<Reply> lateRequest = request;
            late.complete(Optional.empty());
            lateRequest.cancel(false);
        }
    }

    private Page emptyPage() {
        return new Page(List.of(), List.of(), Instant.EPOCH, left.isEmpty());
    }

    private Page page(ListSource source, Reply reply) {
        Reply.Success found = reply.orThrow();
        anyRead = true;
        ListEntries entries = ListEntries.of(found, source.array(), source.haveIds());
        List<Request.Param> next = next(found, entries);
        if (!next.isEmpty()) {
            left.addFirst(source.from(following(source.request(), next)));
        }
        List<EntryFlaw> flaws = new ArrayList<>(entries.flaws());
        List<ObjectNode> own = new ArrayList<>();
        for (ObjectNode entity : entries.entities()) {
            String id = entity.path("id").asText();
            String holder = id.isEmpty() ? null : arrays.putIfAbsent(id, source.array());
            if (holder == null || holder.equals(source.array())) {
                own.add(entity);
            } else {
                flaws.add(new EntryFlaw(
                        EntryFlaw.FlawKind.ID_TAKEN,
                        "id " + id + " is in '" + holder + "' and in '" + source.array() + "', which have one key"));
            }
        }
        return new Page(own, flaws, found.asOf(), left.isEmpty());
    }

    private Request following(Request page, List<Request.Param> next) {
        Request following = page;
        for (Request.Param param : next) {
            following = following.withQueryParam(param.name(), param.value());
        }
        if (requested.contains(following)) {
            throw new RestartException("a page of " + page + " is its own next, or one before it is");
        }
        return following;
    }

    /** The parameters of the next page. An empty page that names a next one is an error: treating it as the end would delete rows. */
    static List<Request.Param> next(Reply.Success found, ListEntries entries) {
        if (NextPage.isTorn(found.body())) {
            throw new RestartException(
                    "a page names a next page that cannot be requested in the response to " + found.request());
        }
        List<Request.Param> next = NextPage.next(found.body());
        if (entries.isEmpty() && !next.isEmpty()) {
            throw new RestartException("an empty page names a next one in the response to " + found.request());
        }
        return next;
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return lookup.look(subject).thenApply(presence -> row -> presence);
    }
}
