package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Failure;
import io.kafkaconnect.intercom.client.Reply;
import java.util.Optional;

/** The result of a request beyond the list. */
sealed interface CallResult {
    /** The response. */
    record Data(Reply.Success reply) implements CallResult {}

    /**
     * All items of a list.
     *
     * @param counted the number of items by its last page; 0 if it does not tell
     */
    record AllItems(ArrayNode items, long counted) implements CallResult {
        static AllItems of(ArrayNode items, ObjectNode lastPage) {
            return new AllItems(items, lastPage.path("total_count").asLong(0));
        }
    }

    /** Intercom answers that the requested thing does not exist. */
    record Absent(Failure failure) implements CallResult {}

    /** Intercom refuses the request for this entity, or each response is flawed. */
    record RefusedForEntity(Failure failure) implements CallResult {}

    /** The token lacked the permission for this kind of request before. */
    record NotRequested() implements CallResult {}

    /** The token lacks the permission for this kind of request. The stream continues without its data. */
    record Skipped(Failure failure) implements CallResult {}

    /** Why Intercom refuses the request; empty if it does not. */
    default Optional<Failure> refusal() {
        if (this instanceof RefusedForEntity refused) {
            return Optional.of(refused.failure());
        }
        return this instanceof Skipped skipped ? Optional.of(skipped.failure()) : Optional.empty();
    }
}
