package io.kafkaconnect.intercom.client;

import java.util.concurrent.CompletableFuture;

/** Intercom, as those see it who ask. */
@FunctionalInterface
public interface IntercomApi {

    /**
     * Asks, without blocking.
     *
     * @return completes with the final reply, maybe on an I/O thread; cancelled when the client is closed, and
     *     exceptional otherwise only where the connector itself is at fault or out of memory
     */
    CompletableFuture<Reply> ask(Request request);
}
