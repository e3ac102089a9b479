package io.kafkaconnect.intercom.reader.enrich;

import io.kafkaconnect.intercom.reader.page.ListedEntity;
import java.util.concurrent.CompletableFuture;

/** Leaves entities as they are listed. Intercom shows them in their list only. */
public final class PlainEnricher implements Enricher {
    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return CompletableFuture.completedFuture(new Enriched.Complete(listed.json(), listed.asOf()));
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return CompletableFuture.completedFuture(new Enriched.Incomplete("it has no request of its own"));
    }
}
