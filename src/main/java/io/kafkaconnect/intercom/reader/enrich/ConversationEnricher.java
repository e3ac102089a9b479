package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
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
    private final PartSizes sizes = new PartSizes();

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
    public long memory(ListedEntity listed) {
        return calls.wants(Enrichment.CONVERSATION)
                ? sizes.memory(Math.min(MAX_PARTS, declaredParts(listed.json())))
                : PartSizes.USUAL;
    }

    @Override
    public void page(List<ListedEntity> listed) {
        if (calls.wants(Enrichment.ROLES)) {
            Set<String> ids = new LinkedHashSet<>();
            listed.forEach(conversation -> ids.addAll(Customers.ids(conversation.json())));
            roles.lookUp(ids);
        }
    }

    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return calls.mayRequest(Enrichment.CONVERSATION)
                ? request(listed.id(), listed.json(), this::complete, skipped -> asListed(listed))
                : asListed(listed);
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return request(
                id,
                JsonNodeFactory.instance.objectNode(),
                this::complete,
                skipped -> CompletableFuture.completedFuture(new Enriched.Inaccessible(skipped.failure())));
    }

    /** Requests the single conversation. The given functions decide what follows if it is found, and if no single conversation is permitted. */
    private CompletableFuture<Enriched> request(
            String id,
            ObjectNode listed,
            Function<Reply.Success, CompletableFuture<Enriched>> ifFound,
            Function<CallResult.Skipped, CompletableFuture<Enriched>> ifSkipped) {
        // Only the single GET offers plain text.
        Request request = Request.get("/conversations/{}", id).withQueryParam("display_as", "plaintext");
        CompletableFuture<CallResult> single =
                calls.request(Enrichment.CONVERSATION, id, request, body -> flaw(id, listed, body));
        return WakeupFutures.cancelling(single, single.thenCompose(result -> {
            if (result instanceof CallResult.Data found) {
                return ifFound.apply(found.reply());
            }
            return result instanceof CallResult.Skipped skipped
                    ? ifSkipped.apply(skipped)
                    : CompletableFuture.completedFuture(Enriched.missing(result.refusal()));
        }));
    }

    private Optional<String> flaw(String id, ObjectNode listed, ObjectNode conversation) {
        return ConversationFlaws.certain(id, conversation)
                .or(() -> ConversationFlaws.possible(listed, conversation)
                        .filter(shortage -> calls.isDoubtful(id, shortage)));
    }

    private CompletableFuture<Enriched> asListed(ListedEntity listed) {
        if (listed.isReduced()) {
            return CompletableFuture.completedFuture(
                    new Enriched.Incomplete("single conversations are not permitted any more"));
        }
        ObjectNode conversation = listed.json();
        return findRoles(conversation).thenCompose(found -> {
            var complete = CompletableFuture.completedFuture(complete(conversation, listed.asOf(), found));
            return lacksAuthors(conversation, found) ? withAuthors(listed, found, complete) : complete;
        });
    }

    /** Whether a contact is gone, and the authors of the parts may show its role. A listed conversation has no parts. */
    private boolean lacksAuthors(ObjectNode listed, ContactRoles.FoundRoles found) {
        return calls.wants(Enrichment.ROLES)
                && !calls.needs(Enrichment.CONVERSATION)
                && found.refused().isEmpty()
                && !found.names().keySet().containsAll(Customers.ids(listed));
    }

    /** Requests a listed conversation for the authors of its parts, and keeps only their roles. */
    private CompletableFuture<Enriched> withAuthors(
            ListedEntity listed, ContactRoles.FoundRoles found, CompletableFuture<Enriched> complete) {
        return request(
                listed.id(),
                listed.json(),
                single -> {
                    Customers.setRoles(listed.json(), found.names(), authorRoles(single.body()));
                    return complete;
                },
                skipped -> complete);
    }

    private CompletableFuture<Enriched> complete(Reply.Success single) {
        ObjectNode conversation = single.body();
        sizes.seen(parts(conversation).size(), single.bytes());
        reportMissingParts(conversation);
        return findRoles(conversation).thenApply(found -> complete(conversation, single.asOf(), found));
    }

    @Override
    public CompletableFuture<ObjectNode> addRoles(ObjectNode listed) {
        return findRoles(listed).thenApply(found -> {
            Customers.setRoles(listed, found.names(), authorRoles(listed));
            return listed;
        });
    }

    private CompletableFuture<ContactRoles.FoundRoles> findRoles(ObjectNode conversation) {
        Set<String> ids = Customers.ids(conversation);
        return ids.isEmpty() || !calls.wants(Enrichment.ROLES)
                ? CompletableFuture.completedFuture(ContactRoles.FoundRoles.NONE)
                : roles.find(ids);
    }

    /** The conversation with the roles of its contacts. */
    private static Enriched complete(ObjectNode conversation, Instant asOf, ContactRoles.FoundRoles found) {
        Customers.setRoles(conversation, found.names(), authorRoles(conversation));
        return new Enriched.Complete(conversation, asOf, found.refused());
    }

    private static JsonNode parts(ObjectNode conversation) {
        return conversation.path("conversation_parts").path("conversation_parts");
    }

    /** The role of an author stands in for the role of a contact that the search does not find or that it must not show. */
    private static Map<String, String> authorRoles(ObjectNode conversation) {
        Map<String, String> roles = Customers.authors(List.of(conversation.path("source")));
        roles.putAll(Customers.authors(parts(conversation)));
        return roles;
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
