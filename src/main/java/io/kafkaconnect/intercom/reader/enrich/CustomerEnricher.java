package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** Completes entities that have contacts: conversations and tickets. */
public interface CustomerEnricher extends Enricher {
    /** Adds the roles of its contacts, as far as a search shows them, to an entity of a list. Requests nothing else. */
    CompletableFuture<ObjectNode> addRoles(ObjectNode listed);
}
