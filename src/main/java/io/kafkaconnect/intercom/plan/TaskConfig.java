package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that the connector adds to the user's settings for each task: its number, the number of all tasks, and the streams that it reads. */
public final class TaskConfig {
    private static final String STREAMS = "intercom.task.streams";
    private static final String NUMBER = "intercom.task.number";
    private static final String COUNT = "intercom.task.count";

    /** As many tasks as read the documented tables, for a configuration of an earlier version. */
    private static final String USUAL_COUNT = "6";

    private static final String CONNECTOR = "name";

    private TaskConfig() {}

    /** The configurations of all tasks: the connector's settings, and the streams of each task. */
    public static List<Map<String, String>> of(Map<String, String> settings, Collection<List<Stream>> tasks) {
        List<Map<String, String>> all = new ArrayList<>();
        tasks.forEach(streams -> all.add(of(settings, all.size(), tasks.size(), streams)));
        return all;
    }

    /** The configuration of the task with this number. Connect numbers the tasks from 0 in the order of their configurations. */
    public static Map<String, String> of(Map<String, String> settings, int number, int tasks, List<Stream> streams) {
        Map<String, String> task = new HashMap<>(settings);
        task.put(NUMBER, String.valueOf(number));
        task.put(COUNT, String.valueOf(tasks));
        task.put(STREAMS, streams.stream().map(Stream::name).collect(Collectors.joining(",")));
        return task;
    }

    /** The streams of a task. */
    public static List<Stream> streams(Map<String, String> task) {
        return Arrays.stream(task.get(STREAMS).split(","))
                .map(name -> Streams.named(name).orElseThrow())
                .toList();
    }

    /** The number of tasks of the connector. */
    public static int tasks(Map<String, String> task) {
        return Integer.parseInt(task.getOrDefault(COUNT, USUAL_COUNT));
    }

    /**
     * The tags that name a task in metrics, in the order in which Connect gives them. They are empty if the configuration is that of an earlier
     * version of the connector, which did not number its tasks; Connect then starts the task again with a new configuration.
     */
    public static Map<String, String> tags(Map<String, String> task) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (task.containsKey(CONNECTOR) && task.containsKey(NUMBER)) {
            tags.put("connector", task.get(CONNECTOR));
            tags.put("task", task.get(NUMBER));
        }
        return tags;
    }

    /** The user's settings in the configuration of a task. */
    public static Map<String, String> withoutOwn(Map<String, String> task) {
        Map<String, String> settings = new HashMap<>(task);
        settings.keySet().removeAll(Set.of(STREAMS, NUMBER, COUNT));
        return settings;
    }
}
