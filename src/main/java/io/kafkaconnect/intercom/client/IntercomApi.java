package io.kafkaconnect.intercom.client;

import java.util.concurrent.CompletableFuture;

/** Sends requests to Intercom. */
@FunctionalInterface
public interface IntercomApi {

    /**
     * Sends the request without blocking.
     *
     * @return completes with the final reply, possibly on an I/O thread. It is cancelled when the client closes. It fails only if the
     *     connector has a defect or is out of memory. A caller that cancels it takes the request back: if it waits, it is never sent
     */
    CompletableFuture<Reply> send(Request request);
}
