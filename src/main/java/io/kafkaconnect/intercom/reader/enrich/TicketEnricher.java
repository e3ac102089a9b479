package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.StreamListener;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Completes a ticket with the roles of its contacts. A listed ticket has everything else. */
public final class TicketEnricher implements CustomerEnricher {
    private static final String PARTS = "ticket_parts";

    /** The largest number of parts in a response. */
    private static final int MAX_PARTS = 500;

    private final EnrichmentCalls calls;
    private final ContactRoles roles;
    private final StreamListener listener;

    /** Completes tickets by these calls. */
    public TicketEnricher(EnrichmentCalls calls, StreamListener listener) {
        this(calls, new ContactRoles(calls), listener);
    }

    private TicketEnricher(EnrichmentCalls calls, ContactRoles roles, StreamListener listener) {
        this.calls = calls;
        this.roles = roles;
        this.listener = listener;
    }

    /** Adds the roles of contacts to tickets of a whole list, as a search alone shows them. */
    public static TicketEnricher ofList(EnrichmentCalls calls) {
        return new TicketEnricher(calls, ContactRoles.unverified(calls), StreamListener.NONE);
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
    public void page(List<ListedEntity> listed) {
        if (calls.wants(Enrichment.ROLES)) {
            Set<String> ids = new LinkedHashSet<>();
            listed.forEach(ticket -> ids.addAll(Customers.ids(ticket.json())));
            roles.lookUp(ids);
        }
    }

    @Override
    public long memory(ListedEntity listed) {
        return PartSizes.USUAL * (1 + parts(listed.json()).size());
    }

    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return complete(listed.json(), listed.asOf());
    }

    @Override
    public CompletableFuture<Enriched> again(String id) {
        return calls.request(Enrichment.TICKET, id, Request.get("/tickets/{}", id), body -> flaw(id, body))
                .thenCompose(result -> result instanceof CallResult.Data found
                        ? complete(found.reply().body(), found.reply().asOf())
                        : CompletableFuture.completedFuture(Enriched.missing(result.refusal())));
    }

    private static Optional<String> flaw(String id, ObjectNode ticket) {
        if (!EntityId.of(ticket.path("id")).equals(Optional.of(id))) {
            return Optional.of("the response shows another ticket");
        }
        return parts(ticket).isArray() ? Optional.empty() : Optional.of("the response shows no list of parts");
    }

    private CompletableFuture<Enriched> complete(ObjectNode ticket, Instant asOf) {
        reportMissingParts(ticket);
        return find(ticket).thenApply(found -> {
            setRoles(ticket, found);
            return new Enriched.Complete(ticket, asOf, found.refused());
        });
    }

    @Override
    public CompletableFuture<ObjectNode> addRoles(ObjectNode ticket) {
        return find(ticket).thenApply(found -> {
            setRoles(ticket, found);
            return ticket;
        });
    }

    private CompletableFuture<ContactRoles.FoundRoles> find(ObjectNode ticket) {
        Set<String> ids = Customers.ids(ticket);
        return ids.isEmpty() || !calls.wants(Enrichment.ROLES)
                ? CompletableFuture.completedFuture(ContactRoles.FoundRoles.NONE)
                : roles.find(ids);
    }

    private static void setRoles(ObjectNode ticket, ContactRoles.FoundRoles found) {
        Map<String, String> authors = Customers.authors(parts(ticket));
        Customers.setRoles(ticket, found.names(), authors);
    }

    private void reportMissingParts(ObjectNode ticket) {
        int declared = ticket.path(PARTS).path("total_count").asInt(0);
        int got = parts(ticket).size();
        if (got >= MAX_PARTS && declared > got) {
            listener.partsMissing(ticket.path("id").asText(), declared, got);
        }
    }

    private static JsonNode parts(ObjectNode ticket) {
        return ticket.path(PARTS).path(PARTS);
    }
}
