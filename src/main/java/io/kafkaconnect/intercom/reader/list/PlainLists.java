package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Existence;
import io.kafkaconnect.intercom.reader.ExistenceCheck;
import io.kafkaconnect.intercom.reader.ListPass;
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
 * Lists that come in one answer (or, should Intercom begin to page them, in several), one after the other. An id that two of them have is the
 * first one's.
 */
public final class PlainLists implements ListPass {

    /**
     * A list.
     *
     * @param array what its array is called
     * @param byId the path of one of its entities, with braces for the id
     */
    public record ListSource(Request request, String array, String byId) {}

    private final IntercomApi intercom;
    private final ExistenceCheck byId;
    private final List<ListSource> sources;
    private final Deque<ListSource> left;
    private final Set<Request> asked = new HashSet<>();
    private volatile CompletableFuture<Optional<Reply>> late = CompletableFuture.completedFuture(Optional.empty());
    private volatile CompletableFuture<Reply> request = CompletableFuture.completedFuture(null);
    private volatile boolean anyRead;
    private final Map<String, String> arrays = new HashMap<>();

    public PlainLists(IntercomApi intercom, List<ListSource> sources) {
        this.intercom = intercom;
        this.byId = new ExistenceCheck(intercom);
        this.sources = sources;
        this.left = new ArrayDeque<>(sources);
    }

    @Override
    public CompletableFuture<Page> next() {
        ListSource source = left.remove();
        asked.add(source.request());
        CompletableFuture<Optional<Reply>> came = new CompletableFuture<>();
        late = came;
        request = intercom.ask(source.request().listing(source.array()));
        var unused = request.whenComplete((reply, thrown) -> {
            if (thrown == null) {
                came.complete(Optional.of(reply));
            } else {
                came.completeExceptionally(thrown);
            }
        });
        return came.thenApply(reply -> reply.map(one -> part(source, one)).orElseGet(this::nothing));
    }

    /** A list that does not come keeps back no other; what it may hold is asked for by its id. */
    @Override
    public void giveUpLate() {
        if (anyRead || !left.isEmpty()) {
            CompletableFuture<Reply> lateRequest = request;
            late.complete(Optional.empty());
            lateRequest.cancel(false);
        }
    }

    private Page nothing() {
        return new Page(List.of(), List.of(), Instant.EPOCH, left.isEmpty());
    }

    private Page part(ListSource source, Reply reply) {
        if (!(reply instanceof Reply.Success found)) {
            throw new IntercomException((Reply.Failed) reply);
        }
        anyRead = true;
        ListEntries entries = ListEntries.of(found, source.array());
        List<Request.Param> next = next(found, entries);
        if (!next.isEmpty()) {
            left.addFirst(new ListSource(following(source.request(), next), source.array(), source.byId()));
        }
        List<EntryFlaw> flaws = new ArrayList<>(entries.flaws());
        List<ObjectNode> own = new ArrayList<>();
        for (ObjectNode entity : entries.entities()) {
            String id = entity.path("id").asText();
            String holder = arrays.putIfAbsent(id, source.array());
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
            following = following.with(param.name(), param.value());
        }
        if (asked.contains(following)) {
            throw new RestartException("a page of " + page + " is its own next, or one before it is");
        }
        return following;
    }

    /** What asks for the page after this one; an empty page that names one is no end, and would delete rows if it were taken for one. */
    static List<Request.Param> next(Reply.Success found, ListEntries entries) {
        if (NextPage.isTorn(found.body())) {
            throw new RestartException(
                    "a page names a next one that cannot be asked for in the response to " + found.asked());
        }
        List<Request.Param> next = NextPage.next(found.body());
        if (entries.isEmpty() && !next.isEmpty()) {
            throw new RestartException("an empty page names a next one in the response to " + found.asked());
        }
        return next;
    }

    @Override
    public CompletableFuture<Function<String, Existence>> look(String subject, Set<String> rows) {
        return look(sources, subject.substring(subject.indexOf('/') + 1)).thenApply(presence -> row -> presence);
    }

    /** What is in none of the lists is gone. */
    private CompletableFuture<Existence> look(List<ListSource> lists, String id) {
        return byId.presence(lists.get(0).byId(), id).thenCompose(presence -> {
            List<ListSource> others = lists.subList(1, lists.size());
            return presence == Existence.GONE && !others.isEmpty()
                    ? look(others, id)
                    : CompletableFuture.completedFuture(presence);
        });
    }
}
