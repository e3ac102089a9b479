package io.kafkaconnect.intercom.docs;

import static java.util.stream.Collectors.joining;

import io.kafkaconnect.intercom.feed.SourceRecordFactory;
import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.dictionary.Tables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables with their keys, and how they refer to each other, as a diagram in the language of Mermaid. */
final class EntityDiagram {
    /** A column's sentence names the columns that it refers to, as in {@code (users.id or leads.id)}. */
    private static final Pattern REFERENCES = Pattern.compile("\\((\\w+)\\.id(?: or (\\w+)\\.id)?\\)");

    private EntityDiagram() {}

    static String markdown() {
        return Stream.concat(
                        Tables.ALL.stream().map(EntityDiagram::entity),
                        Tables.ALL.stream().flatMap(EntityDiagram::relations))
                .collect(joining("", "```mermaid\nerDiagram\n    direction LR\n", "```\n"));
    }

    private static String entity(Table table) {
        Set<Column> columns = new LinkedHashSet<>(table.key());
        table.documented().stream().filter(column -> !targets(column).isEmpty()).forEach(columns::add);
        return columns.stream()
                .map(column -> attribute(table, column))
                .collect(joining("", "    %s {\n".formatted(table.name()), "    }\n"));
    }

    private static String attribute(Table table, Column column) {
        String keys = Stream.of(
                        table.key().contains(column) ? "PK" : "",
                        targets(column).isEmpty() ? "" : "FK")
                .filter(key -> !key.isEmpty())
                .collect(joining(", "));
        String comment = table.documented().contains(column) ? "" : " \"in the key only\"";
        return "        %s %s %s%s\n"
                .formatted(column.type().name().toLowerCase(Locale.ROOT), column.name(), keys, comment);
    }

    /** A solid line leads to an owner and to a part of the key, and a dashed line to anything else. */
    private static Stream<String> relations(Table table) {
        List<String> owners = table.owner() == null ? List.of() : table.owner().tables();
        Stream<String> columns = table.documented().stream()
                .flatMap(column -> targets(column).stream()
                        .map(target -> relation(
                                target,
                                targets(column).size() == 1,
                                table.key().contains(column) || owners.contains(target),
                                table,
                                column.name())));
        Stream<String> header = owners.stream()
                .filter(owner -> table.documented().stream()
                        .noneMatch(column -> targets(column).contains(owner)))
                .map(owner -> relation(owner, owners.size() == 1, true, table, SourceRecordFactory.OWNER_HEADER));
        return Stream.concat(columns, header);
    }

    private static String relation(String target, boolean isOnly, boolean isSolid, Table table, String label) {
        return "    %s %s%so{ %s : \"%s\"\n"
                .formatted(target, isOnly && isSolid ? "||" : "|o", isSolid ? "--" : "..", table.name(), label);
    }

    private static List<String> targets(Column column) {
        return REFERENCES
                .matcher(column.doc())
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .filter(Objects::nonNull)
                .toList();
    }
}
