package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Completes a conversation. A listed conversation has no parts and only HTML, the single GET has both, and neither has the roles of the contacts.
 * The enricher takes all parts and not only new ones: a part may change, or a pass may have missed it while the conversation moved in the list.
 */
public final class ConversationEnricher implements CustomerEnricher {
    private static final String CONTACTS = "contacts";
    private static final String TAGS = "tags";
    private static final String STATISTICS = "statistics";
    private static final String COUNT_OF_PARTS = "count_conversation_parts";

    /** The largest number of parts in a response. */
    static final int MAX_PARTS = 500;

    private final EnrichmentCalls calls;
    private final ContactRoles roles;
    private final StreamListener listener;

    /** Completes conversations by these calls. */
    public ConversationEnricher(EnrichmentCalls calls, StreamListener listener) {
        this(calls, new ContactRoles(calls), listener);
    }

    private ConversationEnricher(EnrichmentCalls calls, ContactRoles roles, StreamListener listener) {
        this.calls = calls;
        this.roles = roles;
        this.listener = listener;
    }

    /** Adds the roles of contacts to listed conversations, as a search alone shows them: that takes one or two requests for a page. */
    public static ConversationEnricher ofList(EnrichmentCalls calls, StreamListener listener) {
        return new ConversationEnricher(calls, ContactRoles.unverified(calls), listener);
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
    public ListedEntity retainForEnrichment(ListedEntity listed) {
        return calls.wants(Enrichment.CONVERSATION) ? listed.reduced(ConversationEnricher::retained) : listed;
    }

    private static ObjectNode retained(ObjectNode listed) {
        ObjectNode retained = JsonNodeFactory.instance.objectNode();
        retained.set("id", listed.get("id"));
        for (String field : List.of(CONTACTS, TAGS)) {
            if (listed.has(field)) {
                retained.set(field, listed.get(field));
            }
        }
        retained.putObject(STATISTICS).put(COUNT_OF_PARTS, declaredParts(listed));
        return retained;
    }

    @Override
    public int weight(ListedEntity listed) {
        return calls.wants(Enrichment.CONVERSATION) ? 1 + Math.min(MAX_PARTS, declaredParts(listed.json())) : 1;
    }

    @Override
    public void page(List<ListedEntity> listed) {
        if (calls.wants(Enrichment.ROLES)) {
            Set<String> ids = new LinkedHashSet<>();
            listed.forEach(conversation -> ids.addAll(contactIds(conversation.json())));
            roles.lookUp(ids);
        }
    }

    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return calls.mayRequest(Enrichment.CONVERSATION)
                ? request(listed.json().path("id").asText(), listed.json(), skipped -> asListed(listed))
                : asListed(listed);
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return request(
                id,
                JsonNodeFactory.instance.objectNode(),
                skipped -> CompletableFuture.completedFuture(new Enriched.Inaccessible(skipped.failure())));
    }

    /** Requests the single conversation. If no single conversation is permitted, the given function decides. */
    private CompletableFuture<Enriched> request(
            String id, ObjectNode listed, Function<CallResult.Skipped, CompletableFuture<Enriched>> ifSkipped) {
        // Only the single GET offers plain text.
        Request request = Request.get("/conversations/{}", id).withQueryParam("display_as", "plaintext");
        return calls.request(Enrichment.CONVERSATION, id, request, body -> flaw(id, listed, body))
                .thenCompose(result -> {
                    if (result instanceof CallResult.Data found) {
                        return complete(found.reply());
                    }
                    return result instanceof CallResult.Skipped skipped
                            ? ifSkipped.apply(skipped)
                            : CompletableFuture.completedFuture(Enriched.missing(result.refusal()));
                });
    }

    private Optional<String> flaw(String id, ObjectNode listed, ObjectNode conversation) {
        return ConversationFlaws.certain(id, conversation)
                .or(() -> ConversationFlaws.possible(listed, conversation)
                        .filter(shortage -> calls.isDoubtful(id, shortage)));
    }

    private CompletableFuture<Enriched> asListed(ListedEntity listed) {
        return listed.isReduced()
                ? CompletableFuture.completedFuture(
                        new Enriched.Incomplete("single conversations are not permitted any more"))
                : withRoles(listed.json(), listed.asOf());
    }

    private CompletableFuture<Enriched> complete(Reply.Success single) {
        ObjectNode conversation = single.body();
        reportMissingParts(conversation);
        return withRoles(conversation, single.asOf());
    }

    @Override
    public CompletableFuture<ObjectNode> addRoles(ObjectNode listed) {
        Set<String> ids = contactIds(listed);
        if (ids.isEmpty() || !calls.wants(Enrichment.ROLES)) {
            return CompletableFuture.completedFuture(listed);
        }
        return roles.find(ids).thenApply(found -> {
            setRoles(listed, found.names(), authorRoles(listed));
            return listed;
        });
    }

    /** Completes the conversation with the roles of its contacts. */
    private CompletableFuture<Enriched> withRoles(ObjectNode conversation, Instant asOf) {
        Set<String> ids = contactIds(conversation);
        CompletableFuture<ContactRoles.FoundRoles> found = ids.isEmpty() || !calls.wants(Enrichment.ROLES)
                ? CompletableFuture.completedFuture(ContactRoles.FoundRoles.NONE)
                : roles.find(ids);
        return found.thenApply(roles -> {
            Map<String, String> authors = roles.names().size() < ids.size() ? authorRoles(conversation) : Map.of();
            setRoles(conversation, roles.names(), authors);
            return new Enriched.Complete(conversation, asOf, roles.refused());
        });
    }

    private static void setRoles(ObjectNode conversation, Map<String, String> found, Map<String, String> authors) {
        for (JsonNode contact : contacts(conversation)) {
            String id = contact.path("id").asText();
            String role = found.getOrDefault(id, authors.get(id));
            if (role != null && contact instanceof ObjectNode object) {
                object.put("role", role);
            }
        }
    }

    private static Set<String> contactIds(ObjectNode conversation) {
        return ConversationFlaws.ids(contacts(conversation));
    }

    private static JsonNode contacts(ObjectNode conversation) {
        return conversation.path(CONTACTS).path("contacts");
    }

    private static JsonNode parts(ObjectNode conversation) {
        return conversation.path("conversation_parts").path("conversation_parts");
    }

    /**
     * The last role that each author had when they wrote. It stands in for the role of a contact that the search does not find or that it must not
     * show.
     */
    private static Map<String, String> authorRoles(ObjectNode conversation) {
        Map<String, String> roles = new HashMap<>();
        addRole(conversation.path("source").path("author"), roles);
        parts(conversation).forEach(part -> addRole(part.path("author"), roles));
        return roles;
    }

    private static void addRole(JsonNode author, Map<String, String> roles) {
        String type = author.path("type").asText();
        if (type.equals("user") || type.equals("lead")) {
            roles.put(author.path("id").asText(), type);
        }
    }

    private void reportMissingParts(ObjectNode conversation) {
        int declared = declaredParts(conversation) - 1;
        int got = parts(conversation).size();
        if (got >= MAX_PARTS && declared > got) {
            listener.partsMissing(conversation.path("id").asText(), declared, got);
        }
    }

    /** The number of parts in the statistics, which count the opening message as well. */
    static int declaredParts(ObjectNode conversation) {
        return conversation.path(STATISTICS).path(COUNT_OF_PARTS).asInt(0);
    }
}
