package io.kafkaconnect.intercom.metrics;

import java.util.List;
import java.util.function.ToLongFunction;

/** The gauges of a stream. */
public enum StreamMetric {
    LISTED(
            "listed-entities",
            "Entities in the current pass, as Intercom counts them; 0 if unknown",
            stream -> stream.readings().stream()
                    .mapToLong(ProgressReporter::listed)
                    .sum()),
    DONE(
            "pass-entities",
            "Entities that the current pass has completed; equals `listed-entities` once the stream has caught up",
            stream ->
                    stream.readings().stream().mapToLong(ProgressReporter::done).sum()),
    SECONDS_LEFT(
            "seconds-left",
            "Seconds until the stream has caught up, at the speed of the last minute; 0 once it has, -1 if unknown",
            stream -> secondsLeft(stream.readings())),
    REFUSED(
            "refused-seconds",
            "Seconds since Intercom first refused the stream; 0 while the stream is read",
            StreamMetrics::refusedSeconds),
    PARKED(
            "parked",
            "Entities and spans of time that are parked now because Intercom refuses them or a part of them; the offset"
                    + " names them",
            StreamMetrics::parked),
    OLDEST_PARKED(
            "oldest-parked-seconds",
            "Seconds since the oldest of `parked` was parked, computed from the number of its retries if that was before"
                    + " the task started; 0 if none is parked",
            StreamMetrics::oldestParkedSeconds),
    SINCE_PASS(
            "seconds-since-pass",
            "Seconds since the start of the last complete pass: the topics may lack the changes of so many seconds. Before"
                    + " the task's first complete pass, it counts from the time up to which the stored offset is complete,"
                    + " or from the task's start if there is no such time within the last two days",
            StreamMetrics::secondsSincePass),
    INTERVAL(
            "interval-seconds",
            "Seconds from the start of one pass to the start of the next, as configured",
            StreamMetrics::intervalSeconds),
    REMEMBERED(
            "remembered-entities",
            "Entities whose rows the stream remembers, to find changes and deletions; 0 if it remembers none",
            stream -> stream.remembered().owners()),
    REMEMBERED_ROWS(
            "remembered-rows",
            "Rows that the stream remembers",
            stream -> stream.remembered().rows()),
    REMEMBERED_BYTES(
            "remembered-bytes",
            "Bytes of these rows in the worker's memory, packed, without some overhead",
            stream -> stream.remembered().bytes());

    private final String metric;
    private final String description;

    @SuppressWarnings("ImmutableEnumChecker") // A method reference without state.
    private final ToLongFunction<StreamMetrics> value;

    StreamMetric(String metric, String description, ToLongFunction<StreamMetrics> value) {
        this.metric = metric;
        this.description = description;
        this.value = value;
    }

    /** The name of the metric. */
    public String metric() {
        return metric;
    }

    /** What the metric shows. */
    public String description() {
        return description;
    }

    long read(StreamMetrics stream) {
        return value.applyAsLong(stream);
    }

    /** The readings run in parallel: the slowest one counts. */
    private static long secondsLeft(List<ProgressReporter> readings) {
        long[] left = readings.stream()
                .mapToLong(ProgressReporter::secondsToGo)
                .sorted()
                .toArray();
        return left.length == 0 || left[0] == ProgressReporter.UNKNOWN
                ? ProgressReporter.UNKNOWN
                : left[left.length - 1];
    }
}
