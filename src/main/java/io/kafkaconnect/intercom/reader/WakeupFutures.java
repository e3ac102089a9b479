package io.kafkaconnect.intercom.reader;

import java.util.concurrent.CompletableFuture;

/** Futures behind which a signal is given: after all that waits for them has run. */
public final class WakeupFutures {
    private WakeupFutures() {}

    /** The same outcome, and the signal behind it. */
    public static <T> CompletableFuture<T> by(Runnable signal, CompletableFuture<T> future) {
        CompletableFuture<T> told = new CompletableFuture<>();
        var unused = future.whenComplete((done, thrown) -> {
            if (thrown == null) {
                told.complete(done);
            } else {
                told.completeExceptionally(thrown);
            }
            signal.run();
        });
        return told;
    }
}
