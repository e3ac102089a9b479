package io.kafkaconnect.intercom.api;

import java.util.concurrent.CompletableFuture;

/** Intercom, as those see it who ask. */
@FunctionalInterface
public interface Intercom {

    /**
     * Asks, without blocking.
     *
     * @return completes with the final reply, maybe on an I/O thread; cancelled when the client is closed, and never exceptional
     *     otherwise
     */
    CompletableFuture<Reply> ask(Request request);
}
