package io.kafkaconnect.intercom.table;

import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Source.PathStart;
import io.kafkaconnect.intercom.table.Table.ElementList;
import io.kafkaconnect.intercom.table.Table.RowFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The grammar {@link Tables} is written in. */
final class TableBuilder {

    private final String name;
    private final TableTemplate template;
    private final String doc;
    private final List<ElementList> lists = new ArrayList<>();
    private final List<Column> documented = new ArrayList<>();
    private final List<Column> extended = new ArrayList<>();
    private final List<Column> keyOnly = new ArrayList<>();
    private String noun = "";
    private List<String> streams = List.of();
    private String endedBy;
    private RowFilter filter;
    private List<String> key = List.of();
    private Set<String> freeKeys = Set.of();

    private TableBuilder(String name, TableTemplate template, String doc) {
        this.name = name;
        this.template = template;
        this.doc = doc;
    }

    static TableBuilder table(String name, TableTemplate template, String doc) {
        return new TableBuilder(name, template, doc);
    }

    static Column col(String name, ColumnType type, Source source, String doc) {
        return new Column(name, type, source, doc);
    }

    static Column col(String name, ColumnType type, String path, String doc) {
        return new Column(name, type, Sources.path(path), doc);
    }

    /** A field of the element that keeps its name. */
    static Column col(String name, ColumnType type, String doc) {
        return col(name, type, name, doc);
    }

    /** A field of an object in the element, named after both. */
    static Column in(String object, String field, ColumnType type, String doc) {
        return col(object + "_" + field, type, object + "." + field, doc);
    }

    /** A column of API 1.x that 2.x has nothing for. */
    static Column gone(String name, ColumnType type, String doc) {
        return new Column(name, type, new Source.Gone(), doc + "; no longer filled by Intercom");
    }

    TableBuilder from(String noun, String... streams) {
        this.noun = noun;
        this.streams = List.of(streams);
        return this;
    }

    /** Another stream says which rows are gone. */
    TableBuilder endedBy(String stream) {
        this.endedBy = stream;
        return this;
    }

    /** One row per entry of a list inside what was selected so far. */
    TableBuilder each(String... alternatives) {
        lists.add(new ElementList(Arrays.stream(alternatives)
                .map(text -> Path.of(PathStart.ELEMENT, text))
                .toList()));
        return this;
    }

    TableBuilder where(String field, String text) {
        this.filter = new RowFilter(field, text);
        return this;
    }

    /** The key columns: ids of Intercom, but for those named by {@link #freeKey}. */
    TableBuilder key(String... names) {
        this.key = List.of(names);
        return this;
    }

    /** Key columns that may hold any value. Only the last one of a key can be text: see {@link KeyFormat#STRING}. */
    TableBuilder freeKey(String... names) {
        this.freeKeys = Set.of(names);
        return this;
    }

    /** A key column that the documented value does not have. */
    TableBuilder keyOnly(Column column) {
        keyOnly.add(column);
        return this;
    }

    TableBuilder documented(Column... columns) {
        documented.addAll(List.of(columns));
        return this;
    }

    TableBuilder documented(List<Column> columns) {
        documented.addAll(columns);
        return this;
    }

    TableBuilder extended(Column... columns) {
        extended.addAll(List.of(columns));
        return this;
    }

    TableBuilder extended(List<Column> columns) {
        extended.addAll(columns);
        return this;
    }

    Table build() {
        List<Column> keyColumns = key.stream().map(this::keyColumn).toList();
        return new Table(
                name,
                template,
                noun,
                streams,
                endedBy,
                List.copyOf(lists),
                filter,
                doc,
                keyColumns,
                freeKeys,
                List.copyOf(documented),
                List.copyOf(extended));
    }

    private Column keyColumn(String column) {
        for (List<Column> candidates : List.of(documented, keyOnly)) {
            for (Column candidate : candidates) {
                if (candidate.name().equals(column)) {
                    return candidate;
                }
            }
        }
        throw new IllegalStateException("Table " + name + " has no column " + column + " for its key");
    }
}
