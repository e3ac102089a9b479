package io.kafkaconnect.intercom.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.kafkaconnect.intercom.table.Source.Path;
import io.kafkaconnect.intercom.table.Table.ElementList;
import io.kafkaconnect.intercom.table.Table.EntryForm;
import io.kafkaconnect.intercom.value.EntityId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Reads the rows of one table out of entities. The constructor resolves everything that does not depend on the entity. No entity makes the reader
 * fail: a bad value becomes null and its listener is called, and a row without a key goes to the sink as malformed. The reader is thread-safe
 * if the listener is.
 */
public final class RowReader {
    /** Intercom puts this field among the languages. */
    private static final String TYPE = "type";

    private final Table table;
    private final RowSchema schema;
    private final Slot[] slots;

    /**
     * A column with its place in key and value, either of which can be null.
     *
     * @param id whether the column accepts only ids of Intercom
     */
    private record Slot(Column column, Field key, Field value, boolean id, ValueListener listener) {
        Object read(RowContext scope) {
            JsonNode node = column.source().read(scope);
            return id ? EntityId.of(node).orElse(null) : column.type().convert(node, listener);
        }

        String reasonWithout(RowContext scope) {
            JsonNode node = column.source().read(scope);
            boolean absent = node.isMissingNode() || node.isNull() || !id;
            return "key column " + column.name() + (absent ? " is missing" : " is no id");
        }
    }

    /**
     * A reader of one table.
     *
     * @param listener called for each value that does not fit its column
     */
    public RowReader(Table table, ColumnSet set, BadValueListener listener) {
        this.table = table;
        this.schema = RowSchema.of(table, set);
        // Key columns come first: if one is missing, no other column is read.
        Set<Column> columns = new LinkedHashSet<>(table.key());
        columns.addAll(table.columns(set));
        this.slots = columns.stream()
                .map(column -> new Slot(
                        column,
                        schema.key().field(column.name()),
                        schema.value().field(column.name()),
                        table.isIdOfKey(column),
                        listener(column, listener)))
                .toArray(Slot[]::new);
    }

    private ValueListener listener(Column column, BadValueListener listener) {
        return new ValueListener() {
            @Override
            public void bad() {
                listener.badValue(table.name(), column.name());
            }

            @Override
            public void cleaned() {
                listener.cleanedValue(table.name(), column.name());
            }
        };
    }

    /** The table whose rows these are. */
    public Table table() {
        return table;
    }

    /** The schema of every key; always the same object. */
    public Schema keySchema() {
        return schema.key();
    }

    /** The schema of every value; always the same object. */
    public Schema valueSchema() {
        return schema.value();
    }

    /** Passes each row of the entity to the sink, in order. Many entities have none. */
    public void read(ObjectNode entity, RowSink sink) {
        if (isSelected(entity)) {
            descend(new RowContext(entity, entity, entity, 0, null), 0, sink);
        }
    }

    /** The tombstone of a row without an owner, see {@link #tombstone(String, List)}. */
    public Row tombstone(List<String> keyParts) {
        return tombstone(null, keyParts);
    }

    /**
     * The tombstone of a row. The parts are those of {@link Row#keyParts}. They need not be ids: a tombstone must have the key that the row was
     * sent with.
     *
     * @param owner the id of the entity that the row belongs to; without effect if the table has no owner
     */
    public Row tombstone(String owner, List<String> keyParts) {
        List<Column> columns = table.key();
        if (keyParts.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "A key of " + table.name() + " has " + columns.size() + " parts, not " + keyParts.size());
        }
        Struct key = new Struct(schema.key());
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Object part = column.type().convert(TextNode.valueOf(keyParts.get(i)), ValueListener.NONE);
            if (part == null) {
                throw new IllegalArgumentException(
                        "This cannot be the column " + column.name() + " in a key of " + table.name());
            }
            key.put(column.name(), part);
        }
        return new Row(table, key, null, table.owner() == null ? null : owner);
    }

    /** Whether the table has rows of such an entity. */
    public boolean isSelected(ObjectNode entity) {
        return table.filter() == null || table.filter().accepts(entity);
    }

    /** Whether the entity contains the list of the rows: an absent list is not an empty one, nor is that of an entity of another kind. */
    public boolean isToldBy(ObjectNode entity) {
        return table.lists().isEmpty()
                || (isSelected(entity)
                        && table.lists().get(0).isIn(find(table.lists().get(0), entity)));
    }

    /** Whether the list of the rows is complete: it names no further entries, and counts no more entries than it holds. */
    public boolean isWhole(ObjectNode entity) {
        if (table.lists().isEmpty()) {
            return true;
        }
        ElementList list = table.lists().get(0);
        int size = find(list, entity).size();
        for (Path path : list.paths()) {
            JsonNode holder = path.holder().follow(entity);
            if (holder.path("has_more").asBoolean(false)
                    || holder.path("total_count").asInt(0) > size) {
                return false;
            }
        }
        return true;
    }

    private void descend(RowContext scope, int depth, RowSink sink) {
        if (depth == table.lists().size()) {
            row(scope, sink);
            return;
        }
        ElementList level = table.lists().get(depth);
        JsonNode holder = find(level, scope.element());
        if (!level.isIn(holder) && !holder.isMissingNode()) {
            sink.malformed(table.name(), level.text() + " is not a list");
            return;
        }
        Iterator<String> languages = holder.fieldNames();
        Iterator<JsonNode> entries = holder.elements();
        for (int i = 0; entries.hasNext(); i++) {
            JsonNode entry = entries.next();
            String language = languages.hasNext() ? languages.next() : null;
            if (level.form() == EntryForm.VALUE ? entry.isValueNode() && !entry.isNull() : entry.isObject()) {
                RowContext inside = new RowContext(scope.entity(), scope.element(), entry, i, language);
                descend(inside, depth + 1, sink);
            } else if (!entry.isNull() && !TYPE.equals(language)) {
                String expected = level.form() == EntryForm.VALUE ? "a plain value" : "an object";
                sink.malformed(table.name(), "an entry of " + level.text() + " is not " + expected);
            }
        }
    }

    /** The entries, or the value in their place; a missing node if there is neither. */
    private static JsonNode find(ElementList level, JsonNode element) {
        List<Path> paths = level.paths();
        JsonNode instead = MissingNode.getInstance();
        for (int i = 0; i < paths.size(); i++) {
            JsonNode found = paths.get(i).follow(element);
            if (level.isIn(found)) {
                return found;
            }
            if (!found.isMissingNode() && !found.isNull()) {
                instead = found;
            }
        }
        return instead;
    }

    private void row(RowContext scope, RowSink sink) {
        Struct key = new Struct(schema.key());
        Struct value = new Struct(schema.value());
        for (Slot slot : slots) {
            Object content = slot.read(scope);
            if (content != null) {
                if (slot.key() != null) {
                    key.put(slot.key(), content);
                }
                if (slot.value() != null) {
                    value.put(slot.value(), content);
                }
            } else if (slot.key() != null) {
                sink.malformed(table.name(), slot.reasonWithout(scope));
                return;
            }
        }
        sink.row(new Row(table, key, value, owner(scope)));
    }

    private String owner(RowContext scope) {
        return table.owner() == null
                ? null
                : EntityId.of(table.owner().id().read(scope)).orElse(null);
    }
}
