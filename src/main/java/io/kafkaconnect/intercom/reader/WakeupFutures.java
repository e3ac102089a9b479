package io.kafkaconnect.intercom.reader;

import java.util.concurrent.CompletableFuture;

/** Reacts to the completion of a future, successful or not, with a signal that wakes the task, or by completing or cancelling another future. */
public final class WakeupFutures {
    private WakeupFutures() {}

    /** Runs the signal once the future is complete. */
    public static void onDone(CompletableFuture<?> future, Runnable signal) {
        var unused = future.whenComplete((done, thrown) -> signal.run());
    }

    /** Completes the second future like the first one, unless the second one is already complete. */
    public static <T> void relay(CompletableFuture<T> from, CompletableFuture<T> to) {
        var unused = from.whenComplete((done, thrown) -> complete(to, done, thrown));
    }

    /** Returns the second future. If it is cancelled, so is the first one, which it depends on: Java cancels a future alone. */
    public static <T> CompletableFuture<T> cancelling(CompletableFuture<?> source, CompletableFuture<T> dependent) {
        var unused = dependent.whenComplete((done, thrown) -> {
            if (dependent.isCancelled()) {
                source.cancel(false);
            }
        });
        return dependent;
    }

    /** Returns a future with the same outcome. The signal runs after the code that depends on the returned future. */
    public static <T> CompletableFuture<T> by(Runnable signal, CompletableFuture<T> future) {
        CompletableFuture<T> relayed = new CompletableFuture<>();
        // One callback for both: Java does not define the order of two.
        var unused = future.whenComplete((done, thrown) -> {
            complete(relayed, done, thrown);
            signal.run();
        });
        return relayed;
    }

    private static <T> void complete(CompletableFuture<T> future, T done, Throwable thrown) {
        if (thrown == null) {
            future.complete(done);
        } else {
            future.completeExceptionally(thrown);
        }
    }
}
