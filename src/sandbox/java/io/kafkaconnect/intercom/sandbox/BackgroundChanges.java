package io.kafkaconnect.intercom.sandbox;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes random changes of a workspace, one after the other. */
public final class BackgroundChanges implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BackgroundChanges.class.getName());

    private final ScheduledExecutorService clock;

    private BackgroundChanges(ScheduledExecutorService clock) {
        this.clock = clock;
    }

    /** Changes the sandbox's workspace from now on; the same seed makes the same changes of the same workspace. */
    @SuppressWarnings("FutureReturnValueIgnored") // It has no end to wait for.
    public static BackgroundChanges begin(Sandbox sandbox, Duration every, long seed) {
        Random random = new Random(seed);
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "intercom-sandbox-life");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                () -> change(sandbox, random), every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
        return new BackgroundChanges(clock);
    }

    private static void change(Sandbox sandbox, Random random) {
        try {
            sandbox.changes().random(random, 1);
        } catch (RuntimeException failed) {
            // The executor would otherwise keep the exception, and silently make no further change.
            LOG.log(System.Logger.Level.ERROR, "A change of the workspace failed; the next is made in time", failed);
        }
    }

    /** Returns once the last change is made. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
