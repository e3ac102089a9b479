package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.metrics.RequestMetric;
import io.kafkaconnect.intercom.metrics.RequestOutcome;
import io.kafkaconnect.intercom.metrics.StreamCounter;
import io.kafkaconnect.intercom.metrics.StreamMetric;
import java.util.Arrays;
import java.util.stream.Stream;

/** The metrics as Markdown for the documentation: those of a task, and those of each of its streams. */
final class MetricsTable {

    private static final String HEAD = """
            `kafka.connect:type=plugins,connector=NAME,task=NUMBER%s`:

            | metric | what it counts |
            |---|---|
            """;

    private MetricsTable() {}

    static String markdown() {
        Stream<String> task = Stream.concat(
                Arrays.stream(RequestMetric.values()).map(count -> row(count.metric(), count.description())),
                Arrays.stream(RequestOutcome.values()).map(count -> row(count.metric(), count.description())));
        Stream<String> stream = Stream.concat(
                Arrays.stream(StreamCounter.values()).map(count -> row(count.metric(), count.description())),
                Arrays.stream(StreamMetric.values()).map(reading -> row(reading.metric(), reading.description())));
        return task.collect(joining("", HEAD.formatted(""), "\n"))
                + stream.collect(joining("", HEAD.formatted(",stream=STREAM"), ""));
    }

    private static String row(String metric, String description) {
        return "| `%s` | %s |\n".formatted(metric, description);
    }
}
