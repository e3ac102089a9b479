package io.kafkaconnect.intercom.worker;

import java.util.concurrent.atomic.AtomicInteger;

/** Does something once so many events have passed: on the thread that tells of the last of them, before anything else comes of it. */
final class Countdown {
    private final AtomicInteger left = new AtomicInteger();
    private volatile Runnable then;

    /** Counts anew. */
    void arm(int events, Runnable action) {
        disarm();
        then = action;
        left.set(events);
    }

    void disarm() {
        left.set(0);
    }

    void event() {
        if (left.getAndUpdate(events -> Math.max(0, events - 1)) == 1) {
            then.run();
        }
    }
}
