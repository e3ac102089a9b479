package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls.CallResult;
import io.kafkaconnect.intercom.reader.incremental.Enricher;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Completes a conversation: lists have no parts and only HTML, the single GET has both, and the roles of its contacts are in neither.
 * All parts are taken, never only new ones: a part may change, or have been missed while the conversation moved on.
 */
public final class ConversationEnricher implements Enricher {
    /** What is needed of a listed conversation that is asked for singly. */
    private static final List<String> KEPT = List.of("id", "contacts", "statistics");

    private static final String COUNT_OF_PARTS = "count_conversation_parts";

    /** Marks one of which no more than that is left. */
    private static final String ONLY_KEPT = "only_kept";

    /** The most parts that Intercom gives. */
    private static final int MAX_PARTS = 500;

    private final EnrichmentCalls calls;
    private final ContactRoles roles;
    private final StreamListener listener;

    public ConversationEnricher(EnrichmentCalls calls, StreamListener listener) {
        this.calls = calls;
        this.roles = new ContactRoles(calls);
        this.listener = listener;
    }

    @Override
    public int decisions() {
        return calls.decisions();
    }

    @Override
    public void passBegins() {
        roles.clear();
        calls.passBegins();
    }

    @Override
    public ObjectNode kept(ObjectNode listed) {
        if (!calls.wants(Enrichment.CONVERSATION)) {
            return listed;
        }
        if (listed.path("statistics") instanceof ObjectNode statistics) {
            statistics.retain(COUNT_OF_PARTS);
        }
        return listed.retain(KEPT).put(ONLY_KEPT, true);
    }

    @Override
    public int weight(ObjectNode listed) {
        return calls.wants(Enrichment.CONVERSATION) ? 1 + Math.min(MAX_PARTS, declaredParts(listed)) : 1;
    }

    @Override
    public void page(List<ObjectNode> listed) {
        if (calls.wants(Enrichment.ROLES)) {
            Set<String> ids = new LinkedHashSet<>();
            listed.forEach(conversation -> ids.addAll(contactIds(conversation)));
            roles.lookUp(ids);
        }
    }

    @Override
    public CompletableFuture<Enriched> complete(ObjectNode listed, Instant asOf) {
        return calls.mayAsk(Enrichment.CONVERSATION)
                ? ask(listed.path("id").asText(), listed, asOf)
                : asListed(listed, asOf);
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return ask(id, JsonNodeFactory.instance.objectNode().put("id", id).put(ONLY_KEPT, true), Instant.EPOCH);
    }

    private CompletableFuture<Enriched> ask(String id, ObjectNode listed, Instant asOf) {
        return single(id).thenCompose(answer -> {
            if (answer instanceof CallResult.Data found) {
                return complete(found.reply());
            }
            if (answer instanceof CallResult.Skipped left) {
                return asOf.equals(Instant.EPOCH)
                        ? CompletableFuture.completedFuture(new Enriched.Inaccessible(left.failure()))
                        : asListed(listed, asOf);
            }
            return CompletableFuture.completedFuture(
                    answer instanceof CallResult.RefusedForEntity refused
                            ? new Enriched.Inaccessible(refused.failure())
                            : new Enriched.Vanished());
        });
    }

    private CompletableFuture<CallResult> single(String id) {
        // Plain text is given by the single GET only.
        Request request = Request.get("/conversations/{}", id).with("display_as", "plaintext");
        return calls.ask(Enrichment.CONVERSATION, id, request, body -> flaw(id, body));
    }

    private Optional<String> flaw(String id, ObjectNode conversation) {
        if (!EntityId.of(conversation.path("id")).equals(Optional.of(id))) {
            return Optional.of("the response is not the conversation that was asked for");
        }
        if (!parts(conversation).isArray()) {
            return Optional.of("the response holds no list of parts");
        }
        return lacks(conversation).filter(lacking -> calls.isNews(id, lacking));
    }

