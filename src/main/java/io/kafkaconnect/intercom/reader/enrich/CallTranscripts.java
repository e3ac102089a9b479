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
 * Adds the transcripts to the phone calls of one pass. Intercom finds them by conversation, and not by call. A call that Intercom finds gets a list,
 * {@code transcripts}, with its transcript. Else the list is missing, which ends no row: the search may lag, or Intercom may refuse it.
 */
public final class CallTranscripts implements ListDetails {
    /** Intercom refuses a search for more conversations. */
    private static final int MAX_CONVERSATIONS = 20;

    private static final String TRANSCRIPTS = "transcripts";

    private final EnrichmentCalls calls;
    private volatile boolean isAnswered;
    /** Intercom refused each conversation of a page, and answered no search before: it refuses all. */
    private volatile boolean isRefused;

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
            if (!isRefused && calls.mayRequest(Enrichment.TRANSCRIPTS)) {
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
                    boolean isWithout =
                            result instanceof CallResult.RefusedForEntity || result instanceof CallResult.Absent;
                    if (!isWithout || conversations.size() == 1) {
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

    private Detailed detailed(List<ObjectNode> listed, List<Search> searches) {
        isAnswered |= searches.stream().anyMatch(search -> search.result() instanceof CallResult.Data);
        isRefused |= !isAnswered && searches.size() > 1;
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
                .flatMap(found -> transcript(call, found.reply().body().path("data")));
    }

    private static Optional<ArrayNode> transcript(ObjectNode call, JsonNode found) {
        for (JsonNode one : found) {
            if (EntityId.of(one.path("id")).equals(EntityId.of(call.path("id")))) {
                return Optional.of(call.arrayNode().add(one));
            }
        }
        return Optional.empty();
    }
}
