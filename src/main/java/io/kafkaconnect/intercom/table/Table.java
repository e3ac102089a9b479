package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Source.PathStart;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table: the source of its rows, and their columns.
 *
 * @param name the name in settings and, after the prefix, in topics
 * @param template the template it belongs to
 * @param byNameOnly whether only its name selects it, and not its template
 * @param since the x of the first API 2.x that has its rows
 * @param entityName the name of an entity of its streams in Intercom's API, for documentation
 * @param streams the names of the streams whose entities hold its rows; at least one
 * @param deletedBy the streams that find rows that are gone, in addition to the streams that feed the table
 * @param lists the nested lists from the entity to the elements that become rows; empty if the entity is the row
 * @param confirmed whether a row that its list no longer holds ends only after a lookup, because each list comes in a response of its own
 * @param filter selects entities; null for all
 * @param owner the entity that the rows belong to; null if the rows are entities themselves
 * @param doc a sentence about what a row is; part of the schema
 * @param key the columns that identify a row; none is null, and all but a position are also in the value
 * @param freeKeys the names of the key columns that are no ids and may hold any value
 * @param uncompared the names of the columns whose change alone does not send a row again, because they change all the time
 * @param documented the columns of every installation, in the order of the value
 * @param extended the columns that {@link ColumnSet#EXTENDED} appends
 */
public record Table(
        String name,
        TableTemplate template,
        boolean byNameOnly,
        int since,
        String entityName,
        List<String> streams,
        List<String> deletedBy,
        List<ElementList> lists,
        boolean confirmed,
        RowFilter filter,
        Owner owner,
        String doc,
        List<Column> key,
        Set<String> freeKeys,
        Set<String> uncompared,
        List<Column> documented,
        List<Column> extended) {

    /** What a row comes from. */
    public enum EntryForm {
        /** Each object of a list. */
        OBJECT,
        /** Each plain value of a list, such as an id. */
        VALUE,
        /** Each object of an object, whose fields are named by languages. */
        LANGUAGE
    }

    /**
     * The entries inside an entity, or inside an entry of another list.
     *
     * @param paths the places to look for them, in order: some responses of Intercom differ from its documentation
     */
    public record ElementList(List<Path> paths, EntryForm form) {
        /** The first path, which names the list in documentation and messages. */
        String text() {
            return paths.get(0).text();
        }

        /** Whether the node holds entries of this form. No list, and null, is not an empty list. An object without languages is null. */
        boolean isIn(JsonNode holder) {
            return form == EntryForm.LANGUAGE ? holder.isObject() || holder.isNull() : holder.isArray();
        }
    }

    /**
     * Selects entities by the text in a field.
     *
     * @param selects whether entities with this text are selected, or all others
     */
    public record RowFilter(String field, String text, boolean selects) {
        boolean accepts(JsonNode entity) {
            return text.equals(entity.path(field).textValue()) == selects;
        }
    }

    /**
     * The entity that a row belongs to.
     *
     * @param id the source of its id
     * @param tables the names of the tables, one of which holds the entity under that id
     */
    public record Owner(Source id, List<String> tables) {}

    /** The field of the entity that contains the list of rows; empty if the entity itself is the row. */
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

    /** Whether one of these names selects the table: its own, its template's, or {@link TableTemplate#ALL}. A name of both means the template. */
    public boolean isSelectedBy(Collection<String> names) {
        boolean isNamed = names.contains(name) && !TableTemplate.isLabel(name);
        boolean isInTemplate = names.contains(template.label()) || names.contains(TableTemplate.ALL);
        return isNamed || (isInTemplate && !byNameOnly);
    }

    /** Whether the column is part of the key and an id of Intercom. */
    boolean isIdOfKey(Column column) {
        return key.contains(column) && !freeKeys.contains(column.name());
    }

    /** Describes the source of a column, as in {@code contact.location.city}. */
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
        StringBuilder path = new StringBuilder(entityName);
        for (ElementList list : lists.subList(0, depth)) {
            path.append('.').append(list.text()).append(list.form() == EntryForm.LANGUAGE ? ".<locale>" : "[]");
        }
        return path.toString();
    }
}
