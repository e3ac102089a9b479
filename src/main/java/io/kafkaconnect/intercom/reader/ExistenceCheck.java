package io.kafkaconnect.intercom.reader;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.IntercomException;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Requests single entities by their ids, to find out whether they exist. */
public record ExistenceCheck(IntercomApi intercom) {

    /**
     * Finds out whether an entity exists.
     *
     * @param kind the path with braces where the id goes
     */
    public CompletableFuture<Existence> presence(String kind, String id) {
        return presence(kind, id, entity -> Existence.THERE);
    }

    /**
     * The same.
     *
     * @param found reads the result from the content of an existing entity
     */
    public CompletableFuture<Existence> presence(String kind, String id, Function<ObjectNode, Existence> found) {
        if (!EntityId.isValid(id)) {
            // Earlier versions sent rows with such ids.
            return CompletableFuture.completedFuture(Existence.GONE);
        }
        return ask(Request.get(kind, id).about(id), Existence.GONE, Existence.UNKNOWN, entity -> {
            boolean isRequested = EntityId.of(entity.path("id")).equals(Optional.of(id));
            return isRequested ? found.apply(entity) : Existence.UNKNOWN;
        });
    }

    /**
     * Sends the request and evaluates its reply.
     *
     * @param gone the result if Intercom answers that the entity does not exist
     * @param unknown the result if the response does not show it
     * @param found reads the result from the response
     */
    public <T> CompletableFuture<T> ask(Request request, T gone, T unknown, Function<ObjectNode, T> found) {
        return intercom.send(request.asDetail()).thenApply(reply -> {
            if (reply instanceof Reply.Success answer) {
                return found.apply(answer.body());
            }
            if (reply instanceof Reply.Unauthorized refused) {
                throw new IntercomException(refused);
            }
            return reply instanceof Reply.NotFound ? gone : unknown;
        });
    }
}
