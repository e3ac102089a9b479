package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls.CallResult;
import io.kafkaconnect.intercom.reader.incremental.Enricher;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks whether a conversation that is listed as deleted is gone: a wrong id in that list would delete one that exists. */
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
    public CompletableFuture<Enriched> complete(ObjectNode listed, Instant asOf) {
        String id = listed.path("id").asText();
        return calls.ask(Enrichment.DELETION, id, Request.get("/conversations/{}", id), body -> Optional.empty())
                .thenApply(answer -> {
                    if (answer instanceof CallResult.Absent) {
                        return new Enriched.Complete(listed, asOf);
                    }
                    if (answer instanceof CallResult.Skipped left) {
                        return new Enriched.Inaccessible(left.failure());
                    }
                    return answer instanceof CallResult.RefusedForEntity refused
                            ? new Enriched.Inaccessible(refused.failure())
                            : new Enriched.Vanished();
                });
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return complete(JsonNodeFactory.instance.objectNode().put("id", id), Instant.EPOCH);
    }
}
