package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.stream.Stream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Assigns streams to tasks. */
public final class TaskAssignment {
    private TaskAssignment() {}

    /**
     * Assigns the streams to at most {@code maxTasks} tasks: the heaviest group first, each to the task with the least weight so far. The
     * same streams always get the same assignment. A group stays in one task, each stream has one task, and no task is idle.
     */
    public static List<List<Stream>> assign(Collection<Stream> streams, int maxTasks) {
        Map<String, List<Stream>> groups = new LinkedHashMap<>();
        streams.forEach(stream -> groups.computeIfAbsent(stream.group(), name -> new ArrayList<>())
                .add(stream));
        List<List<Stream>> heaviestFirst = new ArrayList<>(groups.values());
        heaviestFirst.sort(Comparator.comparingInt(TaskAssignment::weight).reversed());

        List<List<Stream>> tasks = new ArrayList<>();
        for (List<Stream> group : heaviestFirst) {
            if (tasks.size() < maxTasks) {
                tasks.add(new ArrayList<>(group));
            } else {
                tasks.stream()
                        .min(Comparator.comparingInt(TaskAssignment::weight))
                        .orElseThrow()
                        .addAll(group);
            }
        }
        return tasks;
    }

    private static int weight(List<Stream> streams) {
        return streams.stream().mapToInt(Stream::weight).sum();
    }
}