    /** What an answer seems to lack; it may be so all the same. */
    private static Optional<String> lacks(ObjectNode conversation) {
        if (!conversation.path("contacts").path("contacts").isArray()) {
            return Optional.of("the response holds no list of contacts");
        }
        if (!conversation.path("tags").path("tags").isArray()) {
            return Optional.of("the response holds no list of tags");
        }
        if (!EntityId.areIn(parts(conversation))
                || !EntityId.areIn(conversation.path("contacts").path("contacts"))
                || !EntityId.areIn(conversation.path("tags").path("tags"))) {
            return Optional.of("the response holds an entry without a usable id");
        }
        int got = parts(conversation).size();
        int counted =
                conversation.path("conversation_parts").path("total_count").asInt(0);
        int missing = Math.max(counted, declaredParts(conversation) - 1) - got;
        return missing > 0 && got < MAX_PARTS
                ? Optional.of("the response holds " + missing + " parts less than it counts")
                : Optional.empty();
    }

    private static JsonNode parts(ObjectNode conversation) {
        return conversation.path("conversation_parts").path("conversation_parts");
    }

    private CompletableFuture<Enriched> asListed(ObjectNode listed, Instant asOf) {
        if (listed.has(ONLY_KEPT)) {
            return CompletableFuture.completedFuture(
                    new Enriched.Incomplete("single conversations are not permitted any more"));
        }
        return withRoles(listed).thenApply(refused -> new Enriched.Complete(listed, asOf, refused));
    }

    private CompletableFuture<Enriched> complete(Reply.Success found) {
        ObjectNode conversation = found.body();
        compareParts(conversation);
        return withRoles(conversation).thenApply(refused -> new Enriched.Complete(conversation, found.asOf(), refused));
    }

    /** Says why some roles may be missing; empty where none is. */
    private CompletableFuture<Optional<Failure>> withRoles(ObjectNode conversation) {
        Set<String> ids = contactIds(conversation);
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        CompletableFuture<ContactRoles.FoundRoles> known = calls.wants(Enrichment.ROLES)
                ? roles.of(ids)
                : CompletableFuture.completedFuture(ContactRoles.FoundRoles.NONE);
        return known.thenApply(roles -> {
            Map<String, String> found = roles.names();
            Map<String, String> authors = found.size() < ids.size() ? authorRoles(conversation) : Map.of();
            for (JsonNode contact : conversation.path("contacts").path("contacts")) {
                String id = contact.path("id").asText();
                String role = found.getOrDefault(id, authors.get(id));
                if (role != null && contact instanceof ObjectNode object) {
                    object.put("role", role);
                }
            }
            return roles.refused();
        });
    }

    private static Set<String> contactIds(ObjectNode conversation) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode contact : conversation.path("contacts").path("contacts")) {
            EntityId.of(contact.path("id")).ifPresent(ids::add);
        }
        return ids;
    }

    /** The roles that authors had when they wrote, the latest last; for those whom the search does not know any more, or may not tell. */
    private static Map<String, String> authorRoles(ObjectNode conversation) {
        Map<String, String> roles = new HashMap<>();
        note(conversation.path("source").path("author"), roles);
        for (JsonNode part : conversation.path("conversation_parts").path("conversation_parts")) {
            note(part.path("author"), roles);
        }
        return roles;
    }

    private static void note(JsonNode author, Map<String, String> roles) {
        String type = author.path("type").asText();
        if (type.equals("user") || type.equals("lead")) {
            roles.put(author.path("id").asText(), type);
        }
    }

    private void compareParts(ObjectNode conversation) {
        int declared = declaredParts(conversation) - 1;
        int got = parts(conversation).size();
        if (got >= MAX_PARTS && declared > got) {
            listener.partsMissing(conversation.path("id").asText(), declared, got);
        }
    }

    /** The opening message is counted as well. */
    private static int declaredParts(ObjectNode conversation) {
        return conversation.path("statistics").path(COUNT_OF_PARTS).asInt(0);
    }
}
