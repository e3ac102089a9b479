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
            StreamMetrics::parked);

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
