package io.kafkaconnect.intercom.client.http;

import java.time.Duration;

/** Runs tasks later, on a thread that must not be blocked. */
@FunctionalInterface
public interface Scheduler {
    /** Runs the task once, after the delay and never earlier. */
    void schedule(Duration delay, Runnable task);
}
