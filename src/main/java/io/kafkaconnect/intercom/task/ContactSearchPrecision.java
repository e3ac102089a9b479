package io.kafkaconnect.intercom.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.client.IntercomApi;
import io.kafkaconnect.intercom.client.Reply;
import io.kafkaconnect.intercom.client.Request;
import java.util.concurrent.CompletableFuture;

/**
 * Finds out whether the search for contacts compares seconds. API 2.17 does, and its list of attributes says so: a time of a contact is a
 * {@code datetime} there, and a {@code date} before. A filter by seconds would lose contacts where Intercom compares days, so the answer is yes only if
 * both the version and the list say so.
 */
final class ContactSearchPrecision {
    /** The first API 2.x that compares seconds, by its x. */
    private static final int SINCE = 17;

    /** One response may be wrong, and one request may fail. Without two that say so, contacts are read by days. */
    private static final int MAX_REQUESTS = 4;

    private ContactSearchPrecision() {}

    /** Whether the search compares seconds; never fails. A version that cannot compare them needs no request. */
    static CompletableFuture<Boolean> compareSeconds(IntercomApi intercom, ApiVersion version) {
        if (!version.atLeast(SINCE)) {
            return CompletableFuture.completedFuture(false);
        }
        // A request that is retried until it succeeds would hold up the start of the task.
        Request attributes = Request.get("/data_attributes")
                .withQueryParam("model", "contact")
                .withoutRetry();
        return ask(intercom, attributes, false, MAX_REQUESTS).exceptionally(failed -> false);
    }

    private static CompletableFuture<Boolean> ask(
            IntercomApi intercom, Request attributes, boolean wereSeconds, int left) {
        return intercom.send(attributes).thenCompose(reply -> {
            boolean areSeconds = reply instanceof Reply.Success found && areSeconds(found);
            boolean mayAskAgain = left > 1 && (areSeconds || !(reply instanceof Reply.Success));
            return (areSeconds && wereSeconds) || !mayAskAgain
                    ? CompletableFuture.completedFuture(areSeconds && wereSeconds)
                    : ask(intercom, attributes, areSeconds || wereSeconds, left - 1);
        });
    }

    /** Only attributes that Intercom made count: those of a workspace have any type in every version. */
    private static boolean areSeconds(Reply.Success found) {
        boolean anySeconds = false;
        for (JsonNode attribute : found.body().path("data")) {
            boolean isBuiltIn = attribute.path("custom").isBoolean()
                    && !attribute.path("custom").booleanValue();
            String type = attribute.path("data_type").asText();
            if (isBuiltIn && type.equals("date")) {
                return false;
            }
            anySeconds |= isBuiltIn && type.equals("datetime");
        }
        return anySeconds;
    }
}
