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

/** A clock and its timer, both moved by hand. */
public final class ManualTime extends Clock implements Scheduler {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now;
    private int scheduled;

    /** Begins at the epoch. */
    public ManualTime() {
        this(Instant.EPOCH);
    }

    public ManualTime(Instant begin) {
        now = begin;
    }

    private record Task(Instant due, int number, Runnable run) {}

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), scheduled++, task));
    }

    /** Runs what becomes due, each at its time. */
    public void pass(Duration duration) {
        passUntil(() -> false, duration);
    }

    /** Runs what becomes due, each at its time, until enough has happened; passes the whole duration where it never has. */
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
