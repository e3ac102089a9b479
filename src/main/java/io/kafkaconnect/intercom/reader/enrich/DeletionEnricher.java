package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Verifies by a request that a conversation in the list of deleted ones is gone. A wrong id in that list would delete an existing conversation. */
public record DeletionEnricher(EnrichmentCalls calls) implements Enricher {

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
        return verify(listed.json().path("id").asText(), listed.json(), listed.asOf());
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return verify(id, JsonNodeFactory.instance.objectNode().put("id", id), Instant.EPOCH);
    }

    private CompletableFuture<Enriched> verify(String id, ObjectNode deleted, Instant asOf) {
        return calls.request(Enrichment.DELETION, id, Request.get("/conversations/{}", id), body -> Optional.empty())
                .thenApply(result -> result instanceof CallResult.Absent
                        ? new Enriched.Complete(deleted, asOf)
                        : Enriched.missing(result.refusal()));
    }
}
