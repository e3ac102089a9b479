package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.client.SearchBody;
import io.kafkaconnect.intercom.reader.BoundedMaps;
import io.kafkaconnect.intercom.reader.Enrichment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether contacts are users or leads. One contact search serves many contacts, and a pass remembers its results. Thread-safe.
 *
 * <p>A conversation shows the roles of its authors, but those are the roles that they had when they wrote. The search shows the present roles.
 */
final class ContactRoles {
    /** The largest number of contacts in one search. */
    private static final int MAX_SEARCHED = 100;

    private static final int MAX_REMEMBERED = 50_000;

    private final EnrichmentCalls calls;
    private final boolean isVerified;

    /** Each future holds the role of one contact, and not the response to a whole search: that would stay in memory as long as one of its contacts. */
    private final Map<String, CompletableFuture<KnownRole>> known;

    /**
     * The result of the lookup of a contact.
     *
     * @param name the role; null if there is no such contact or Intercom does not show its role
     * @param refused why Intercom refuses the role; null if it does not
     */
    private record KnownRole(String name, Failure refused) {
        static final KnownRole NONE = new KnownRole(null, null);
    }

    /**
     * The roles of some contacts.
     *
     * @param names the role of each contact, by id. Merged and deleted contacts have none
     * @param refused why Intercom refuses the role of a contact; empty if it refuses none
     */
    record FoundRoles(Map<String, String> names, Optional<Failure> refused) {
        /** No contact was looked up. */
        static final FoundRoles NONE = new FoundRoles(Map.of(), Optional.empty());
    }

    ContactRoles(EnrichmentCalls calls) {
        this(calls, true, MAX_REMEMBERED);
    }

    /** Roles as the search alone shows them: it may lack a contact that exists. */
    static ContactRoles unverified(EnrichmentCalls calls) {
        return new ContactRoles(calls, false, MAX_REMEMBERED);
    }

    /**
     * Remembers no role yet.
     *
     * @param isVerified whether each contact that the search does not show is requested by its id
     * @param maxRemembered the largest number of remembered roles. Beyond that, the least recently used role is forgotten
     */
    ContactRoles(EnrichmentCalls calls, boolean isVerified, int maxRemembered) {
        this.calls = calls;
        this.isVerified = isVerified;
        this.known = BoundedMaps.map(maxRemembered);
    }

    /** The roles of these contacts. */
    CompletableFuture<FoundRoles> find(Set<String> ids) {
        Map<String, CompletableFuture<KnownRole>> roles = lookUp(ids);
        return CompletableFuture.allOf(roles.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> found(roles));
    }

    private static FoundRoles found(Map<String, CompletableFuture<KnownRole>> roles) {
        Map<String, String> names = new HashMap<>();
        Failure refused = null;
        for (Map.Entry<String, CompletableFuture<KnownRole>> one : roles.entrySet()) {
            KnownRole role = one.getValue().join();
            if (role.name() != null) {
                names.put(one.getKey(), role.name());
            }
            refused = role.refused() == null ? refused : role.refused();
        }
        return new FoundRoles(names, Optional.ofNullable(refused));
    }

    /** Starts to look up the contacts that are not remembered. Returns a future for each contact, even if the memory is smaller. */
    Map<String, CompletableFuture<KnownRole>> lookUp(Set<String> ids) {
        Map<String, CompletableFuture<KnownRole>> roles = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        synchronized (known) {
            for (String id : ids) {
                CompletableFuture<KnownRole> role = known.get(id);
                if (role == null) {
                    unknown.add(id);
                } else {
                    roles.put(id, role);
                }
            }
            for (int from = 0; from < unknown.size(); from += MAX_SEARCHED) {
                List<String> batch = unknown.subList(from, Math.min(unknown.size(), from + MAX_SEARCHED));
                CompletableFuture<Map<String, KnownRole>> found = search(batch);
                batch.forEach(id -> roles.put(id, found.thenApply(some -> some.getOrDefault(id, KnownRole.NONE))));
            }
            unknown.forEach(id -> known.put(id, roles.get(id)));
        }
        return roles;
    }

