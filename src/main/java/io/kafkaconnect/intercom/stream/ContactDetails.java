package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Completes a contact: the lists inlined in it hold ten items at most and say when there are more, notes are only counted there, and
 * events are nowhere but in their own call.
 */
record ContactDetails(DetailCalls calls) implements Details {
    /** The cap of page-numbered lists. */
    private static final int PAGE = 60;

    @Override
    public CompletableFuture<Completed> complete(ObjectNode contact, Instant asOf) {
        String path = "/contacts/" + contact.path("id").asText();
        List<CompletableFuture<?>> asked = new ArrayList<>();
        if (calls.wants(Detail.TAGS) && (hasMore(contact.path("tags")) || hasTaggings(contact.path("tags")))) {
            asked.add(
                    fetch(contact, Detail.TAGS, Request.get(path + "/tags"), List.of("data", "tags"), inlined("tags")));
        }
        if (calls.wants(Detail.COMPANIES) && hasMore(contact.path("companies"))) {
            Request request = Request.get(path + "/companies").with("per_page", PAGE);
            asked.add(fetch(contact, Detail.COMPANIES, request, List.of("data", "companies"), inlined("companies")));
        }
        if (calls.wants(Detail.NOTES) && hasNotes(contact.path("notes"))) {
            Request request = Request.get(path + "/notes").with("per_page", PAGE);
            asked.add(fetch(contact, Detail.NOTES, request, List.of("data", "notes"), inlined("notes")));
        }
        if (calls.wants(Detail.EVENTS) && contact.path("role").asText().equals("user")) {
            Request request = Request.get("/events")
                    .with("type", "user")
                    .with("summary", true)
                    .with("intercom_user_id", contact.path("id").asText());
            asked.add(fetch(
                    contact, Detail.EVENTS, request, List.of("events"), (json, events) -> json.set("events", events)));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(done -> new Completed.Entity(contact, asOf));
    }

    private CompletableFuture<Void> fetch(
            ObjectNode contact,
            Detail detail,
            Request request,
            List<String> arrays,
            BiConsumer<ObjectNode, ArrayNode> put) {
        return calls.askAll(detail, request, arrays).thenAccept(items -> {
            // The replies of one contact may come on different threads; a JSON object is not made for that.
            synchronized (contact) {
                put.accept(contact, items);
            }
        });
    }

    /** Puts a complete list where the ten were; a list that could not be had leaves the ten. */
    private static BiConsumer<ObjectNode, ArrayNode> inlined(String field) {
        return (contact, items) -> {
            if (!items.isEmpty() || field.equals("notes")) {
                contact.putObject(field).set("data", items);
            }
        };
    }

    private boolean hasTaggings(JsonNode tags) {
        return calls.wants(Detail.TAGGINGS) && !tags.path("data").isEmpty();
    }

    private static boolean hasMore(JsonNode list) {
        return list.path("has_more").asBoolean(false)
                || list.path("total_count").asInt(0) > list.path("data").size();
    }

    /** No call where the contact says it has none; a contact that does not say is asked. */
    private static boolean hasNotes(JsonNode notes) {
        return !notes.path("total_count").isNumber()
                || notes.path("total_count").asInt() > 0;
    }
}
