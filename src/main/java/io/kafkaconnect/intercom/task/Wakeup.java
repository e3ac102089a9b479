package io.kafkaconnect.intercom.task;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the task when a reply came. A signal raised while nobody waits is kept for the next wait. */
public interface Wakeup {

    /** Something came; callable from any thread. */
    void raise();

    /** Waits for the signal, at most as long as given. */
    void await(Duration most) throws InterruptedException;

    /** The one of the real world. */
    static Wakeup real() {
        return new Wakeup() {
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition came = lock.newCondition();
            private boolean raised;

            @Override
            public void raise() {
                lock.lock();
                try {
                    raised = true;
                    came.signal();
                } finally {
                    lock.unlock();
                }
            }

            @Override
            public void await(Duration most) throws InterruptedException {
                lock.lockInterruptibly();
                try {
                    long nanos = most.toNanos();
                    while (!raised && nanos > 0) {
                        nanos = came.awaitNanos(nanos);
                    }
                    raised = false;
                } finally {
                    lock.unlock();
                }
            }
        };
    }
}
