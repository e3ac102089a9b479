package io.kafkaconnect.intercom.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and its timer, both moved by hand; begins at the epoch. */
public final class ManualTime extends Clock implements Timer {
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
    private Instant now = Instant.EPOCH;
    private int scheduled;

    private record Task(Instant due, int number, Runnable run) {}

    @Override
    public void after(Duration delay, Runnable task) {
        tasks.add(new Task(now.plus(delay), scheduled++, task));
    }

    /** Runs what becomes due, each at its time. */
    public void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().due.isAfter(end)) {
            Task task = tasks.remove();
            now = task.due.isAfter(now) ? task.due : now;
            task.run.run();
        }
        now = end;
    }

    int tasks() {
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
