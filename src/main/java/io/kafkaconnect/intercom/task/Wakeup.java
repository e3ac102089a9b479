package io.kafkaconnect.intercom.task;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes the task when a response has come. If no thread waits, the signal is kept for the next wait. */
public interface Wakeup {

    /** Raises the signal. Any thread may call this. */
    void signal();

    /** Waits for the signal, at most for the given time. */
    void await(Duration most) throws InterruptedException;

    /** A wakeup for production, which waits in real time. */
    static Wakeup real() {
        return new Wakeup() {
            private final ReentrantLock lock = new ReentrantLock();
            private final Condition came = lock.newCondition();
            private boolean raised;

            @Override
            public void signal() {
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
