package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Verifies by a request that an entity in the list of deleted conversations is gone. A wrong id in that list would delete an existing entity.
 *
 * @param single the path of the single entity, with braces where the id goes
 * @param isWanted whether to verify an entity, by its id
 */
public record DeletionEnricher(EnrichmentCalls calls, Enrichment enrichment, String single, Predicate<String> isWanted)
        implements Enricher {

    /** Verifies deleted conversations. */
    public static DeletionEnricher ofConversations(EnrichmentCalls calls) {
        return new DeletionEnricher(calls, Enrichment.DELETION, "/conversations/{}", id -> true);
    }

    /**
     * Verifies deleted tickets. Most ids in the list are those of conversations: only what was sent as a ticket is requested.
     *
     * @param wasSent whether a ticket was sent, by its id
     */
    public static DeletionEnricher ofTickets(EnrichmentCalls calls, Predicate<String> wasSent) {
        return new DeletionEnricher(calls, Enrichment.TICKET, "/tickets/{}", wasSent);
    }

    @Override
    public int decisions() {
        return calls.decisions();
    }

    @Override
    public void passBegins() {
        calls.passBegins();
    }

    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return isWanted.test(listed.id())
                ? verify(listed.id(), listed.json(), listed.asOf())
                : CompletableFuture.completedFuture(new Enriched.Unwanted());
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return isWanted.test(id)
                ? verify(id, JsonNodeFactory.instance.objectNode().put("id", id), Instant.EPOCH)
                : CompletableFuture.completedFuture(new Enriched.Vanished());
    }

    private CompletableFuture<Enriched> verify(String id, ObjectNode deleted, Instant asOf) {
        return calls.request(enrichment, id, Request.get(single, id), body -> Optional.empty())
                .thenApply(result -> result instanceof CallResult.Absent
                        ? new Enriched.Complete(deleted, asOf)
                        : Enriched.missing(result.refusal()));
    }
}
