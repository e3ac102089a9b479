package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Completes a conversation: lists have no parts and only HTML, the single GET has both, and the roles of its contacts are in neither.
 * All parts are taken, never only new ones: a part may change, or have been missed while the conversation moved on.
 */
final class ConversationDetails implements Details {
    /** What is needed of a listed conversation that is asked for singly. */
    private static final List<String> KEPT = List.of("id", "contacts", "statistics");

    private static final String COUNT_OF_PARTS = "count_conversation_parts";

    /** Marks one of which no more than that is left. */
    private static final String ONLY_KEPT = "only_kept";

    /** The most parts that Intercom gives. */
    private static final int MOST_PARTS = 500;

    private final DetailCalls calls;
    private final Roles roles;
    private final StreamListener listener;

    ConversationDetails(DetailCalls calls, StreamListener listener) {
        this.calls = calls;
        this.roles = new Roles(calls);
        this.listener = listener;
    }

    @Override
    public void passBegins() {
        roles.clear();
    }

    @Override
    public ObjectNode kept(ObjectNode listed) {
        if (!calls.wants(Detail.CONVERSATION)) {
            return listed;
        }
        if (listed.path("statistics") instanceof ObjectNode statistics) {
            statistics.retain(COUNT_OF_PARTS);
        }
        return listed.retain(KEPT).put(ONLY_KEPT, true);
    }

    @Override
    public int weight(ObjectNode listed) {
        return calls.wants(Detail.CONVERSATION) ? 1 + Math.min(MOST_PARTS, declaredParts(listed)) : 1;
    }

    @Override
    public void page(List<ObjectNode> listed) {
        if (calls.wants(Detail.ROLES)) {
            Set<String> ids = new LinkedHashSet<>();
            listed.forEach(conversation -> ids.addAll(contactIds(conversation)));
            roles.lookUp(ids);
        }
    }

    @Override
    public CompletableFuture<Completed> complete(ObjectNode listed, Instant asOf) {
        if (!calls.wants(Detail.CONVERSATION)) {
            return asListed(listed, asOf);
        }
        Request request = Request.get("/conversations/{}", listed.path("id").asText())
                // Plain text is to be had from the single GET only.
                .with("display_as", "plaintext");
        return calls.ask(Detail.CONVERSATION, request).thenCompose(answer -> {
            if (answer.isPresent()) {
                return single(answer.get());
            }
            // Not permitted, as has just turned out, or gone.
            return calls.wants(Detail.CONVERSATION) ? vanished() : asListed(listed, asOf);
        });
    }

    private CompletableFuture<Completed> asListed(ObjectNode listed, Instant asOf) {
        if (listed.has(ONLY_KEPT)) {
            return CompletableFuture.completedFuture(
                    new Completed.Incomplete("single conversations are not permitted any more"));
        }
        return withRoles(listed).thenApply(done -> new Completed.Entity(listed, asOf));
    }

    private CompletableFuture<Completed> vanished() {
        listener.vanished();
        return CompletableFuture.completedFuture(new Completed.Vanished());
    }

    private CompletableFuture<Completed> single(Reply.Found found) {
        ObjectNode conversation = found.body();
        compareParts(conversation);
        return withRoles(conversation).thenApply(done -> new Completed.Entity(conversation, found.asOf()));
    }

    private CompletableFuture<Void> withRoles(ObjectNode conversation) {
        Set<String> ids = contactIds(conversation);
        if (ids.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Map<String, String>> known =
                calls.wants(Detail.ROLES) ? roles.of(ids) : CompletableFuture.completedFuture(Map.of());
        return known.thenAccept(found -> {
            Map<String, String> authors = found.size() < ids.size() ? authorRoles(conversation) : Map.of();
            for (JsonNode contact : conversation.path("contacts").path("contacts")) {
                String id = contact.path("id").asText();
                String role = found.getOrDefault(id, authors.get(id));
                if (role != null && contact instanceof ObjectNode object) {
                    object.put("role", role);
                }
            }
        });
    }

    private static Set<String> contactIds(ObjectNode conversation) {
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode contact : conversation.path("contacts").path("contacts")) {
            if (contact.hasNonNull("id")) {
                ids.add(contact.path("id").asText());
            }
        }
        return ids;
    }

    /** The roles that authors had when they wrote, the latest last; for those whom the search does not know any more, or may not tell. */
    private static Map<String, String> authorRoles(ObjectNode conversation) {
        Map<String, String> roles = new HashMap<>();
        note(conversation.path("source").path("author"), roles);
        for (JsonNode part : conversation.path("conversation_parts").path("conversation_parts")) {
            note(part.path("author"), roles);
        }
        return roles;
    }

    private static void note(JsonNode author, Map<String, String> roles) {
        String type = author.path("type").asText();
        if (type.equals("user") || type.equals("lead")) {
            roles.put(author.path("id").asText(), type);
        }
    }

    private void compareParts(ObjectNode conversation) {
        int declared = declaredParts(conversation);
        int got = conversation
                .path("conversation_parts")
                .path("conversation_parts")
                .size();
        if (declared > got) {
            listener.partsMissing(conversation.path("id").asText(), declared, got);
        }
    }

    private static int declaredParts(ObjectNode conversation) {
        return conversation.path("statistics").path(COUNT_OF_PARTS).asInt(0);
    }
}
