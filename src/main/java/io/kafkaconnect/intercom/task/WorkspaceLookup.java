package io.kafkaconnect.intercom.task;

import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import io.kafkaconnect.intercom.message.Remedy;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;

/** Requests the workspace of the token. The constructor sends the first two requests. */
final class WorkspaceLookup {
    private static final Request ME = Request.get("/me");

    private static final int MAX_WRONG_ANSWERS = 10;

    private final IntercomApi intercom;
    private final CompletableFuture<Reply> me;

    /** Sends the first two requests side by side: nothing else can begin before their responses. */
    WorkspaceLookup(IntercomApi intercom) {
        this.intercom = intercom;
        CompletableFuture<Reply> first = intercom.send(ME);
        CompletableFuture<Reply> second = intercom.send(ME);
        this.me = first.thenCompose(one -> second.thenCompose(other -> decide(one, other)));
    }

    private CompletableFuture<Reply> decide(Reply first, Reply second) {
        return first instanceof Reply.Success found
                ? decide(workspaceIn(found), second, MAX_WRONG_ANSWERS - 1)
                : CompletableFuture.completedFuture(first);
    }

    /**
     * Repeats the request until two responses in a row name the same workspace, or {@code max} responses have come: a single response may
     * name no workspace or a wrong one.
     */
    private CompletableFuture<Reply> decide(String before, Reply reply, int max) {
        String named = reply instanceof Reply.Success found ? workspaceIn(found) : before;
        boolean isSure = !(reply instanceof Reply.Success) || max == 1 || (!named.isEmpty() && named.equals(before));
        return isSure
                ? CompletableFuture.completedFuture(reply)
                : intercom.send(ME).thenCompose(next -> decide(named, next, max - 1));
    }

    private static String workspaceIn(Reply.Success found) {
        return found.body().path("app").path("id_code").asText("");
    }

    /** The id of the workspace. The future fails with a {@link ConnectException} if Intercom refuses the token. */
    CompletableFuture<String> workspace() {
        return me.thenApply(WorkspaceLookup::workspace);
    }

    private static String workspace(Reply reply) {
        if (reply instanceof Reply.Failed failed) {
            throw new ConnectException("The connector cannot read Intercom. " + Remedy.onFailing(failed));
        }
        String workspace = workspaceIn(reply.orThrow());
        if (workspace.isEmpty()) {
            throw new ConnectException(
                    "GET /me names no workspace (app.id_code is missing), and the offsets need its id: use the token of an"
                            + " app that is installed in a workspace");
        }
        return workspace;
    }
}
