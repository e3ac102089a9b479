package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.table.Table;
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
     *
     * <p>Groups that feed the same table are one here. Each task has a producer of its own, and the rows of two producers reach Kafka in any order. Example:
     * a lead with a note becomes a user. The row of the user would come first, and that of the lead would stay.
     *
     * @param tables the selected tables
     */
    public static List<List<Stream>> assign(Collection<Stream> streams, Collection<Table> tables, int maxTasks) {
        Map<String, List<Stream>> groups = new LinkedHashMap<>();
        streams.forEach(stream -> groups.computeIfAbsent(stream.group(), name -> new ArrayList<>())
                .add(stream));
        List<List<Stream>> heaviestFirst = new ArrayList<>(groups.values());
        tables.forEach(table -> unite(table, heaviestFirst));
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

    private static void unite(Table table, List<List<Stream>> groups) {
        List<List<Stream>> feeding = groups.stream()
                .filter(group ->
                        group.stream().anyMatch(stream -> table.streams().contains(stream.name())))
                .toList();
        feeding.stream().skip(1).forEach(group -> {
            feeding.get(0).addAll(group);
            groups.remove(group);
        });
    }

    private static int weight(List<Stream> streams) {
        return streams.stream().mapToInt(Stream::weight).sum();
    }
}
