package io.kafkaconnect.intercom.table.dictionary;

import io.kafkaconnect.intercom.table.Column;
import io.kafkaconnect.intercom.table.ColumnType;
import io.kafkaconnect.intercom.table.Source;
import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Source.PathStart;
import io.kafkaconnect.intercom.table.Table;
import io.kafkaconnect.intercom.table.Table.ElementList;
import io.kafkaconnect.intercom.table.Table.EntryForm;
import io.kafkaconnect.intercom.table.Table.Owner;
import io.kafkaconnect.intercom.table.Table.RowFilter;
import io.kafkaconnect.intercom.table.TableTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Builds the declarations of {@link Tables}. */
final class TableBuilder {

    /** The x of the oldest API 2.x that the connector reads. */
    private static final int OLDEST = 11;

    private final String name;
    private final TableTemplate template;
    private final String doc;
    private final List<ElementList> lists = new ArrayList<>();
    private final List<Column> documented = new ArrayList<>();
    private final List<Column> extended = new ArrayList<>();
    private final List<Column> keyOnly = new ArrayList<>();
    private String entityName = "";
    private boolean byNameOnly;
    private int since = OLDEST;
    private List<String> streams = List.of();
    private List<String> deletedBy = List.of();
    private boolean confirmed;
    private RowFilter filter;
    private Owner owner;
    private List<String> key = List.of();
    private Set<String> freeKeys = Set.of();
    private Set<String> uncompared = Set.of();

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

    /** A column with the name of its field in the element. */
    static Column col(String name, ColumnType type, String doc) {
        return col(name, type, name, doc);
    }

    /** A column for a field of an object in the element, with the names of both. */
    static Column nested(String object, String field, ColumnType type, String doc) {
        return col(object + "_" + field, type, object + "." + field, doc);
    }

    /** A column of API 1.x that API 2.x cannot fill. */
    static Column retired(String name, ColumnType type, String doc) {
        return new Column(name, type, new Source.Retired(), doc + "; no longer filled by Intercom");
    }

    TableBuilder from(String entityName, String... streams) {
        this.entityName = entityName;
        this.streams = List.of(streams);
        return this;
    }

    /** Only its name selects the table, and not its template: its rows are many, or nobody should get them without asking. */
    TableBuilder byNameOnly() {
        this.byNameOnly = true;
        return this;
    }

    /** The first API 2.x that has the rows, by its x. */
    TableBuilder since(int minor) {
        this.since = minor;
        return this;
    }

    /** Another stream finds the deleted rows. */
    TableBuilder deletedBy(String... streams) {
        this.deletedBy = List.of(streams);
        return this;
    }

    /** One row for each object of a list in the element selected so far. */
    TableBuilder each(String... alternatives) {
        return each(EntryForm.OBJECT, alternatives);
    }

    /** One row for each plain value, such as an id, of a list in the element selected so far. */
    TableBuilder eachValue(String list) {
        return each(EntryForm.VALUE, list);
    }

    /** One row for each language of an object in the element selected so far. */
    TableBuilder eachLanguage(String object) {
        return each(EntryForm.LANGUAGE, object);
    }

    private TableBuilder each(EntryForm form, String... alternatives) {
        lists.add(new ElementList(
                Arrays.stream(alternatives)
                        .map(text -> Path.of(PathStart.ELEMENT, text))
                        .toList(),
                form));
        return this;
    }

    /** A row that its list no longer holds ends only after a lookup. */
    TableBuilder confirmed() {
        this.confirmed = true;
        return this;
    }

    /** Only from entities with this text in this field. */
    TableBuilder where(String field, String text) {
        this.filter = new RowFilter(field, text, true);
        return this;
    }

    /** Only from entities without this text in this field. */
    TableBuilder except(String field, String text) {
        this.filter = new RowFilter(field, text, false);
        return this;
    }

    /** The rows belong to an entity of one of these tables. */
    TableBuilder ownedBy(Source id, String... tables) {
        this.owner = new Owner(id, List.of(tables));
        return this;
    }

    /** The key columns: ids of Intercom, except those named by {@link #freeKey}. */
    TableBuilder key(String... names) {
        this.key = List.of(names);
        return this;
    }

    /** Key columns that may hold any value. Only the last column of a key may be text: see {@link KeyFormat#STRING}. */
    TableBuilder freeKey(String... names) {
        this.freeKeys = Set.of(names);
        return this;
    }

    /** Columns that change all the time. Their change alone does not send a row again. */
    TableBuilder uncompared(String... names) {
        this.uncompared = Set.of(names);
        return this;
    }

    /** A key column that is not in the documented value. */
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
                byNameOnly,
                since,
                entityName,
                streams,
                deletedBy,
                List.copyOf(lists),
                confirmed,
                filter,
                owner,
                doc,
                keyColumns,
                freeKeys,
                uncompared,
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
