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

/** Asks for single things by their ids, to learn whether they are there. */
public record ExistenceCheck(IntercomApi intercom) {

    /**
     * Whether a thing is there.
     *
     * @param kind the path with braces where the id goes
     */
    public CompletableFuture<Existence> presence(String kind, String id) {
        return presence(kind, id, thing -> Existence.THERE);
    }

    /**
     * The same.
     *
     * @param found what it says of itself, if it is there
     */
    public CompletableFuture<Existence> presence(String kind, String id, Function<ObjectNode, Existence> found) {
        if (!EntityId.isValid(id)) {
            // Earlier versions sent rows with such ids.
            return CompletableFuture.completedFuture(Existence.GONE);
        }
        return ask(Request.get(kind, id).about(id), Existence.GONE, Existence.UNKNOWN, thing -> {
            boolean isIt = EntityId.of(thing.path("id")).equals(Optional.of(id));
            return isIt ? found.apply(thing) : Existence.UNKNOWN;
        });
    }

    /**
     * What an answer tells.
     *
     * @param gone where Intercom says that the thing does not exist
     * @param unknown where the answer does not tell
     */
    public <T> CompletableFuture<T> ask(Request request, T gone, T unknown, Function<ObjectNode, T> found) {
        return intercom.ask(request.asDetail()).thenApply(reply -> {
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
