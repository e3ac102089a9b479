package io.kafkaconnect.intercom.task;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a batch is sent whole or not at all: if that is required of the worker, and as long as it shows nothing else. A standalone worker
 * takes the requirement and does not meet it. It commits on a thread of its own; a worker with transactions does so between two polls.
 */
public final class AtomicBatches {
    private static final Logger log = LoggerFactory.getLogger(AtomicBatches.class);

    private volatile boolean whole;
    private volatile Thread polling;

    public AtomicBatches(boolean required) {
        this.whole = required;
    }

    /** The worker polls. */
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

    /** For the next batch. */
    public boolean areSent() {
        return whole;
    }
}
