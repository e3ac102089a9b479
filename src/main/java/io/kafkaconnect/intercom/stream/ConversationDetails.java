package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.api.Reply;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.stream.DetailCalls.Answer;
import io.kafkaconnect.intercom.value.EntityId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private static final int MOST_REMEMBERED = 10_000;

    private final DetailCalls calls;
    private final Roles roles;
    /** Conversations that came twice with so many parts less than they count. */
    private final Map<String, Integer> known = Collections.synchronizedMap(Recent.map(MOST_REMEMBERED));

    private final StreamListener listener;

    ConversationDetails(DetailCalls calls, StreamListener listener) {
        this.calls = calls;
        this.roles = new Roles(calls);
        this.listener = listener;
    }

    @Override
    public void passBegins() {
        roles.clear();
        calls.passBegins();
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
        return calls.mayAsk(Detail.CONVERSATION)
                ? ask(listed.path("id").asText(), listed, asOf)
                : asListed(listed, asOf);
    }

    @Override
    public CompletableFuture<Completed> again(String id) {
        return ask(id, JsonNodeFactory.instance.objectNode().put("id", id).put(ONLY_KEPT, true), Instant.EPOCH);
    }

    private CompletableFuture<Completed> ask(String id, ObjectNode listed, Instant asOf) {
        return single(id).thenCompose(answer -> {
            if (answer instanceof Answer.Found found) {
                return complete(found.reply());
            }
            if (answer instanceof Answer.LeftOut left) {
                return asOf.equals(Instant.EPOCH)
                        ? CompletableFuture.completedFuture(new Completed.Refused(left.failure()))
                        : asListed(listed, asOf);
            }
            return CompletableFuture.completedFuture(
                    answer instanceof Answer.Refused refused
                            ? new Completed.Refused(refused.failure())
                            : new Completed.Vanished());
        });
    }

    /** One that seems to lack something is asked for once more; what comes twice is so. */
    private CompletableFuture<Answer> single(String id) {
        // Plain text is given by the single GET only.
        Request request = Request.get("/conversations/" + id).with("display_as", "plaintext");
        return calls.ask(Detail.CONVERSATION, id, request, body -> flaw(id, body))
                .thenCompose(answer -> {
                    if (!(answer instanceof Answer.Found found)
                            || !seemsShort(id, found.reply().body())) {
                        return CompletableFuture.completedFuture(answer);
                    }
                    return calls.ask(Detail.CONVERSATION, id, request, body -> flaw(id, body))
                            .thenApply(second -> longer(id, found, second));
                });
    }

    private static Optional<String> flaw(String id, ObjectNode conversation) {
        if (!EntityId.of(conversation.path("id")).equals(Optional.of(id))) {
            return Optional.of("the answer is not the conversation that was asked for");
        }
        return parts(conversation).isArray() ? Optional.empty() : Optional.of("the answer holds no list of parts");
    }

    private boolean seemsShort(String id, ObjectNode conversation) {
        int got = parts(conversation).size();
        int counted =
                conversation.path("conversation_parts").path("total_count").asInt(0);
        // Intercom's statistics count the opening message as well.
        int declared = Math.max(counted, declaredParts(conversation) - 1);
        boolean lacksLists = !conversation.path("contacts").path("contacts").isArray()
                || !conversation.path("tags").path("tags").isArray();
        return lacksLists || (declared > got && got < MOST_PARTS && !Objects.equals(known.get(id), declared - got));
    }

    private Answer longer(String id, Answer.Found first, Answer second) {
        if (!(second instanceof Answer.Found again)) {
            return second;
        }
        int before = parts(first.reply().body()).size();
        int now = parts(again.reply().body()).size();
        if (before == now) {
            int counted = again.reply()
                    .body()
                    .path("conversation_parts")
                    .path("total_count")
                    .asInt(0);
            known.put(id, Math.max(counted, declaredParts(again.reply().body()) - 1) - now);
        }
        return now >= before ? again : first;
    }

    private static JsonNode parts(ObjectNode conversation) {
        return conversation.path("conversation_parts").path("conversation_parts");
    }

    private CompletableFuture<Completed> asListed(ObjectNode listed, Instant asOf) {
        if (listed.has(ONLY_KEPT)) {
            return CompletableFuture.completedFuture(
                    new Completed.Incomplete("single conversations are not permitted any more"));
        }
        return withRoles(listed).thenApply(done -> new Completed.Entity(listed, asOf));
    }

    private CompletableFuture<Completed> complete(Reply.Found found) {
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
        int declared = declaredParts(conversation) - 1;
        int got = parts(conversation).size();
        if (got >= MOST_PARTS && declared > got) {
            listener.partsMissing(conversation.path("id").asText(), declared, got);
        }
    }

    /** The opening message is counted as well. */
    private static int declaredParts(ObjectNode conversation) {
        return conversation.path("statistics").path(COUNT_OF_PARTS).asInt(0);
    }
}
