package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.page.ListedEntity;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/**
 * Completes a contact. A list inlined in a contact holds at most ten items and says whether there are more. The contact only counts its notes, and
 * has no events.
 *
 * @param role the role of the contacts: user or lead
 */
public record ContactEnricher(EnrichmentCalls calls, String role) implements Enricher {
    /** The largest page of the lists with numbered pages. */
    private static final int MAX_PAGE_SIZE = 60;

    @Override
    public int decisions() {
        return calls.decisions();
    }

    @Override
    public void passBegins() {
        calls.passBegins();
    }

    @Override
    public void forgetRefusals() {
        calls.forgetRefusals();
    }

    /** A contact may be compared before it is completed: that needs its joined list. */
    @Override
    public void page(List<ListedEntity> listed) {
        listed.forEach(contact -> joinSubscriptions(contact.json()));
    }

    private void joinSubscriptions(ObjectNode contact) {
        if (calls.needs(Enrichment.SUBSCRIPTIONS)) {
            SubscriptionLists.join(contact);
        }
    }

    @Override
    public CompletableFuture<Enriched> complete(ListedEntity listed) {
        return complete(listed.json(), listed.asOf());
    }

    /**
     * Completes a contact.
     *
     * @param contact the contact without the missing lists; the completion adds them
     * @param asOf when Intercom gave the contact
     */
    public CompletableFuture<Enriched> complete(ObjectNode contact, Instant asOf) {
        joinSubscriptions(contact);
        Map<Enrichment, CompletableFuture<CallResult>> results = request(contact);
        // The responses arrive on several threads, and a JSON object is not thread-safe: one thread fills it at the
        // end.
        return CompletableFuture.allOf(results.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> assemble(contact, asOf, results));
    }

    private Map<Enrichment, CompletableFuture<CallResult>> request(ObjectNode contact) {
        String id = contact.path("id").asText();
        Map<Enrichment, CompletableFuture<CallResult>> results = new EnumMap<>(Enrichment.class);
        if (calls.wants(Enrichment.TAGS) && (hasMore(contact.path("tags")) || needsTaggings(contact.path("tags")))) {
            results.put(Enrichment.TAGS, list(contact, Enrichment.TAGS, Request.get("/contacts/{}/tags", id)));
        }
        if (calls.wants(Enrichment.COMPANIES) && hasMore(contact.path("companies"))) {
            Request request = Request.get("/contacts/{}/companies", id).withQueryParam("per_page", MAX_PAGE_SIZE);
            results.put(Enrichment.COMPANIES, list(contact, Enrichment.COMPANIES, request));
        }
        if (calls.wants(Enrichment.SUBSCRIPTIONS) && hasMore(contact.path(SubscriptionLists.JOINED))) {
            Request request = Request.get("/contacts/{}/subscriptions", id);
            results.put(Enrichment.SUBSCRIPTIONS, list(contact, Enrichment.SUBSCRIPTIONS, request));
        }
        if (hasNotes(contact.path("notes")) && calls.mayRequest(Enrichment.NOTES)) {
            Request request = Request.get("/contacts/{}/notes", id).withQueryParam("per_page", MAX_PAGE_SIZE);
            results.put(Enrichment.NOTES, list(contact, Enrichment.NOTES, request));
        } else if (!calls.wants(Enrichment.NOTES)) {
            // An inlined note has only an id.
            contact.remove("notes");
        }
        if (role.equals("user") && calls.mayRequest(Enrichment.EVENTS)) {
            results.put(Enrichment.EVENTS, events(id));
        }
        return results;
    }

    private CompletableFuture<CallResult> list(ObjectNode contact, Enrichment enrichment, Request request) {
        String field = field(enrichment);
        JsonNode inlined = contact.path(field);
        Set<String> known = new HashSet<>();
        inlined.path("data").forEach(item -> EntityId.of(item.path("id")).ifPresent(known::add));
        ItemList list =
                new ItemList(List.of("data", field), inlined.path("total_count").asLong(0), known);
        return calls.requestAll(enrichment, contact.path("id").asText(), request, list);
    }

    private static String field(Enrichment enrichment) {
        return switch (enrichment) {
            case TAGS -> "tags";
            case COMPANIES -> "companies";
            case SUBSCRIPTIONS -> SubscriptionLists.JOINED;
            case NOTES -> "notes";
            case EVENTS -> "events";
            default -> throw new IllegalArgumentException(enrichment + " is not a part of a contact");
        };
    }

