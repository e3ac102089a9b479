package io.kafkaconnect.intercom.support;

import io.kafkaconnect.intercom.client.http.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** A clock and its scheduler, both moved by hand and by one thread; any thread may read the time. */
public final class ManualClock extends Clock implements Scheduler {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private volatile Instant now;
    private int scheduled;

    /** Starts at the epoch. */
    public ManualClock() {
        this(Instant.EPOCH);
    }

    /** Starts at that time. */
    public ManualClock(Instant begin) {
        now = begin;
    }

    /** Starts at that time, for example {@code 2026-05-01T12:00:00Z}. */
    public ManualClock(String begin) {
        this(Instant.parse(begin));
    }

    private record Task(Instant due, int number, Runnable run) {}

    @Override
    public void schedule(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), scheduled++, task));
    }

    /** Passes the duration, and runs each task at its time. */
    public void pass(Duration duration) {
        passUntil(() -> false, duration);
    }

    /** Passes the duration, and runs each task at its time, until the condition holds; at most the whole duration. */
    public void passUntil(BooleanSupplier enough, Duration most) {
        Instant end = now.plus(most);
        while (!enough.getAsBoolean()) {
            if (tasks.isEmpty() || tasks.peek().due.isAfter(end)) {
                now = end;
                return;
            }
            Task task = tasks.remove();
            now = task.due.isAfter(now) ? task.due : now;
            task.run.run();
        }
    }

    /** Jumps to that time, and runs no task. */
    public void set(Instant to) {
        now = to;
    }

    /** The number of waiting tasks. */
    public int tasks() {
        return tasks.size();
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
