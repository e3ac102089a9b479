package io.kafkaconnect.intercom.reader.list;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.reader.Entity;
import io.kafkaconnect.intercom.reader.WakeupFutures;
import io.kafkaconnect.intercom.reader.enrich.CustomerEnricher;
import io.kafkaconnect.intercom.reader.enrich.Enricher.Enriched;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the list of all conversations or tickets, and single ones by their ids. A tag that is taken off or deleted, and a contact that changes its
 * role, do not change the {@code updated_at} of a conversation.
 *
 * @param all the list, pass after pass
 * @param listed completes entities of the list
 * @param single completes entities that are requested by their ids
 * @param signal runs after each reply
 */
public record EntityReadings(SnapshotReader all, CustomerEnricher listed, CustomerEnricher single, Runnable signal) {

    /** A new pass starts: roles may have changed. */
    public void passBegins() {
        listed.passBegins();
        single.passBegins();
    }

    /** Adds the roles of its contacts to a listed entity. */
    public CompletableFuture<ObjectNode> addRoles(ObjectNode listed) {
        return WakeupFutures.by(signal, this.listed.addRoles(listed));
    }

    /** Requests a complete entity; empty if Intercom does not give it. */
    public CompletableFuture<Optional<Entity>> again(String id) {
        return WakeupFutures.by(
                signal,
                single.again(id)
                        .thenApply(found -> found instanceof Enriched.Complete whole
                                        && whole.refused().isEmpty()
                                ? Optional.of(new Entity(whole.json(), false, whole.asOf()))
                                : Optional.empty()));
    }
}
