package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The setting that the connector adds to the user's settings for each task: the streams that the task reads. */
public final class TaskConfig {
    private static final String STREAMS = "intercom.task.streams";

    private TaskConfig() {}

    /** The configuration of a task: the connector's settings and the task's streams. */
    public static Map<String, String> of(Map<String, String> settings, List<Stream> streams) {
        Map<String, String> task = new HashMap<>(settings);
        task.put(STREAMS, streams.stream().map(Stream::name).collect(Collectors.joining(",")));
        return task;
    }

    /** The streams of a task. */
    public static List<Stream> streams(Map<String, String> task) {
        return Arrays.stream(task.get(STREAMS).split(","))
                .map(name -> Streams.named(name).orElseThrow())
                .toList();
    }

    /** The user's settings in the configuration of a task. */
    public static Map<String, String> withoutOwn(Map<String, String> task) {
        Map<String, String> settings = new HashMap<>(task);
        settings.remove(STREAMS);
        return settings;
    }
}
