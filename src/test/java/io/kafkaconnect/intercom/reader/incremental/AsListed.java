package io.kafkaconnect.intercom.reader.incremental;

import io.kafkaconnect.intercom.reader.enrich.Enricher;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.util.concurrent.CompletableFuture;

/** For lists that say everything; an entity that is asked for again is gone. */
record AsListed() implements Enricher {
    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return CompletableFuture.completedFuture(new Enriched.Complete(listed.json(), listed.asOf()));
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return CompletableFuture.completedFuture(new Enriched.Vanished());
    }
}
