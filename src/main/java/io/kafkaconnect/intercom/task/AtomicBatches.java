package io.kafkaconnect.intercom.task;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the worker sends each batch whole or not at all. It does so if exactly-once support is required and the worker uses transactions.
 * A standalone worker accepts the requirement and does not fulfil it. Such a worker commits on a thread of its own. A worker with
 * transactions commits on the thread that polls.
 */
public final class AtomicBatches {
    private static final Logger log = LoggerFactory.getLogger(AtomicBatches.class);

    private volatile boolean whole;
    private volatile Thread polling;

    /** Starts with the requirement: true if {@code exactly.once.support} is {@code required}. */
    public AtomicBatches(boolean required) {
        this.whole = required;
    }

    /** The worker calls poll. */
    public void polls() {
        polling = Thread.currentThread();
    }

    /** The worker has committed offsets. */
    public void commits() {
        if (whole && polling != null && polling != Thread.currentThread()) {
            whole = false;
            log.warn(
                    "This worker does not send transactions, although exactly.once.support=required is set. After a crash,"
                            + " rows may come twice");
        }
    }

    /** Whether the worker sends the next batch whole or not at all. */
    public boolean areSent() {
        return whole;
    }
}
