package io.kafkaconnect.intercom.table;

import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Source.PathStart;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One table: where its rows come from and what they hold.
 *
 * @param name as in settings and, behind the prefix, in topics
 * @param template the choice of tables it belongs to
 * @param noun what an entity of its streams is called in Intercom's API, for documentation
 * @param streams the names of the streams whose entities hold its rows; at least one
 * @param endedBy the stream that says which rows are gone, beside those that feed the table; null where none does
 * @param lists the way from the entity to the elements that become rows, one list inside the other; empty when the entity is the row
 * @param filter which entities count; null for all
 * @param doc what a row is, in a sentence; part of the schema
 * @param key the columns that identify a row, none of which can be null; all are also in the value, but for a position
 * @param freeKeys the names of those key columns that are no ids: they may hold any value
 * @param documented the columns every installation has, in the order of the value
 * @param extended what {@link ColumnSet#EXTENDED} adds after them
 */
public record Table(
        String name,
        TableTemplate template,
        String noun,
        List<String> streams,
        String endedBy,
        List<ElementList> lists,
        RowFilter filter,
        String doc,
        List<Column> key,
        Set<String> freeKeys,
        List<Column> documented,
        List<Column> extended) {

    /**
     * A list inside an entity or inside an element of another list.
     *
     * @param paths where to look for it, in this order: some answers of Intercom differ from its description
     */
    public record ElementList(List<Path> paths) {
        /** The first of the paths: how the list is called in documentation and messages. */
        String text() {
            return paths.get(0).text();
        }
    }

    /** Counts only entities that have this text in this field. */
    public record RowFilter(String field, String text) {}

    /** The field of the entity that its rows' list is in; empty when the entity itself is the row. */
    public String listField() {
        return lists.isEmpty() ? "" : lists.get(0).paths().get(0).steps().get(0);
    }

    /** The columns of the value, in order. */
    public List<Column> columns(ColumnSet set) {
        return switch (set) {
            case DOCUMENTED -> documented;
            case EXTENDED ->
                Stream.concat(documented.stream(), extended.stream()).toList();
        };
    }

    /** Whether the column is part of the key and an id of Intercom. */
    boolean isIdOfKey(Column column) {
        return key.contains(column) && !freeKeys.contains(column.name());
    }

    /** Where a column comes from, in words, as in {@code contact.location.city}. */
    public String origin(Column column) {
        return column.source().describe(this);
    }

    /** The name of a schema without its namespace: {@code users_tags} becomes {@code UsersTags}. */
    String schemaName() {
        StringBuilder camel = new StringBuilder(name.length());
        for (String word : name.split("_", -1)) {
            camel.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return camel.toString();
    }

    String pathTo(PathStart start) {
        int depth =
                switch (start) {
                    case ENTITY -> 0;
                    case PARENT -> Math.max(0, lists.size() - 1);
                    case ELEMENT -> lists.size();
                };
        StringBuilder path = new StringBuilder(noun);
        for (ElementList list : lists.subList(0, depth)) {
            path.append('.').append(list.text()).append("[]");
        }
        return path.toString();
    }
}
