package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.client.ApiVersion;
import io.kafkaconnect.intercom.config.OutputSettings;
import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.stream.Streams;
import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The data dictionary as Markdown for the documentation: a list of all tables, and a chapter for each table that opens with a click. */
final class TablesDictionary {

    private static final String CHAPTER = """

            <details>
            <summary><code>%s</code>: %s</summary>

            %s

            %s%s
            </details>
            """;

    private static final String HEAD = """
            | column | type | where it comes from | what it holds |
            |---|---|---|---|
            """;

    private TablesDictionary() {}

    /** A line for each table. */
    static String list() {
        return Tables.ALL.stream().map(TablesDictionary::line).collect(joining("", """
                | table | what it holds | template | key | read | columns |
                |---|---|---|---|---|---|
                """, "\n" + totals()));
    }

    /** Every column of every table. */
    static String chapters() {
        return Tables.ALL.stream()
                .map(TablesDictionary::chapter)
                .collect(joining())
                .stripLeading();
    }

    static long documented() {
        return Tables.ALL.stream().mapToLong(table -> table.documented().size()).sum();
    }

    private static String line(Table table) {
        return "| `%s` | %s%s | %s | %s | %s | %s |\n"
                .formatted(
                        table.name(),
                        table.doc(),
                        since(table),
                        selectedBy(table),
                        key(table),
                        how(table),
                        count(table));
    }

    private static String selectedBy(Table table) {
        return table.byNameOnly()
                ? "none, by name only"
                : "`" + table.template().label() + "`";
    }

    private static String since(Table table) {
        return table.since() > ApiVersion.OLDEST_MINOR ? " From API 2." + table.since() + " on." : "";
    }

    private static String totals() {
        long extended =
                Tables.ALL.stream().mapToLong(table -> table.extended().size()).sum();
        long gone = Tables.ALL.stream()
                .flatMap(table -> table.documented().stream())
                .filter(TablesDictionary::isGone)
                .count();
        return "Together %d documented columns, %d of which Intercom no longer fills, and %d extended ones.\n"
                .formatted(documented(), gone, extended);
    }

    private static String chapter(Table table) {
        String extended = table.extended().isEmpty()
                ? ""
                : "\nWith `intercom.columns=extended`, after them:\n\n" + HEAD + rows(table, table.extended());
        return CHAPTER.formatted(
                table.name(), count(table), facts(table), HEAD + rows(table, table.documented()), extended);
    }

    private static String facts(Table table) {
        String keyOnly = table.key().stream()
                .filter(column -> !table.documented().contains(column))
                .map(column -> " `%s` (%s) is in the key only: %s."
                        .formatted(column.name(), type(column), lowerFirst(column.doc())))
                .collect(joining());
        return "%s Topic: `%s%s`. Key: %s.%s%s %s: %s."
                .formatted(
                        table.doc(),
                        OutputSettings.TOPIC_PREFIX.defaultValue(),
                        table.name(),
                        key(table),
                        keyOnly,
                        owner(table),
                        table.streams().size() == 1 ? "Stream" : "Streams",
                        table.streams().stream().map(name -> "`" + name + "`").collect(joining(", ")));
    }

    private static String owner(Table table) {
        return table.owner() == null
                ? ""
                : table.owner().tables().stream()
                        .map(owner -> "`" + owner + ".id`")
                        .collect(joining(" or ", " Header `%s`: ".formatted(SourceRecordFactory.OWNER_HEADER), "."));
    }

    private static String rows(Table table, List<Column> columns) {
        return columns.stream().map(column -> row(table, column)).collect(joining());
    }

    private static String row(Table table, Column column) {
        String name = table.key().contains(column) ? "**`%s`**" : "`%s`";
        String origin = table.origin(column);
        String from = isGone(column)
                ? "**always null**: " + origin
                : column.source() instanceof Source.Path ? "`" + origin + "`" : origin;
        String doc = isGone(column) ? column.doc().replace("; " + origin, "") : column.doc();
        return "| %s | %s | %s | %s |\n".formatted(name.formatted(column.name()), type(column), cell(from), cell(doc));
    }

    private static String count(Table table) {
        long gone = table.documented().stream().filter(TablesDictionary::isGone).count();
        return Stream.of(
                        table.documented().size() + " columns",
                        gone == 0 ? "" : gone + " of them always null",
                        table.extended().isEmpty() ? "" : table.extended().size() + " more extended")
                .filter(part -> !part.isEmpty())
                .collect(joining(", "));
    }

    private static String key(Table table) {
        return table.key().stream().map(column -> "`" + column.name() + "`").collect(joining(", "));
    }

    private static String how(Table table) {
        var streams = table.streams().stream()
                .map(name -> Streams.named(name).orElseThrow())
                .toList();
        if (streams.stream().allMatch(io.kafkaconnect.intercom.stream.Stream::isIncremental)) {
            return "by update time";
        }
        return streams.stream().anyMatch(io.kafkaconnect.intercom.stream.Stream::isRelations)
                ? "whole, and by update time"
                : "whole";
    }

    private static boolean isGone(Column column) {
        return column.source() instanceof Source.Retired;
    }

    private static String type(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }

    private static String lowerFirst(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
