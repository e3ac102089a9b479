package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.reader.enrich.EnrichmentCalls.CallResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Whether contacts are users or leads, looked up for many at once by contact search and remembered for the length of a pass. Thread-safe.
 *
 * <p>Authors in a conversation carry a role too, but the one they had when they wrote; the search tells the present one.
 */
final class ContactRoles {
    /** The contacts asked for in one search. */
    private static final int BATCH = 100;

    /** Remembered at most. */
    private static final int MAX_KNOWN = 50_000;

    private final EnrichmentCalls calls;

    /** Each holds the role of its contact alone: the answer to a whole search would stay as long as one of them. */
    private final Map<String, CompletableFuture<KnownRole>> known;

    /**
     * What is known of a contact.
     *
     * @param name its role; null where Intercom knows no such contact, or does not tell
     * @param refused why it is not known; null where it is
     */
    private record KnownRole(String name, Failure refused) {
        static final KnownRole NONE = new KnownRole(null, null);
    }

    /**
     * The roles of some contacts, by id.
     *
     * @param names of those that Intercom knows; merged and deleted contacts are not among them
     * @param refused why some may be missing; empty where none is
     */
    record FoundRoles(Map<String, String> names, Optional<Failure> refused) {
        /** None was looked up. */
        static final FoundRoles NONE = new FoundRoles(Map.of(), Optional.empty());
    }

    ContactRoles(EnrichmentCalls calls) {
        this(calls, MAX_KNOWN);
    }

    /**
     * Nothing is known yet.
     *
     * @param most remembered at most; the least recently used go first
     */
    ContactRoles(EnrichmentCalls calls, int most) {
        this.calls = calls;
        this.known = BoundedMaps.map(most);
    }

    /** The roles of these contacts. */
    CompletableFuture<FoundRoles> of(Set<String> ids) {
        Map<String, CompletableFuture<KnownRole>> answers = lookUp(ids);
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, String> names = new HashMap<>();
                    Failure[] refused = {null};
                    answers.forEach((id, answer) -> {
                        KnownRole role = answer.join();
                        if (role.name() != null) {
                            names.put(id, role.name());
                        }
                        refused[0] = role.refused() == null ? refused[0] : role.refused();
                    });
                    return new FoundRoles(names, Optional.ofNullable(refused[0]));
                });
    }

    /** Starts to look up those not known yet; has an answer for each, however few are remembered. */
    Map<String, CompletableFuture<KnownRole>> lookUp(Set<String> ids) {
        Map<String, CompletableFuture<KnownRole>> answers = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        synchronized (known) {
            for (String id : ids) {
                CompletableFuture<KnownRole> answer = known.get(id);
                if (answer == null) {
                    unknown.add(id);
                } else {
                    answers.put(id, answer);
                }
            }
            for (int from = 0; from < unknown.size(); from += BATCH) {
                List<String> batch = unknown.subList(from, Math.min(unknown.size(), from + BATCH));
                CompletableFuture<Map<String, KnownRole>> found = search(batch);
                batch.forEach(id -> answers.put(id, found.thenApply(roles -> roles.getOrDefault(id, KnownRole.NONE))));
            }
            unknown.forEach(id -> known.put(id, answers.get(id)));
        }
        return answers;
    }

    /** Forgets; roles change. */
    void clear() {
        synchronized (known) {
            known.clear();
        }
    }

    private CompletableFuture<Map<String, KnownRole>> search(List<String> ids) {
        Request request = SearchBody.request("/contacts/search", SearchBody.oneOf("id", ids), "id", "ascending", BATCH);
        // One page as asked for, but the client makes it smaller when Intercom is slow.
        Set<String> asked = Set.copyOf(ids);
        return calls.askCounted(Enrichment.ROLES, String.join(",", ids), request, "data", item -> isOneOf(asked, item))
                .thenCompose(answer -> {
                    boolean fails =
                            answer instanceof CallResult.RefusedForEntity || answer instanceof CallResult.Absent;
                    if (fails && ids.size() > 1) {
                        return halves(ids);
                    }
                    Map<String, KnownRole> roles = roles(ids, answer);
                    return answer instanceof CallResult.AllItems || answer instanceof CallResult.Absent
                            ? verified(ids, roles)
                            : CompletableFuture.completedFuture(roles);
                });
    }

    /** A search that does not show a contact is no proof that there is none: each is asked for by its id. */
    private CompletableFuture<Map<String, KnownRole>> verified(List<String> ids, Map<String, KnownRole> roles) {
        Map<String, CompletableFuture<KnownRole>> absent = new HashMap<>();
        ids.stream().filter(id -> !roles.containsKey(id)).forEach(id -> absent.put(id, byId(id)));
        return CompletableFuture.allOf(absent.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    absent.forEach((id, role) -> roles.put(id, role.join()));
                    return roles;
                });
    }

    /** A search may lag, so that it does not show a contact says nothing: two answers must say that there is none. */
    private CompletableFuture<KnownRole> byId(String id) {
        return single(id)
                .thenCompose(answer ->
                        answer instanceof CallResult.Absent ? single(id) : CompletableFuture.completedFuture(answer))
                .thenApply(answer -> {
                    if (answer instanceof CallResult.Data found) {
                        return role(found.reply().body());
                    }
                    return answer instanceof CallResult.RefusedForEntity refused
                            ? new KnownRole(null, refused.failure())
                            : KnownRole.NONE;
                });
    }

    private CompletableFuture<CallResult> single(String id) {
        Set<String> asked = Set.of(id);
        return calls.ask(
                Enrichment.ROLES,
                id,
                Request.get("/contacts/{}", id),
                contact -> isOneOf(asked, contact)
                        ? Optional.empty()
                        : Optional.of("the response is not the contact that was asked for"));
    }

    /** There are two texts in all, not one for each contact. */
    private static KnownRole role(JsonNode contact) {
        return new KnownRole(contact.path("role").asText().intern(), null);
    }

    private static boolean isOneOf(Set<String> asked, JsonNode contact) {
        String role = contact.path("role").asText();
        return asked.contains(contact.path("id").asText()) && (role.equals("user") || role.equals("lead"));
    }

    /** One id at which the search fails must not keep the roles of the others. */
    private CompletableFuture<Map<String, KnownRole>> halves(List<String> ids) {
        int middle = ids.size() / 2;
        return search(ids.subList(0, middle)).thenCombine(search(ids.subList(middle, ids.size())), (one, other) -> {
            Map<String, KnownRole> both = new HashMap<>(one);
            both.putAll(other);
            return both;
        });
    }

    private static Map<String, KnownRole> roles(List<String> ids, CallResult answer) {
        Map<String, KnownRole> roles = new HashMap<>();
        if (answer instanceof CallResult.RefusedForEntity refused) {
            ids.forEach(id -> roles.put(id, new KnownRole(null, refused.failure())));
        }
        if (answer instanceof CallResult.AllItems all) {
            for (JsonNode contact : all.items()) {
                roles.put(contact.path("id").asText(), role(contact));
            }
        }
        return roles;
    }
}
