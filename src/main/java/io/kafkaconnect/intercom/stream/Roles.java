package io.kafkaconnect.intercom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.api.Request;
import io.kafkaconnect.intercom.stream.DetailCalls.Answer;
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
final class Roles {
    /** The contacts asked for in one search. */
    private static final int BATCH = 100;

    /** Remembered at most. */
    private static final int MOST = 50_000;

    private final DetailCalls calls;

    /** Each holds the role of its contact alone: the answer to a whole search would stay as long as one of them. */
    private final Map<String, CompletableFuture<Optional<String>>> known;

    Roles(DetailCalls calls) {
        this(calls, MOST);
    }

    /**
     * Nothing is known yet.
     *
     * @param most remembered at most; the least recently used go first
     */
    Roles(DetailCalls calls, int most) {
        this.calls = calls;
        this.known = Recent.map(most);
    }

    /** The roles of those that Intercom knows; merged and deleted contacts are not among them. */
    CompletableFuture<Map<String, String>> of(Set<String> ids) {
        Map<String, CompletableFuture<Optional<String>>> answers = lookUp(ids);
        return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, String> roles = new HashMap<>();
                    answers.forEach((id, answer) -> answer.join().ifPresent(role -> roles.put(id, role)));
                    return roles;
                });
    }

    /** Starts to look up those not known yet; has an answer for each, however few are remembered. */
    Map<String, CompletableFuture<Optional<String>>> lookUp(Set<String> ids) {
        Map<String, CompletableFuture<Optional<String>>> answers = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        synchronized (known) {
            for (String id : ids) {
                CompletableFuture<Optional<String>> answer = known.get(id);
                if (answer == null) {
                    unknown.add(id);
                } else {
                    answers.put(id, answer);
                }
            }
            for (int from = 0; from < unknown.size(); from += BATCH) {
                List<String> batch = unknown.subList(from, Math.min(unknown.size(), from + BATCH));
                CompletableFuture<Map<String, String>> found = search(batch);
                batch.forEach(id -> answers.put(id, found.thenApply(roles -> Optional.ofNullable(roles.get(id)))));
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

    private CompletableFuture<Map<String, String>> search(List<String> ids) {
        Request request =
                Listing.Search.request("/contacts/search", Listing.Search.oneOf("id", ids), "id", "ascending", BATCH);
        // One page as asked for, but the client makes it smaller when Intercom is slow.
        return calls.askAll(Detail.ROLES, String.join(",", ids), request, List.of("data"), 0)
                .thenCompose(answer -> answer instanceof Answer.Refused && ids.size() > 1
                        ? halves(ids)
                        : CompletableFuture.completedFuture(roles(answer)));
    }

    /** One id that the search refuses must not keep the roles of the others. */
    private CompletableFuture<Map<String, String>> halves(List<String> ids) {
        int middle = ids.size() / 2;
        return search(ids.subList(0, middle)).thenCombine(search(ids.subList(middle, ids.size())), (one, other) -> {
            Map<String, String> both = new HashMap<>(one);
            both.putAll(other);
            return both;
        });
    }

    private static Map<String, String> roles(Answer answer) {
        Map<String, String> roles = new HashMap<>();
        if (answer instanceof Answer.All all) {
            for (JsonNode contact : all.items()) {
                // Two texts in all, not one a contact.
                roles.put(
                        contact.path("id").asText(),
                        contact.path("role").asText().intern());
            }
        }
        return roles;
    }
}
