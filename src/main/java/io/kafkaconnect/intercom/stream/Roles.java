package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.api.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Whether contacts are users or leads, looked up for many at once by contact search and remembered for the length of a pass. Thread-safe.
 *
 * <p>Authors in a conversation carry a role too, but the one they had when they wrote; the search tells the present one.
 */
final class Roles {
    /** The contacts asked for in one search. */
    private static final int BATCH = 100;

    /** Remembered at most; the least recently used go first. */
    private static final int MOST = 50_000;

    private final DetailCalls calls;

    private final Map<String, CompletableFuture<Map<String, String>>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Map<String, String>>> eldest) {
            return size() > MOST;
        }
    };

    Roles(DetailCalls calls) {
        this.calls = calls;
    }

    /** Starts to look up those not known yet. */
    void lookUp(Collection<String> ids) {
        Set<String> unknown = new LinkedHashSet<>(ids);
        synchronized (known) {
            unknown.removeAll(known.keySet());
            List<String> todo = new ArrayList<>(unknown);
            for (int from = 0; from < todo.size(); from += BATCH) {
                List<String> batch = todo.subList(from, Math.min(todo.size(), from + BATCH));
                CompletableFuture<Map<String, String>> answer = search(batch);
                batch.forEach(id -> known.put(id, answer));
            }
        }
    }

    /** The roles of those that Intercom knows; merged and deleted contacts are not among them. */
    CompletableFuture<Map<String, String>> of(Set<String> ids) {
        lookUp(ids);
        Map<String, CompletableFuture<Map<String, String>>> answers = new HashMap<>();
        synchronized (known) {
            ids.forEach(id -> answers.put(id, known.get(id)));
        }
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, String> roles = new HashMap<>();
                    answers.forEach((id, answer) -> {
                        String role = answer.join().get(id);
                        if (role != null) {
                            roles.put(id, role);
                        }
                    });
                    return roles;
                });
    }

    /** Forgets; roles change. */
    void clear() {
        synchronized (known) {
            known.clear();
        }
    }

    private CompletableFuture<Map<String, String>> search(List<String> ids) {
        Request request =
                Listing.Search.request("/contacts/search", Listing.Search.oneOf("id", ids), "id", "ascending", BATCH);
        // One page as asked for, but the client makes it smaller when Intercom is slow.
        return calls.askAll(Detail.ROLES, request, List.of("data")).thenApply(contacts -> {
            Map<String, String> roles = new HashMap<>();
            for (JsonNode contact : contacts) {
                roles.put(contact.path("id").asText(), contact.path("role").asText());
            }
            return roles;
        });
    }
}
