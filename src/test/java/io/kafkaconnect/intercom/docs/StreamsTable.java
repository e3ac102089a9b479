package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toCollection;

import io.kafkaconnect.intercom.config.IntercomConfig;
import io.kafkaconnect.intercom.config.PollingSettings;
import io.kafkaconnect.intercom.config.TableSettings;
import io.kafkaconnect.intercom.config.WorkspaceSettings;
import io.kafkaconnect.intercom.plan.StreamPlan;
import io.kafkaconnect.intercom.reader.Enrichment;
import io.kafkaconnect.intercom.stream.Stream;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.TableTemplate;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The streams and the permissions they need as Markdown for the documentation. */
final class StreamsTable {

    private static final IntercomConfig ALL_TABLES = new IntercomConfig(
            Map.of(WorkspaceSettings.ACCESS_TOKEN.key(), "token", TableSettings.TABLES.key(), names()));

    private StreamsTable() {}

    private static String names() {
        return TableTemplate.ALL + ","
                + Tables.ALL.stream().filter(Table::byNameOnly).map(Table::name).collect(joining(","));
    }

    /** How each stream is read, and which tables it feeds. */
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
            for (Enrichment detail : Enrichment.neededBy(List.of(table.name()))) {
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
        Map<Boolean, Set<String>> tables = StreamPlan.tables(ALL_TABLES, stream).stream()
                .collect(partitioningBy(
                        table -> table.deletedBy().contains(stream.name()),
                        mapping(Table::name, toCollection(LinkedHashSet::new))));
        String ended = tables.get(true).isEmpty() ? "" : "tombstones in " + code(tables.get(true));
        String what = java.util.stream.Stream.of(code(tables.get(false)), ended)
                .filter(part -> !part.isEmpty())
                .collect(joining("; "));
        return "| `%s` | %s | %s |\n".formatted(stream.name(), how(stream), what);
    }

    private static String how(Stream stream) {
        if (stream.isRelations()) {
            return "all contacts of the role, every `%s`, and the changed ones as soon as `%s` finds them"
                    .formatted(PollingSettings.FULL_POLL_INTERVAL.key(), stream.group());
        }
        return stream.isIncremental()
                ? "what is new by `%s`, every `%s`"
                        .formatted(stream.codec().timeKey(), PollingSettings.POLL_INTERVAL.key())
                : "the whole list, every `%s`".formatted(PollingSettings.FULL_POLL_INTERVAL.key());
    }

    private static String code(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(joining(", "));
    }
}
