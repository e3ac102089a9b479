package io.kafkaconnect.intercom.client.http;

import java.time.Duration;

/** Runs something later, on a thread that must not be blocked. */
@FunctionalInterface
public interface Scheduler {
    /** Runs the task once after the delay; never earlier. */
    void after(Duration delay, Runnable task);
}
