package io.kafkaconnect.intercom.benchmark;

import java.time.Duration;

/** Wall clock and processor time of a process, from its first use on. Thread-safe. */
final class Stopwatch {
    private final ProcessHandle process;
    private long began;
    private Duration before;
    private Lap lap;

    /** The time that has passed. */
    record Lap(Duration wall, Duration cpu) {
        double seconds() {
            return wall.toNanos() / 1e9;
        }

        double cpuMillis() {
            return cpu.toNanos() / 1e6;
        }
    }

    Stopwatch(ProcessHandle process) {
        this.process = process;
    }

    /** Starts the watch; only the first call counts. */
    synchronized void start() {
        if (before == null) {
            before = cpu();
            began = System.nanoTime();
        }
    }

    /** Stops the watch; the last call counts. Without a start, no time has passed. */
    synchronized void stop() {
        if (before != null) {
            lap = new Lap(Duration.ofNanos(System.nanoTime() - began), cpu().minus(before));
        }
    }

    synchronized Lap lap() {
        return lap;
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
