package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls.CallResult;
import io.kafkaconnect.intercom.reader.incremental.Enricher;
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
 * Completes a contact: the lists inlined in it hold ten items at most and say when there are more, notes are only counted there, and
 * events are nowhere but in their own call.
 *
 * @param role of the contacts: user or lead
 */
public record ContactEnricher(EnrichmentCalls calls, String role) implements Enricher {
    /** The cap of page-numbered lists. */
    private static final int PAGE = 60;

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

    @Override
    public CompletableFuture<Enriched> complete(ObjectNode contact, Instant asOf) {
        Map<Enrichment, CompletableFuture<CallResult>> asked = ask(contact);
        // The replies come on different threads, and a JSON object is not made for that: it is filled when all are
        // there.
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> filled(contact, asOf, asked));
    }

    private Map<Enrichment, CompletableFuture<CallResult>> ask(ObjectNode contact) {
        String id = contact.path("id").asText();
        Map<Enrichment, CompletableFuture<CallResult>> asked = new EnumMap<>(Enrichment.class);
        if (calls.wants(Enrichment.TAGS) && (hasMore(contact.path("tags")) || hasTaggings(contact.path("tags")))) {
            asked.put(Enrichment.TAGS, list(contact, Enrichment.TAGS, Request.get("/contacts/{}/tags", id), "tags"));
        }
        if (calls.wants(Enrichment.COMPANIES) && hasMore(contact.path("companies"))) {
            Request request = Request.get("/contacts/{}/companies", id).with("per_page", PAGE);
            asked.put(Enrichment.COMPANIES, list(contact, Enrichment.COMPANIES, request, "companies"));
        }
        if (hasNotes(contact.path("notes")) && calls.mayAsk(Enrichment.NOTES)) {
            Request request = Request.get("/contacts/{}/notes", id).with("per_page", PAGE);
            asked.put(Enrichment.NOTES, list(contact, Enrichment.NOTES, request, "notes"));
        } else if (!calls.wants(Enrichment.NOTES)) {
            // Inlined notes have an id and nothing more.
            contact.remove("notes");
        }
        if (role.equals("user") && calls.mayAsk(Enrichment.EVENTS)) {
            Request request = Request.get("/events")
                    .with("type", "user")
                    .with("summary", true)
                    .with("intercom_user_id", id);
            asked.put(Enrichment.EVENTS, events(id, request));
        }
        return asked;
    }

    private CompletableFuture<CallResult> list(ObjectNode contact, Enrichment detail, Request request, String field) {
        JsonNode inlined = contact.path(field);
        Set<String> known = new HashSet<>();
        inlined.path("data").forEach(item -> EntityId.of(item.path("id")).ifPresent(known::add));
        EnrichmentCalls.ItemList wanted = new EnrichmentCalls.ItemList(
                List.of("data", field), inlined.path("total_count").asLong(0), known);
        return calls.askAll(detail, contact.path("id").asText(), request, wanted);
    }

    /** A summary is whole, though it may hold a link to a next page. Null entries are documented: two answers must show them. */
    private CompletableFuture<CallResult> events(String id, Request request) {
        return eventsOnce(id, request)
                .thenCompose(answer -> answer instanceof CallResult.Data found && holdsNull(found)
                        ? eventsOnce(id, request)
                        : CompletableFuture.completedFuture(answer));
    }

    private CompletableFuture<CallResult> eventsOnce(String id, Request request) {
        return calls.ask(Enrichment.EVENTS, id, request, answer -> lacking(id, answer));
    }

    private static boolean holdsNull(CallResult.Data found) {
        JsonNode events = found.reply().body().path("events");
        return StreamSupport.stream(events.spliterator(), false).anyMatch(JsonNode::isNull);
    }

    private Optional<String> lacking(String id, ObjectNode answer) {
        JsonNode events = answer.path("events");
        if (!events.isArray()) {
            return Optional.of("the response holds no list 'events'");
        }
        for (JsonNode event : events) {
            if (!event.isNull() && !event.path("name").isTextual()) {
                return Optional.of("the response holds an event without a name")
                        .filter(lacking -> calls.isNews(id, lacking));
            }
        }
        return Optional.empty();
    }

    private static Enriched filled(
            ObjectNode contact, Instant asOf, Map<Enrichment, CompletableFuture<CallResult>> asked) {
        Failure[] refused = {null};
        asked.forEach((detail, reply) -> {
            CallResult answer = reply.join();
            if (answer instanceof CallResult.AllItems all) {
                contact.set(field(detail), whole(all));
            } else if (answer instanceof CallResult.Data events) {
                contact.set("events", events.reply().body().path("events"));
            } else if (detail == Enrichment.NOTES) {
                contact.remove("notes");
            }
            if (answer instanceof CallResult.RefusedForEntity one) {
                refused[0] = one.failure();
            } else if (answer instanceof CallResult.Absent gone) {
                refused[0] = gone.failure();
            }
        });
        return new Enriched.Complete(contact, asOf, Optional.ofNullable(refused[0]));
    }

    private static String field(Enrichment detail) {
        return switch (detail) {
            case TAGS -> "tags";
            case COMPANIES -> "companies";
            case NOTES -> "notes";
            default -> throw new IllegalArgumentException(detail + " is no list of a contact");
        };
    }

    /** In place of the ten, a list that was answered to its end: it is whole, whatever the contact counts. */
    private static ObjectNode whole(CallResult.AllItems all) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.set("data", all.items());
        list.put("total_count", all.items().size());
        return list;
    }

    /** One that has another role by now is not among these contacts any more. */
    @Override
    public CompletableFuture<Enriched> again(String id) {
        return calls.ask(Enrichment.CONTACT, id, Request.get("/contacts/{}", id), body -> flaw(id, body))
                .thenCompose(answer -> {
                    if (answer instanceof CallResult.Data found) {
                        ObjectNode contact = found.reply().body();
                        return contact.path("role").asText().equals(role)
                                ? complete(contact, found.reply().asOf())
                                : CompletableFuture.completedFuture(new Enriched.Vanished());
                    }
                    if (answer instanceof CallResult.Skipped left) {
                        return CompletableFuture.completedFuture(new Enriched.Inaccessible(left.failure()));
                    }
                    return CompletableFuture.completedFuture(
                            answer instanceof CallResult.RefusedForEntity refused
                                    ? new Enriched.Inaccessible(refused.failure())
                                    : new Enriched.Vanished());
                });
    }

    private static Optional<String> flaw(String id, ObjectNode answer) {
        boolean known = List.of("user", "lead").contains(answer.path("role").asText());
        return known && EntityId.of(answer.path("id")).equals(Optional.of(id))
                ? Optional.empty()
                : Optional.of("the response is not the contact that was asked for");
    }

    private boolean hasTaggings(JsonNode tags) {
        return calls.wants(Enrichment.TAGGINGS) && !tags.path("data").isEmpty();
    }

    /** Whether a list holds less than there is. */
    public static boolean hasMore(JsonNode list) {
        return list.path("has_more").asBoolean(false)
                || list.path("total_count").asInt(0) > list.path("data").size();
    }

    /** No call where the contact says it has none; a contact that does not say is asked. */
    private static boolean hasNotes(JsonNode notes) {
        JsonNode count = notes.path("total_count");
        return !count.isIntegralNumber()
                || count.asLong() > 0
                || !notes.path("data").isEmpty();
    }
}
