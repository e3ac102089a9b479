package io.kafkaconnect.intercom.plan;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.offset.OutputFormat;
import io.kafkaconnect.intercom.offset.ReadScope;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.ColumnSet;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the selected tables ask for: the streams that feed them, the details those need, and which task reads what. */
public final class StreamPlan {
    /** Not every version of the API has it. */
    private static final String DELETIONS = "conversations_deleted";

    private StreamPlan() {}

    /** The streams to read, in the order of their declaration. */
    public static List<Stream> streams(IntercomConfig config) {
        Set<String> names = new HashSet<>();
        for (String name : config.tables()) {
            Table table = Tables.named(name).orElseThrow();
            names.addAll(table.streams());
            names.add(table.endedBy());
        }
        if (!config.apiVersion().atLeast(16)) {
            names.remove(DELETIONS);
        }
        return Streams.ALL.stream()
                .filter(stream -> names.contains(stream.name()))
                .toList();
    }

    /** The selected tables that a stream feeds, or whose rows it deletes, in the order of the dictionary. */
    public static List<Table> tables(IntercomConfig config, Stream stream) {
        String feeding = stream.name();
        return Tables.ALL.stream()
                .filter(table -> config.tables().contains(table.name()))
                .filter(table -> table.streams().contains(feeding) || feeding.equals(table.endedBy()))
                .toList();
    }

    /** What the configuration asks of an incremental stream. */
    public static ReadScope goal(IntercomConfig config, Stream stream) {
        List<Table> tables = tables(config, stream);
        Set<String> growing = growing();
        return new ReadScope(
                names(tables.stream()),
                names(tables.stream()
                        .filter(table -> table.streams().contains(stream.name()))
                        .filter(table -> growing.contains(table.name()))),
                config.since().orElse(Instant.EPOCH),
                form(config));
    }

    /** What rows look like and where they go. */
    public static OutputFormat form(IntercomConfig config) {
        return OutputFormat.of(
                config.columns().name(),
                config.topicPrefix(),
                config.keyFormat().name());
    }

    /** The tables that have more than the documented columns to offer, selected or not. */
    public static Set<String> growing() {
        return names(Tables.ALL.stream().filter(table -> !table.extended().isEmpty()));
    }

    private static Set<String> names(java.util.stream.Stream<Table> tables) {
        return tables.map(Table::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The details that the selected tables need. */
    public static Set<Enrichment> details(IntercomConfig config) {
        return details(config, config.tables());
    }

    /** The details that these tables need. */
    public static Set<Enrichment> details(IntercomConfig config, Collection<String> tables) {
        Set<Enrichment> details = EnumSet.noneOf(Enrichment.class);
        details.addAll(Enrichment.neededBy(tables));
        if (config.columns() == ColumnSet.EXTENDED && details.contains(Enrichment.TAGS)) {
            details.add(Enrichment.TAGGINGS);
        }
        return details;
    }

    /**
     * Divides the streams over at most {@code most} tasks: the heaviest group to the task with the least so far. The same streams are
     * always divided the same way; no group is split, no stream is read twice, no task is idle.
     */
    public static List<List<Stream>> divide(Collection<Stream> streams, int most) {
        Map<String, List<Stream>> groups = new LinkedHashMap<>();
        streams.forEach(stream -> groups.computeIfAbsent(stream.group(), name -> new ArrayList<>())
                .add(stream));
        List<List<Stream>> heaviestFirst = new ArrayList<>(groups.values());
        heaviestFirst.sort(Comparator.comparingInt(StreamPlan::weight).reversed());

        List<List<Stream>> tasks = new ArrayList<>();
        for (List<Stream> group : heaviestFirst) {
            if (tasks.size() < most) {
                tasks.add(new ArrayList<>(group));
            } else {
                tasks.stream()
                        .min(Comparator.comparingInt(StreamPlan::weight))
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
