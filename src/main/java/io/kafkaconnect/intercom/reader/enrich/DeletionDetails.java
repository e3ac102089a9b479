package io.kafkaconnect.intercom.reader.enrich;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.reader.Detail;
import io.kafkaconnect.intercom.reader.enrich.DetailCalls.Answer;
import io.kafkaconnect.intercom.reader.incremental.Details;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks whether a conversation that is listed as deleted is gone: a wrong id in that list would delete one that exists. */
public record DeletionDetails(DetailCalls calls) implements Details {

    @Override
    public int decisions() {
        return calls.decisions();
    }

    @Override
    public void passBegins() {
        calls.passBegins();
    }

    @Override
    public CompletableFuture<Completed> complete(ObjectNode listed, Instant asOf) {
        String id = listed.path("id").asText();
        return calls.ask(Detail.DELETION, id, Request.get("/conversations/{}", id), body -> Optional.empty())
                .thenApply(answer -> {
                    if (answer instanceof Answer.Gone) {
                        return new Completed.Entity(listed, asOf);
                    }
                    if (answer instanceof Answer.LeftOut left) {
                        return new Completed.Refused(left.failure());
                    }
                    return answer instanceof Answer.Refused refused
                            ? new Completed.Refused(refused.failure())
                            : new Completed.Vanished();
                });
    }

    @Override
    public CompletableFuture<Completed> again(String id) {
        return complete(JsonNodeFactory.instance.objectNode().put("id", id), Instant.EPOCH);
    }
}
