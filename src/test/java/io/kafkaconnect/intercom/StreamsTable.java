package io.kafkaconnect.intercom;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.kafkaconnect.intercom.stream.Detail;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.Tables;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams and the permissions they need as Markdown for the README. */
final class StreamsTable {

    private static final IntercomConfig ALL_TABLES = new IntercomConfig(Map.of(Settings.ACCESS_TOKEN.key(), "token"));

    private StreamsTable() {}

    /** How each stream is read, and which tables come of it. */
    static String markdown() {
        return Streams.ALL.stream().map(StreamsTable::row).collect(joining("", """
                | stream | read | tables |
                |---|---|---|
                """, ""));
    }

    /** The tables that need each permission, for their lists or for a detail. */
    static String permissions() {
        Map<String, Set<String>> tables = new LinkedHashMap<>();
        for (Table table : Tables.ALL) {
            for (String stream : table.streams()) {
                add(tables, Streams.named(stream).orElseThrow().permission(), table);
            }
            for (Detail detail : Detail.neededBy(List.of(table.name()))) {
                add(tables, detail.permission(), table);
            }
        }
        return tables.entrySet().stream()
                .map(entry -> "| %s | %s |\n".formatted(entry.getKey(), code(entry.getValue())))
                .collect(joining("", """
                | permission | tables that need it |
                |---|---|
                """, ""));
    }

    private static void add(Map<String, Set<String>> tables, String permission, Table table) {
        tables.computeIfAbsent(permission, name -> new LinkedHashSet<>()).add(table.name());
    }

    private static String row(Stream stream) {
        boolean feeds = Tables.ALL.stream().anyMatch(table -> table.streams().contains(stream.name()));
        Set<String> tables =
                Plan.tables(ALL_TABLES, stream).stream().map(Table::name).collect(toCollection(LinkedHashSet::new));
        return "| `%s` | %s | %s%s |\n"
                .formatted(stream.name(), how(stream), feeds ? "" : "tombstones in ", code(tables));
    }

    private static String how(Stream stream) {
        return stream.isIncremental()
                ? "what is new by `%s`, every `%s`".formatted(stream.codec().timeKey(), Settings.POLL_INTERVAL.key())
                : "the whole list, every `%s`".formatted(Settings.FULL_POLL_INTERVAL.key());
    }

    private static String code(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }
}