    /** Forgets all roles, since roles change. */
    void clear() {
        synchronized (known) {
            known.clear();
        }
    }

    private CompletableFuture<Map<String, KnownRole>> search(List<String> ids) {
        Request request =
                SearchBody.request("/contacts/search", SearchBody.oneOf("id", ids), "id", "ascending", MAX_SEARCHED);
        // The results fit on one page, but the client requests smaller pages if Intercom is slow.
        Set<String> asked = Set.copyOf(ids);
        return calls.requestCounted(
                        Enrichment.ROLES, String.join(",", ids), request, "data", item -> isOneOf(asked, item))
                .thenCompose(result -> {
                    boolean fails =
                            result instanceof CallResult.RefusedForEntity || result instanceof CallResult.Absent;
                    if (fails && ids.size() > 1) {
                        return halves(ids);
                    }
                    Map<String, KnownRole> roles = roles(ids, result);
                    boolean isAnswered = result instanceof CallResult.AllItems || result instanceof CallResult.Absent;
                    return isVerified && isAnswered ? verified(ids, roles) : CompletableFuture.completedFuture(roles);
                });
    }

    /** Requests each contact that the search does not show by its id: the search may lag or lack an existing contact. */
    private CompletableFuture<Map<String, KnownRole>> verified(List<String> ids, Map<String, KnownRole> roles) {
        Map<String, CompletableFuture<KnownRole>> absent = new HashMap<>();
        ids.stream().filter(id -> !roles.containsKey(id)).forEach(id -> absent.put(id, byId(id)));
        return CompletableFuture.allOf(absent.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    absent.forEach((id, role) -> roles.put(id, role.join()));
                    return roles;
                });
    }

    /** Requests a contact by its id. Only two responses without it are believed, since the search without it proves nothing. */
    private CompletableFuture<KnownRole> byId(String id) {
        return single(id)
                .thenCompose(result ->
                        result instanceof CallResult.Absent ? single(id) : CompletableFuture.completedFuture(result))
                .thenApply(result -> {
                    if (result instanceof CallResult.Data found) {
                        return role(found.reply().body());
                    }
                    return result instanceof CallResult.RefusedForEntity refused
                            ? new KnownRole(null, refused.failure())
                            : KnownRole.NONE;
                });
    }

    private CompletableFuture<CallResult> single(String id) {
        Set<String> asked = Set.of(id);
        return calls.request(
                Enrichment.ROLES,
                id,
                Request.get("/contacts/{}", id),
                contact -> isOneOf(asked, contact)
                        ? Optional.empty()
                        : Optional.of("the response is not the contact that was asked for"));
    }

    /** Interned, so that the remembered roles share two strings. */
    private static KnownRole role(JsonNode contact) {
        return new KnownRole(contact.path("role").asText().intern(), null);
    }

    private static boolean isOneOf(Set<String> asked, JsonNode contact) {
        String role = contact.path("role").asText();
        return asked.contains(contact.path("id").asText()) && (role.equals("user") || role.equals("lead"));
    }

    /** Searches both halves: one contact at which the search fails must not hide the roles of the others. */
    private CompletableFuture<Map<String, KnownRole>> halves(List<String> ids) {
        int middle = ids.size() / 2;
        return search(ids.subList(0, middle)).thenCombine(search(ids.subList(middle, ids.size())), (one, other) -> {
            Map<String, KnownRole> both = new HashMap<>(one);
            both.putAll(other);
            return both;
        });
    }

    private static Map<String, KnownRole> roles(List<String> ids, CallResult result) {
        Map<String, KnownRole> roles = new HashMap<>();
        if (result instanceof CallResult.RefusedForEntity refused) {
            ids.forEach(id -> roles.put(id, new KnownRole(null, refused.failure())));
        }
        if (result instanceof CallResult.AllItems all) {
            for (JsonNode contact : all.items()) {
                roles.put(contact.path("id").asText(), role(contact));
            }
        }
        return roles;
    }
}
