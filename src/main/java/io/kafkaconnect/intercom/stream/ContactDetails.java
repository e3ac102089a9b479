package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Completes a contact: the lists inlined in it hold ten items at most and say when there are more, notes are only counted there, and
 * events are nowhere but in their own call.
 */
record ContactDetails(DetailCalls calls) implements Details {
    /** The cap of page-numbered lists. */
    private static final int PAGE = 60;

    @Override
    public CompletableFuture<Completed> complete(ObjectNode contact, Instant asOf) {
        String id = contact.path("id").asText();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        if (!calls.wants(Detail.NOTES)) {
            // Inlined notes have an id and nothing more.
            contact.remove("notes");
        }
        if (calls.wants(Detail.TAGS) && (hasMore(contact.path("tags")) || hasTaggings(contact.path("tags")))) {
            asked.add(fetch(contact, Detail.TAGS, Request.get("/contacts/{}/tags", id), "tags"));
        }
        if (calls.wants(Detail.COMPANIES) && hasMore(contact.path("companies"))) {
            Request request = Request.get("/contacts/{}/companies", id).with("per_page", PAGE);
            asked.add(fetch(contact, Detail.COMPANIES, request, "companies"));
        }
        if (calls.wants(Detail.NOTES) && hasNotes(contact.path("notes"))) {
            Request request = Request.get("/contacts/{}/notes", id).with("per_page", PAGE);
            asked.add(fetch(contact, Detail.NOTES, request, "notes"));
        }
        if (calls.wants(Detail.EVENTS) && contact.path("role").asText().equals("user")) {
            Request request = Request.get("/events")
                    .with("type", "user")
                    .with("summary", true)
                    .with("intercom_user_id", contact.path("id").asText());
            // A summary is whole, though it may hold a link to a next page.
            asked.add(calls.ask(Detail.EVENTS, request)
                    .thenAccept(answer -> answer.ifPresent(
                            found -> put(contact, "events", found.body().path("events")))));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> new Completed.Entity(contact, asOf));
    }

    /** Puts a complete list where the ten were; a list that could not be had leaves the ten. */
    private CompletableFuture<Void> fetch(ObjectNode contact, Detail detail, Request request, String field) {
        return calls.askAll(detail, request, List.of("data", field)).thenAccept(items -> {
            if (!items.isEmpty() || detail == Detail.NOTES) {
                ObjectNode whole = JsonNodeFactory.instance.objectNode();
                whole.set("data", items);
                // A list that came short of it is not whole.
                whole.set("total_count", contact.path(field).path("total_count"));
                put(contact, field, whole);
            }
        });
    }

    /** The replies of one contact may come on different threads; a JSON object is not made for that. */
    private static void put(ObjectNode contact, String field, JsonNode value) {
        synchronized (contact) {
            contact.set(field, value);
        }
    }

    private boolean hasTaggings(JsonNode tags) {
        return calls.wants(Detail.TAGGINGS) && !tags.path("data").isEmpty();
    }

    /** Whether a list holds less than there is. */
    static boolean hasMore(JsonNode list) {
        return list.path("has_more").asBoolean(false)
                || list.path("total_count").asInt(0) > list.path("data").size();
    }

    /** No call where the contact says it has none; a contact that does not say is asked. */
    private static boolean hasNotes(JsonNode notes) {
        return !notes.path("total_count").isNumber()
                || notes.path("total_count").asInt() > 0;
    }
}
