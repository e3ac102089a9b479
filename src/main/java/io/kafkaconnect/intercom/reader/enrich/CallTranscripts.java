package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.NextPage;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.ListPass.EntryFlaw;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Adds the transcripts to phone calls. Intercom finds them by conversation, and not by call. Each call gets a list, {@code transcripts}, with the
 * transcript that Intercom found; a call without a conversation has none. The list is missing if Intercom refuses the search.
 */
public final class CallTranscripts implements ListDetails {
    /** Intercom refuses a search for more conversations. */
    private static final int MAX_CONVERSATIONS = 20;

    private static final String TRANSCRIPTS = "transcripts";

    private final EnrichmentCalls calls;

    /** Finds transcripts by these calls. */
    public CallTranscripts(EnrichmentCalls calls) {
        this.calls = calls;
    }

    /** What a search found, or why Intercom refused it. */
    private record Search(Set<String> conversations, CallResult result) {}

    @Override
    public CompletableFuture<Detailed> of(List<ObjectNode> listed) {
        List<String> conversations = new ArrayList<>(conversations(listed));
        List<CompletableFuture<List<Search>>> searches = new ArrayList<>();
        for (int from = 0; from < conversations.size(); from += MAX_CONVERSATIONS) {
            int to = Math.min(conversations.size(), from + MAX_CONVERSATIONS);
            if (calls.mayRequest(Enrichment.TRANSCRIPTS)) {
                searches.add(search(conversations.subList(from, to)));
            }
        }
        return CompletableFuture.allOf(searches.toArray(CompletableFuture[]::new))
                .thenApply(done -> detailed(
                        listed,
                        searches.stream().flatMap(one -> one.join().stream()).toList()));
    }

    private static Set<String> conversations(List<ObjectNode> listed) {
        Set<String> conversations = new LinkedHashSet<>();
        listed.forEach(call -> conversation(call).ifPresent(conversations::add));
        return conversations;
    }

    private static Optional<String> conversation(ObjectNode call) {
        return EntityId.of(call.path("conversation_id"));
    }

    /** If Intercom refuses a search, one of the conversations may be the reason: each half is searched alone. */
    private CompletableFuture<List<Search>> search(List<String> conversations) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode ids = body.putArray("conversation_ids");
        conversations.forEach(ids::add);
        Request request = Request.post("/calls/search", body).listing("data");
        return calls.request(Enrichment.TRANSCRIPTS, conversations.get(0), request, CallTranscripts::flaw)
                .thenCompose(result -> {
                    boolean isRefused =
                            result instanceof CallResult.RefusedForEntity || result instanceof CallResult.Absent;
                    if (!isRefused || conversations.size() == 1) {
                        return CompletableFuture.completedFuture(
                                List.of(new Search(Set.copyOf(conversations), result)));
                    }
                    int half = conversations.size() / 2;
                    return search(conversations.subList(0, half))
                            .thenCombine(
                                    search(conversations.subList(half, conversations.size())), CallTranscripts::both);
                });
    }

    private static List<Search> both(List<Search> one, List<Search> other) {
        List<Search> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private static Optional<String> flaw(ObjectNode body) {
        return NextPage.isTorn(body) || !NextPage.next(body).isEmpty()
                ? Optional.of("the response names a next page, which this search does not have")
                : Optional.empty();
    }

    private static Detailed detailed(List<ObjectNode> listed, List<Search> searches) {
        List<EntryFlaw> flaws = new ArrayList<>();
        for (Search search : searches) {
            if (search.result() instanceof CallResult.RefusedForEntity refused) {
                flaws.add(flaw(search, refused.failure()));
            } else if (search.result() instanceof CallResult.Absent absent) {
                flaws.add(flaw(search, absent.failure()));
            }
        }
        listed.forEach(call -> transcripts(call, searches)
                .ifPresentOrElse(found -> call.set(TRANSCRIPTS, found), () -> call.remove(TRANSCRIPTS)));
        return new Detailed(listed, flaws);
    }

    private static EntryFlaw flaw(Search search, Failure failure) {
        return DetailOfEach.flaw(
                "the transcripts of conversation " + String.join(", ", search.conversations()), failure);
    }

    private static Optional<ArrayNode> transcripts(ObjectNode call, List<Search> searches) {
        Optional<String> conversation = conversation(call);
        if (conversation.isEmpty()) {
            return Optional.of(call.arrayNode());
        }
        return searches.stream()
                .filter(search -> search.conversations().contains(conversation.get()))
                .map(Search::result)
                .filter(CallResult.Data.class::isInstance)
                .map(CallResult.Data.class::cast)
                .findFirst()
                .map(found -> transcripts(call, found.reply().body().path("data")));
    }

    private static ArrayNode transcripts(ObjectNode call, JsonNode found) {
        ArrayNode own = call.arrayNode();
        for (JsonNode one : found) {
            if (own.isEmpty() && EntityId.of(one.path("id")).equals(EntityId.of(call.path("id")))) {
                own.add(one);
            }
        }
        return own;
    }
}