    /**
     * Requests the event summary. It has one page, even if the response has a link to a next one. Null entries are documented: only two responses
     * with a null entry are believed.
     */
    private CompletableFuture<CallResult> events(String id) {
        Request request = Request.get("/events")
                .withQueryParam("type", "user")
                .withQueryParam("summary", true)
                .withQueryParam("intercom_user_id", id);
        return events(id, request)
                .thenCompose(result -> result instanceof CallResult.Data found && holdsNull(found)
                        ? events(id, request)
                        : CompletableFuture.completedFuture(result));
    }

    private CompletableFuture<CallResult> events(String id, Request request) {
        return calls.request(Enrichment.EVENTS, id, request, body -> eventsFlaw(id, body));
    }

    private static boolean holdsNull(CallResult.Data found) {
        JsonNode events = found.reply().body().path("events");
        return StreamSupport.stream(events.spliterator(), false).anyMatch(JsonNode::isNull);
    }

    private Optional<String> eventsFlaw(String id, ObjectNode body) {
        JsonNode events = body.path("events");
        if (!events.isArray()) {
            return Optional.of("the response holds no list 'events'");
        }
        for (JsonNode event : events) {
            if (!event.isNull() && !event.path("name").isTextual()) {
                return Optional.of("the response holds an event without a name")
                        .filter(shortage -> calls.isDoubtful(id, shortage));
            }
        }
        return Optional.empty();
    }

    /** Adds the results to the contact. All of them are done. */
    private static Enriched assemble(
            ObjectNode contact, Instant asOf, Map<Enrichment, CompletableFuture<CallResult>> results) {
        Optional<Failure> refused = Optional.empty();
        for (Map.Entry<Enrichment, CompletableFuture<CallResult>> one : results.entrySet()) {
            String field = field(one.getKey());
            CallResult result = one.getValue().join();
            if (result instanceof CallResult.AllItems all) {
                if (one.getKey() == Enrichment.SUBSCRIPTIONS) {
                    SubscriptionLists.noteChoices(all.items());
                }
                contact.set(field, whole(all));
            } else if (result instanceof CallResult.Data found) {
                contact.set(field, found.reply().body().path(field));
            } else if (one.getKey() == Enrichment.NOTES) {
                contact.remove(field);
            }
            if (result instanceof CallResult.RefusedForEntity refusal) {
                refused = Optional.of(refusal.failure());
            } else if (result instanceof CallResult.Absent absent) {
                refused = Optional.of(absent.failure());
            }
        }
        return new Enriched.Complete(contact, asOf, refused);
    }

    /** The list that replaces the inlined one. It is whole, even if the contact counts another number of items. */
    private static ObjectNode whole(CallResult.AllItems all) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.set("data", all.items());
        list.put("total_count", all.items().size());
        return list;
    }

    /** A contact with another role by now has vanished from these contacts. */
    @Override
    public CompletableFuture<Enriched> again(String id) {
        return calls.request(Enrichment.CONTACT, id, Request.get("/contacts/{}", id), body -> flaw(id, body))
                .thenCompose(result -> {
                    if (!(result instanceof CallResult.Data found)) {
                        return CompletableFuture.completedFuture(Enriched.missing(result.refusal()));
                    }
                    ObjectNode contact = found.reply().body();
                    return contact.path("role").asText().equals(role)
                            ? complete(contact, found.reply().asOf())
                            : CompletableFuture.completedFuture(new Enriched.Vanished());
                });
    }

    private static Optional<String> flaw(String id, ObjectNode body) {
        boolean hasRole = List.of("user", "lead").contains(body.path("role").asText());
        return hasRole && EntityId.of(body.path("id")).equals(Optional.of(id))
                ? Optional.empty()
                : Optional.of("the response is not the contact that was asked for");
    }

    /** Whether the contact has the notes and the event summary, if they are needed. A permission may be missing. */
    public boolean isTold(ObjectNode contact) {
        return (!calls.needs(Enrichment.NOTES) || contact.has("notes"))
                && (!calls.needs(Enrichment.EVENTS) || !role.equals("user") || contact.has("events"));
    }

    private boolean needsTaggings(JsonNode tags) {
        return calls.wants(Enrichment.TAGGINGS) && !tags.path("data").isEmpty();
    }

    /** Whether a list holds fewer items than there are. */
    public static boolean hasMore(JsonNode list) {
        return list.path("has_more").asBoolean(false)
                || list.path("total_count").asInt(0) > list.path("data").size();
    }

    /** Whether the contact has notes. A contact that does not count them may have some. */
    private static boolean hasNotes(JsonNode notes) {
        JsonNode count = notes.path("total_count");
        return !count.isIntegralNumber()
                || count.asLong() > 0
                || !notes.path("data").isEmpty();
    }
}
