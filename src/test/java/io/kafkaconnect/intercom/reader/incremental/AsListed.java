package io.kafkaconnect.intercom.reader.incremental;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** For lists that say everything; an entity that is asked for again is gone. */
record AsListed() implements Enricher {
    @Override
    public CompletableFuture<Enriched> complete(ObjectNode listed, Instant asOf) {
        return CompletableFuture.completedFuture(new Enriched.Complete(listed, asOf));
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return CompletableFuture.completedFuture(new Enriched.Vanished());
    }
}
